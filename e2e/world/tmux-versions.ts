import { execFileSync } from "node:child_process";
import { dirname } from "node:path";

export type TmuxVersion = { version: string; folder: string };

/** The tmux of this machine, and those in the folders that FAIRLEAD_TEST_TMUX names, between colons. */
export function tmuxVersions(): TmuxVersion[] {
  const found = execFileSync("sh", ["-c", "command -v tmux"], { encoding: "utf8" }).trim();
  const beside = (process.env["FAIRLEAD_TEST_TMUX"] ?? "").split(":").filter(Boolean);
  const versions = [dirname(found), ...beside].map((folder) => ({
    folder,
    version: execFileSync(`${folder}/tmux`, ["-V"], { encoding: "utf8" }).trim().slice(5),
  }));
  if (beside.length === 0) {
    const tested = versions.map(({ version }) => version).join();
    process.stdout.write(
      `Live with tmux ${tested} alone: FAIRLEAD_TEST_TMUX names no folder of another one.\n`,
    );
  }
  return versions;
}
