import type { Action } from "../../shared/contract/approvals.ts";
import type { TerminalId } from "../../shared/ids.ts";
import type { ApprovalEnd, QuestionEvent } from "./approvals.ts";

/** Puts a question and how it ended on the timeline of the terminal it is about. */
export function markApproval(
  recordings: { mark(id: TerminalId, label: string): void },
  event: QuestionEvent,
): void {
  const { target, action } = event.approval;
  if (target.terminalId === null) return;
  const words = event.type === "asked" ? "asked" : endWords(event.end);
  recordings.mark(target.terminalId, `${words}: ${subject(action)}`);
}

const endWords = (end: ApprovalEnd): string =>
  end.kind === "answered" ? `${end.answer.kind} by ${end.by}` : end.kind;

function subject(action: Action): string {
  switch (action.kind) {
    case "run-shell":
    case "run-on-hosts":
      return action.command.split("\n", 1)[0] ?? "";
    case "send-keys":
      return `keys ${action.keys.join(" ")}`;
    case "read-file":
      return `read ${action.path}`;
    case "change-file":
      return `${action.operation} ${action.path}`;
    case "fetch-url":
      return `fetch ${action.url}`;
    case "ask-person":
      return action.question;
    case "end-run":
      return `${action.signal} to ${action.command.split("\n", 1)[0] ?? ""}`;
    case "open-terminal":
      return "open a terminal";
  }
}
