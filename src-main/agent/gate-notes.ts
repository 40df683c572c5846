import { createHash } from "node:crypto";
import type { Action, ActionTarget, ApprovalAnswer } from "../../shared/contract/approvals.ts";
import type { AuditEntry } from "../../shared/contract/audit.ts";
import type { Judgement } from "../../shared/contract/policy.ts";
import type { ToolOutcome } from "../tools/tool.ts";

type Detail = AuditEntry["detail"];

/** A value as the audit keeps it. */
const json = (value: unknown): Detail[string] => JSON.parse(JSON.stringify(value));

/** The decision and the path to it; the parts are told by their rules, their text is in the action. */
export function judgementDetail(judgement: Judgement): Detail {
  const { parts, offer: _, hosts, ...rest } = judgement;
  const rules = [...new Set(parts.map(({ rule }) => rule))];
  return { ...rest, rules, ...(hosts === undefined ? {} : { hosts }) };
}

/** The answer as the audit keeps it; an edited one with both texts. */
export function answerDetail(
  answer: ApprovalAnswer,
  proposed: Action,
  edited: Judgement | null,
): Detail {
  if (answer.kind !== "approve-edited" || proposed.kind !== "run-shell") {
    return json(answer) as Detail;
  }
  const { command, kind, ...rest } = answer;
  const judgement = edited === null ? {} : { judgement: judgementDetail(edited) };
  return {
    kind,
    proposed: proposed.command,
    approved: command,
    ...(json(rest) as Detail),
    ...judgement,
  };
}

/** Length and digest of exactly what is sent; the text itself stands in the action beside it. */
export function bytesDetail(action: Action): Detail {
  return digestOf(sentText(action));
}

/** What a command printed, told by its digest; null where there was nothing to digest. */
export function outputDetail({ output }: ToolOutcome): Detail | null {
  return output === undefined ? null : digestOf(output);
}

function sentText(action: Action): string {
  switch (action.kind) {
    case "run-shell":
      return action.command;
    case "send-keys":
      return JSON.stringify(action.keys);
    default:
      return JSON.stringify(action);
  }
}

/** Length in bytes and SHA-256 of a text. */
export function digestOf(text: string): Detail {
  const bytes = Buffer.from(text, "utf8");
  return { length: bytes.length, sha256: createHash("sha256").update(bytes).digest("hex") };
}

/** The target in one line, for a person who reads the audit. */
export function addressOf({ hostId, hostName, terminalId, user }: ActionTarget): string {
  return `${user}@${hostName} (${hostId})${terminalId === null ? "" : ` ${terminalId}`}`;
}
