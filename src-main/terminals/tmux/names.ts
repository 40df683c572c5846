import { createHash } from "node:crypto";
import type { TerminalId } from "../../../shared/ids.ts";

/**
 * The tmux session of an installation of Fairlead, the same on every host: `tmux attach -t fairlead-…`. Pure, so that it
 * can be on record before the session exists. `installation` is any text that is this data folder's own.
 */
export function tmuxSessionName(installation: string): string {
  return `fairlead-${createHash("sha256").update(installation).digest("hex").slice(0, 8)}`;
}

/** The window of a terminal in that session. */
export function tmuxWindowName(terminalId: TerminalId): string {
  return terminalId;
}
