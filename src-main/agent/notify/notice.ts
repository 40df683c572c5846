import { actText } from "../../../shared/approval-words.ts";
import type { Approval } from "../../../shared/contract/approvals.ts";
import type { ApprovalEnd, QuestionEvent } from "../approvals.ts";

/** What is told elsewhere of a question: enough to decide whether to come and look, nothing that answers it. */
export type Notice = {
  event: "asked" | "closed";
  /** The question's id: `fairlead approvals approve ID` takes it. */
  id: Approval["id"];
  kind: Approval["action"]["kind"];
  /** What the agent wants to do, as one text. */
  command: string;
  host: string;
  user: string;
  production: boolean;
  class: string;
  /** Why the agent wants it, in its own words. */
  reason: string;
  /** Why a person is asked. */
  because: string;
  urgency: Approval["urgency"];
  step: string | null;
  /** ISO 8601, UTC; null = it waits for ever. */
  expiresAt: string | null;
  /** How it ended; null while it waits. */
  end: "approved" | "denied" | "expired" | "withdrawn" | null;
  by: string | null;
};

/** The notice of what happened to a question, secrets redacted in every text. */
export function noticeOf(event: QuestionEvent, redact: (text: string) => string): Notice {
  const { action, expiresAt, id, judgement, reason, step, target, urgency } = event.approval;
  const end = event.type === "closed" ? event.end : null;
  return {
    event: event.type,
    id,
    kind: action.kind,
    command: redact(actText(action, target)),
    host: redact(target.hostName),
    user: redact(target.user),
    production: judgement.production,
    class: judgement.class,
    reason: redact(reason),
    because: redact(judgement.reasons[0] ?? ""),
    urgency,
    step: step === null ? null : redact(step),
    expiresAt: expiresAt === null ? null : new Date(expiresAt).toISOString(),
    end: end === null ? null : endWord(end),
    by: end?.kind === "answered" ? end.by : null,
  };
}

function endWord(end: ApprovalEnd): NonNullable<Notice["end"]> {
  if (end.kind !== "answered") return end.kind;
  return end.answer.kind === "approve" || end.answer.kind === "approve-edited"
    ? "approved"
    : "denied";
}
