import { verdictOf } from "../../shared/audit-filter.ts";
import { actionText, entrySummary } from "../../shared/audit-words.ts";
import type { AuditEntry } from "../../shared/contract/audit.ts";

type Outcome = { words: string; tone: "good" | "bad" | "warning" | "plain" };

/** One act with all its entries that are known, or one entry that belongs to none. */
export type AuditRow = {
  key: string;
  /** Oldest first; never empty. */
  entries: readonly AuditEntry[];
  /** Milliseconds since the epoch, of the first entry. */
  at: number;
  /** The exact command, or what happened. Hostile text until shown as plain text. */
  what: string;
  isCommand: boolean;
  target: string;
  verdict: string | null;
  /** Who answered, else who did it. */
  by: string;
  outcome: Outcome | null;
};

/** Acts and single entries, newest first by where they begin. Pure. */
export function auditRows(entries: Iterable<AuditEntry>): AuditRow[] {
  const groups = new Map<string, AuditEntry[]>();
  for (const entry of entries) {
    const key = entry.request ?? `entry-${entry.sequence}`;
    const group = groups.get(key);
    if (group === undefined) groups.set(key, [entry]);
    else group.push(entry);
  }
  return [...groups]
    .map(([key, group]) => rowOf(key, group))
    .sort((one, other) => sequenceOf(other) - sequenceOf(one));
}

const sequenceOf = ({ entries }: AuditRow) => entries[0]?.sequence ?? 0;

function rowOf(key: string, group: AuditEntry[]): AuditRow {
  const entries = group.sort((one, other) => one.sequence - other.sequence);
  const find = (kind: string) => entries.find((entry) => entry.kind === kind);
  const [first] = entries as [AuditEntry];
  const proposal = find("proposal");
  const command = [find("start"), proposal]
    .map((entry) => (entry === undefined ? "" : actionText(entry)))
    .find((text) => text !== "");
  return {
    key,
    entries,
    at: Date.parse(first.at),
    what: command ?? `${kindWords(first.kind)}${suffix(entrySummary(first))}`,
    isCommand: command !== undefined,
    target: hostOf(entries.find(({ target }) => target !== null)?.target ?? ""),
    verdict: proposal === undefined ? null : verdictOf(proposal),
    by: (find("answer") ?? find("refusal") ?? first).actor,
    outcome: outcomeOf(entries),
  };
}

const suffix = (text: string) => (text === "" ? "" : `: ${text}`);

/** "root@web-1 (host-1) term-1" is "root@web-1" for a person. */
function hostOf(target: string): string {
  return target.replace(/ \(host-[^)]*\).*$/, "");
}

function outcomeOf(entries: readonly AuditEntry[]): Outcome | null {
  const last = entries.at(-1);
  if (last === undefined) return null;
  const { detail, kind } = last;
  const said = (name: string) => detail[name];
  switch (kind) {
    case "result": {
      const exitCode = said("exitCode");
      if (typeof exitCode === "number") {
        return { words: `exit code ${exitCode}`, tone: exitCode === 0 ? "good" : "bad" };
      }
      const state = String(said("state") ?? "done");
      return { words: state, tone: state === "failed" ? "bad" : "plain" };
    }
    case "void":
      return { words: "target changed", tone: "bad" };
    case "refusal":
      return { words: "refused", tone: "bad" };
    case "answer": {
      const answer = String(said("kind") ?? "");
      if (answer.startsWith("deny")) return { words: "denied", tone: "warning" };
      return { words: answer.startsWith("approve") ? "approved" : answer, tone: "plain" };
    }
    case "start":
      return { words: "no end yet", tone: "warning" };
    case "proposal":
      return { words: "no answer yet", tone: "plain" };
    case "tampered":
    case "replaced":
      return { words: "changed", tone: "bad" };
    default:
      return null;
  }
}

const words: Readonly<Record<string, string>> = {
  "connection-connected": "connected",
  "connection-lost": "connection lost",
  "connection-failed": "connection failed",
  "app-started": "Fairlead started",
  "app-stopped": "Fairlead stopped",
  continued: "next file begun",
  torn: "entry cut off",
  unconfirmed: "entry not confirmed",
  replaced: "audit changed from outside",
  tampered: "audit changed from outside",
  "audit-key": "signing key",
};

/** A kind of entry as a person says it. */
export function kindWords(kind: string): string {
  return words[kind] ?? kind.replaceAll("-", " ");
}

/** What an act ran and where, as far as its entries say. */
export function runOf({ entries }: AuditRow): { runId: string | null; terminalId: string | null } {
  const run = entries.map(({ detail }) => detail["run"]).find((id) => typeof id === "string");
  const terminal = entries
    .map(({ target }) => /\bterm-[A-Za-z0-9_-]+/.exec(target ?? "")?.[0])
    .find((id) => id !== undefined);
  return { runId: typeof run === "string" ? run : null, terminalId: terminal ?? null };
}
