import type { Action, ActionTarget } from "./contract/approvals.ts";
import { unreachable } from "./result.ts";

/** What the agent wants, before "on user@host". */
export function wishWords(action: Action): string {
  switch (action.kind) {
    case "run-shell":
      return "The agent wants to run";
    case "send-keys":
      return "The agent wants to press keys";
    case "open-terminal":
      return "The agent wants to open a terminal";
    default:
      return unreachable(action);
  }
}

/** The act itself as one text. */
export function actText(action: Action, target: ActionTarget): string {
  switch (action.kind) {
    case "run-shell":
      return action.command;
    case "send-keys":
      return action.keys.join(" ");
    case "open-terminal":
      return `a new terminal on ${target.hostName}`;
    default:
      return unreachable(action);
  }
}

/** "root@web-1"; without a known user only the host. */
export const targetWords = ({ user, hostName }: ActionTarget): string =>
  user === "" ? hostName : `${user}@${hostName}`;
