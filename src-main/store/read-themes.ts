import { readdir, readFile, stat } from "node:fs/promises";
import { basename, extname, join } from "node:path";
import type { OwnThemes } from "../../shared/contract/settings.ts";
import { type TerminalTheme, themeFile } from "../../shared/terminal-theme.ts";

/** A theme is a few hundred bytes; what is much larger is something else. */
const mostBytes = 64 * 1024;
const mostFiles = 100;

/** Reads every `*.json` of a folder as a theme of terminals. Never fails: what is wrong is said in `problems`. */
export async function readThemes(folder: string): Promise<OwnThemes> {
  const names = await readdir(folder).catch(() => []);
  const files = names.filter((name) => extname(name) === ".json").toSorted();
  const themes: TerminalTheme[] = [];
  const problems: string[] = [];
  for (const name of files.slice(0, mostFiles)) {
    const read = await readTheme(join(folder, name));
    if (typeof read === "string") problems.push(`${name}: ${read}`);
    else themes.push(read);
  }
  if (files.length > mostFiles) {
    problems.push(`Only the first ${mostFiles} of ${files.length} files were read.`);
  }
  return { folder, themes, problems };
}

/** The theme, or what is wrong with its file. */
async function readTheme(path: string): Promise<TerminalTheme | string> {
  try {
    const about = await stat(path);
    if (!about.isFile()) return "not a file.";
    if (about.size > mostBytes) return "too large for a theme.";
    const { success, data, error } = themeFile.safeParse(
      JSON.parse(await readFile(path, "utf8")) as unknown,
    );
    if (success) return { ...data, id: `own:${basename(path, ".json")}` };
    const [issue] = error.issues;
    const field = issue?.path.join(".") ?? "";
    return `${field === "" ? "" : `${field}: `}${issue?.message ?? "not valid"}.`;
  } catch (failed) {
    if (failed instanceof SyntaxError) return "not valid JSON.";
    return `cannot be read (${failed instanceof Error ? failed.message : String(failed)}).`;
  }
}
