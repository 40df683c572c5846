import { spawn } from "node:child_process";
import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fail, ok, type Result } from "../../shared/result.ts";
import type { Environment } from "../base/paths.ts";

/**
 * Opens the person's editor (VISUAL, else EDITOR) on a text and resolves with what was saved; a failure is a sentence.
 * The text lies in a file that only this user can read, and is removed at the end. The editor gets the terminal through
 * standard error, as standard output may go elsewhere. When `signal` aborts it is told to end.
 */
export async function editInEditor(
  environment: Environment,
  text: string,
  signal: AbortSignal,
): Promise<Result<string, string>> {
  const editor = environment["VISUAL"] || environment["EDITOR"];
  if (!editor) {
    return fail(
      "A command of several lines is edited in your own editor: set EDITOR, or edit it in a window of Fairlead.",
    );
  }
  const folder = await mkdtemp(join(tmpdir(), "fairlead-edit-"));
  try {
    const path = join(folder, "command.sh");
    await writeFile(path, `${text}\n`, { mode: 0o600 });
    const ended = await runEditor(editor, path, environment, signal);
    if (ended !== "") return fail(`${ended} Nothing was changed.`);
    return ok(await readFile(path, "utf8"));
  } catch (error) {
    return fail(`The edited command could not be read (${String(error)}). Nothing was changed.`);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

/** How the editor ended, as a sentence; "" when it ended well. */
function runEditor(
  editor: string,
  path: string,
  environment: Environment,
  signal: AbortSignal,
): Promise<string> {
  const [command, args] =
    process.platform === "win32"
      ? ["cmd", ["/d", "/s", "/c", `"${editor} "${path}""`]]
      : // As git does it: the variable may hold options and quotes. With exec the signal reaches the editor itself.
        ["/bin/sh", ["-c", `exec env ${editor} "$1"`, "sh", path]];
  return new Promise((resolve) => {
    const child = spawn(command, args, {
      env: environment,
      stdio: ["inherit", 2, "inherit"],
      windowsVerbatimArguments: true,
      signal,
    });
    child.once("error", (error) => resolve(`The editor did not start (${error.message}).`));
    child.once("close", (code, by) => {
      if (code === 0) resolve("");
      else resolve(`The editor ended ${by === null ? `with exit code ${code}` : `by ${by}`}.`);
    });
  });
}
