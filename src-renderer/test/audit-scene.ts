import { type AuditFilter, matchesAuditFilter } from "../../shared/audit-filter.ts";
import type { AuditEntry, AuditPage } from "../../shared/contract/audit.ts";

type Said = Pick<AuditEntry, "kind" | "actor" | "detail"> &
  Partial<Pick<AuditEntry, "request" | "target" | "at">>;

/** The entry with that number; what matters is what is said of it. */
export function auditEntry(sequence: number, said: Said): AuditEntry {
  return {
    sequence,
    at: new Date(Date.UTC(2026, 4, 6, 7) + sequence * 7_000).toISOString(),
    version: "0.1.0",
    osUser: "ada",
    policy: "4f0c5f3e8d1a77b0",
    request: null,
    target: null,
    previous: String(sequence - 1).padStart(64, "0"),
    hash: String(sequence).padStart(64, "0"),
    ...said,
  };
}

const commands = [
  "journalctl -u nginx --since -1h | grep -c upstream",
  "df -h",
  "systemctl reload nginx",
  "rm -rf /var/cache/nginx/*",
];

/** A day's work, as many entries as wanted: acts that ended in every way, and what happens beside them. */
export function auditOf(count: number): AuditEntry[] {
  const entries: AuditEntry[] = [];
  const add = (said: Said) => void entries.push(auditEntry(entries.length + 1, said));
  add({ kind: "app-started", actor: "fairlead", detail: { pid: 4_711, key: "9f3a", noKey: null } });
  add({
    kind: "secret-used",
    actor: "fairlead",
    detail: { name: "root@web-1:22 (cred-1)", purpose: "login" },
  });
  add({
    kind: "connection-connected",
    actor: "fairlead",
    target: "web-1",
    detail: { hostId: "host-web-1", problem: null },
  });
  for (let act = 0; entries.length < count; act += 1) for (const step of stepsOf(act)) add(step);
  return entries;
}

function stepsOf(act: number): Said[] {
  const action = { kind: "run-shell", command: commands[act % commands.length] ?? "" };
  const host = act % 3 === 0 ? "db-1" : "web-1";
  const terminal = act % 5 === 0 ? "term-9" : "term-1";
  const common = { request: `item-a${act}`, target: `root@${host} (host-${host}) ${terminal}` };
  const run = `run-a${act}`;
  const verdict = act % 8 === 7 ? "deny" : act % 2 === 0 ? "allow" : "ask";
  const reason = "To see why 502s are up.";
  const proposal = { kind: "proposal", actor: "agent", detail: { action, reason, verdict, run } };
  const exitCode = act % 5 === 2 ? 1 : 0;
  const steps =
    verdict === "deny"
      ? [refusal]
      : act % 4 === 3
        ? [denial]
        : [
            {
              kind: "answer",
              actor: verdict === "allow" ? "policy" : "window",
              detail: { kind: "approve" },
            },
            { kind: "start", actor: "agent", detail: { action, run } },
            {
              kind: "result",
              actor: "fairlead",
              detail: { state: "finished", exitCode, durationMs: 212 },
            },
          ];
  return [proposal, ...steps].map((step) => ({ ...common, ...step }));
}

const refusal = {
  kind: "refusal",
  actor: "policy",
  detail: { because: "It removes files under a protected folder." },
};
const denial = {
  kind: "answer",
  actor: "window",
  detail: { kind: "deny", comment: "not during the day" },
};

/** As main answers: the newest that fit, with the rest of their acts. */
export function auditPageOf(
  entries: readonly AuditEntry[],
  request: { filter: AuditFilter; before: number | null; limit: number },
): AuditPage {
  const { before, filter, limit } = request;
  const found = entries
    .filter(({ sequence }) => before === null || sequence < before)
    .filter((entry) => matchesAuditFilter(entry, filter))
    .slice(-limit);
  const acts = new Set(found.map((entry) => entry.request).filter((act) => act !== null));
  const all = entries.filter(
    (entry) => found.includes(entry) || (entry.request !== null && acts.has(entry.request)),
  );
  const first = found[0]?.sequence ?? 1;
  return { entries: all.toReversed(), next: first > 1 ? first : null, unsound: 0 };
}
