import type { TerminalState, WaitReason } from "../../shared/contract/terminals.ts";
import type { LineState, ShellPlace } from "./shell-state.ts";

/** Nothing is asked of the shell this soon after a key of the person, in ms. */
export const politeMs = 400;

/** How a terminal stands for whoever wants to send a command. */
export type KeyboardSituation = {
  state: TerminalState;
  place: ShellPlace;
  line: LineState;
  /** tmux has the pane in a mode that takes the keys. */
  isElsewhere: boolean;
  sinceKeyMs: number;
};

/** Why a command of the agent cannot be sent now; null when it can. Pure. */
export function waitReason(now: KeyboardSituation): WaitReason | null {
  if (now.state === "connecting") return "starting";
  if (now.state !== "ready") return "silent";
  switch (now.place) {
    case "starting":
      return "starting";
    case "command":
      return "program";
    case "continuation":
      return "continuation";
    case "drawing":
      return null;
    case "prompt":
      if (now.isElsewhere) return "copy-mode";
      if (now.line === "typed") return "half-typed";
      return now.sinceKeyMs < politeMs ? "typing" : null;
  }
}
