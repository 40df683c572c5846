import { verdictOf } from "./audit-filter.ts";
import type { AuditEntry } from "./contract/audit.ts";

type Detail = AuditEntry["detail"];
type Said = Pick<AuditEntry, "kind" | "detail">;

/** What kinds of entries there are, in groups a person can choose from. A kind that is in none is shown all the same. */
export const auditKindGroups = {
  acts: [
    "proposal",
    "answer",
    "start",
    "result",
    "refusal",
    "void",
    "not-remembered",
    "revert-asked",
    "revert-confirmed",
    "revert-ended",
    "fleet-go-on",
    "fleet-stop",
  ],
  connections: ["connection-connected", "connection-lost", "connection-failed"],
  policy: [
    "mode-set",
    "mode-changed",
    "mode-cleared",
    "mode-expired",
    "preset-set",
    "permission-added",
    "permission-removed",
    "policy-file-waiting",
    "policy-file-loaded",
    "policy-file-invalid",
    "policy-file-accepted",
    "policy-file-removed",
    "tools-changed",
    "web-changed",
  ],
  secrets: ["secret-used", "secret-stored", "secret-removed"],
  logins: ["login", "login-refused"],
  notifications: ["notification"],
  program: ["app-started", "app-stopped"],
  audit: ["continued", "torn", "unconfirmed", "replaced", "tampered", "audit-key"],
} as const;
export type AuditKindGroup = keyof typeof auditKindGroups;

/** Answers after which an act goes on. */
const assents: ReadonlySet<unknown> = new Set(["approve", "approve-edited"]);

/** Whether nothing follows any more in the act that the entry is of. */
export function endsAct({ detail, kind }: Said): boolean {
  if (kind === "answer") return !assents.has(detail["kind"]);
  // Of an act on many hosts each host has its own result, before that of the whole.
  if (typeof detail["host"] === "string") return false;
  return kind === "result" || kind === "void" || kind === "refusal";
}

/** The exact command or what else was wanted; "" where the entry wants nothing. */
export function actionText({ detail }: Pick<AuditEntry, "detail">): string {
  const action = record(detail["action"]);
  if (action === null) return "";
  const { command, destination, hostId, keys, kind, operation, path, query, question, url } =
    action;
  if (typeof command === "string") return command;
  if (Array.isArray(keys)) return `keys: ${keys.join(" ")}`;
  if (kind === "open-terminal") {
    const session = action["tmuxSession"];
    const what = typeof session === "string" ? `tmux session ${session}` : "a terminal";
    return `open ${what} on ${text(hostId)}`;
  }
  if (kind === "read-file") return `read ${text(path)}`;
  if (kind === "change-file") {
    const to = typeof destination === "string" ? ` to ${destination}` : "";
    return `${text(operation)} ${text(path)}${to}`;
  }
  if (typeof url === "string") return `${typeof query === "string" ? "search" : "fetch"} ${url}`;
  if (typeof question === "string") return `ask: ${question}`;
  return text(kind);
}

/** Why it was wanted, in the agent's words, and what the policy said of it; "" where nothing was said. */
export function proposalReasons({ detail }: Pick<AuditEntry, "detail">): {
  agent: string;
  policy: string;
} {
  const reasons = record(detail["judgement"])?.["reasons"];
  return {
    agent: text(detail["reason"]),
    policy: Array.isArray(reasons) ? reasons.map(text).filter(Boolean).join("; ") : "",
  };
}

/** An entry in a few words, without its time, actor and target: hostile text until shown as plain text. */
export function entrySummary({ detail, kind }: Said): string {
  switch (kind) {
    case "proposal": {
      const said = verdictOf({ detail });
      return `${said === null ? "" : `${said}: `}${actionText({ detail })}`;
    }
    case "answer":
      return answerText(detail);
    case "start":
      return actionText({ detail });
    case "result":
    case "void":
      return resultText(detail);
    default: {
      const said = detail["sentence"] ?? detail["because"];
      return typeof said === "string" ? said : plainDetail(detail);
    }
  }
}

function answerText(detail: Detail): string {
  const comment = detail["comment"] ?? detail["because"];
  const approved = detail["approved"];
  return joined([
    text(detail["kind"]),
    typeof approved === "string" ? approved : null,
    typeof comment === "string" && comment !== "" ? `“${comment}”` : null,
  ]);
}

function resultText(detail: Detail): string {
  const { code, durationMs, exitCode, state } = detail;
  return joined([
    text(state),
    typeof exitCode === "number" ? `exit code ${exitCode}` : null,
    typeof durationMs === "number" ? `${(durationMs / 1_000).toFixed(1)} s` : null,
    typeof code === "string" ? code : null,
  ]);
}

/** Members that are texts or numbers, as "name: value". */
function plainDetail(detail: Detail): string {
  return Object.entries(detail)
    .filter(([, value]) => typeof value === "string" || typeof value === "number")
    .map(([name, value]) => `${name}: ${value}`)
    .join(", ");
}

const joined = (parts: readonly (string | null)[]): string =>
  parts.filter((part) => part !== null && part !== "").join(", ");

const text = (value: unknown): string => (typeof value === "string" ? value : "");

function record(value: unknown): Record<string, unknown> | null {
  return typeof value === "object" && value !== null && !Array.isArray(value)
    ? (value as Record<string, unknown>)
    : null;
}
