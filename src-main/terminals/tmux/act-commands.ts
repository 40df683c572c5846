import type { TmuxAct } from "../../../shared/contract/tmux.ts";
import { unreachable } from "../../../shared/result.ts";
import { literalName } from "./tmux-script.ts";

/** The tmux commands of an act, each a list of arguments. Names stand in them exactly as they were typed. */
export function actCommands(act: TmuxAct): string[][] {
  switch (act.kind) {
    case "new-session":
      return [
        [
          "new-session",
          "-d",
          ...["-s", literalName(act.name)],
          ...(act.directory === null ? [] : ["-c", literalName(act.directory)]),
        ],
      ];
    case "rename-session":
      return [["rename-session", "-t", `$${act.session}`, "--", literalName(act.name)]];
    case "kill-session":
      return [["kill-session", "-t", `$${act.session}`]];
    case "new-window":
      return [["new-window", "-a", "-t", `$${act.session}:{end}`]];
    case "rename-window":
      return [["rename-window", "-t", `@${act.window}`, "--", literalName(act.name)]];
    case "select-window":
      return [["select-window", "-t", `@${act.window}`]];
    case "kill-window":
      return [["kill-window", "-t", `@${act.window}`]];
    case "split-pane": {
      const side = act.direction === "right" ? "-h" : "-v";
      return [["split-window", side, "-t", `%${act.pane}`, "-c", "#{pane_current_path}"]];
    }
    case "select-pane":
      return [["select-pane", "-t", `%${act.pane}`]];
    case "swap-pane":
      return [["swap-pane", act.with === "next" ? "-D" : "-U", "-t", `%${act.pane}`]];
    case "zoom-pane":
      return [["resize-pane", "-Z", "-t", `%${act.pane}`]];
    case "resize-pane":
      return [
        [
          "resize-pane",
          ...["-t", `%${act.pane}`],
          ...(act.columns === null ? [] : ["-x", `${act.columns}`]),
          ...(act.rows === null ? [] : ["-y", `${act.rows}`]),
        ],
      ];
    case "kill-pane":
      return [["kill-pane", "-t", `%${act.pane}`]];
    default:
      return unreachable(act);
  }
}

/** Whether something ends by it that cannot be had back. */
export const ends = (act: TmuxAct): act is Extract<TmuxAct, { typedName: string | null }> =>
  "typedName" in act;

/** What an act says in the audit, in tmux's own words. */
export const actWords = (act: TmuxAct): string =>
  actCommands(act)
    .map((words) => words.join(" "))
    .join(" ; ");
