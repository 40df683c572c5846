import type { Action, ActionTarget } from "./contract/approvals.ts";
import { unreachable } from "./result.ts";

const fileWords = {
  write: "The agent wants to write a file",
  edit: "The agent wants to edit a file",
  copy: "The agent wants to copy a file",
  delete: "The agent wants to delete a file",
} as const;

/** What the agent wants, before "on user@host" or "from host". */
export function wishWords(action: Action): string {
  switch (action.kind) {
    case "run-shell":
      return "The agent wants to run";
    case "send-keys":
      return "The agent wants to press keys";
    case "open-terminal":
      return "The agent wants to open a terminal";
    case "read-file":
      return "The agent wants to read a file";
    case "change-file":
      return fileWords[action.operation];
    case "end-run":
      return action.afterMs === null
        ? "The agent wants to end a command"
        : "The agent wants a command to end by itself";
    case "fetch-url":
      return action.query === null
        ? "The agent wants to fetch a web page"
        : "The agent wants to search the web";
    case "ask-person":
      return "The agent asks";
    case "run-on-hosts":
      return "The agent wants to run";
    default:
      return unreachable(action);
  }
}

/** Between what is wanted and the target: a page is fetched from a machine, everything else is done on one. */
export const placeWord = ({ kind }: Action): "on" | "from" =>
  kind === "fetch-url" ? "from" : "on";

/** The act itself as one text. */
export function actText(action: Action, target: ActionTarget): string {
  switch (action.kind) {
    case "run-shell":
      return action.command;
    case "send-keys":
      return action.keys.join(" ");
    case "open-terminal":
      return action.tmuxSession === undefined
        ? `a new terminal on ${target.hostName}`
        : `the tmux session ${action.tmuxSession} on ${target.hostName}`;
    case "read-file":
      return action.path;
    case "change-file":
      return action.destination === null ? action.path : `${action.path} → ${action.destination}`;
    case "end-run":
      return endRunText(action);
    case "fetch-url":
      return action.url;
    case "ask-person":
      return action.question;
    case "run-on-hosts":
      return action.command;
    default:
      return unreachable(action);
  }
}

/** "TERM to `sleep 600`: 812 sleep 600". */
function endRunText({
  afterMs,
  command,
  processes,
  signal,
}: Extract<Action, { kind: "end-run" }>): string {
  const what = signal === "INT" ? "^C" : signal;
  const when = afterMs === null ? "" : ` after ${Math.round(afterMs / 1_000)} s`;
  const named = processes.map((each) => `\n${each.pid} ${each.command}`).join("");
  return `${what}${when} to: ${command}${named}`;
}

/** "root@web-1"; without a known user only the host. */
export const targetWords = ({ user, hostName }: ActionTarget): string =>
  user === "" ? hostName : `${user}@${hostName}`;
