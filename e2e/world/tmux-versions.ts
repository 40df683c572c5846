import { execFileSync } from "node:child_process";
import { dirname } from "node:path";

export type TmuxVersion = { version: string; folder: string };

/** The tmux of this machine, and those in the folders that FAIRLEAD_TEST_TMUX names, between colons. */
export function tmuxVersions(): TmuxVersion[] {
  const found = execFileSync("sh", ["-c", "command -v tmux"], { encoding: "utf8" }).trim();
  const beside = (process.env["FAIRLEAD_TEST_TMUX"] ?? "").split(":").filter(Boolean);
  return [dirname(found), ...beside].map((folder) => ({
    folder,
    version: execFileSync(`${folder}/tmux`, ["-V"], { encoding: "utf8" }).trim().slice(5),
  }));
}
