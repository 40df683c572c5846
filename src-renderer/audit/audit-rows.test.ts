import { expect, test } from "vitest";
import type { AuditEntry } from "../../shared/contract/audit.ts";
import { auditEntry } from "../test/audit-scene.ts";
import { auditRows, kindWords, runOf } from "./audit-rows.ts";

const command = { kind: "run-shell", command: "df -h" };

function act(...steps: [kind: string, actor: string, detail: AuditEntry["detail"]][]) {
  const common = { request: "item-1", target: "root@web (host-web) term-7" };
  return steps.map(([kind, actor, detail], index) =>
    auditEntry(index + 1, { ...common, kind, actor, detail }),
  );
}

const proposal: [string, string, AuditEntry["detail"]] = [
  "proposal",
  "agent",
  { action: command, judgement: { verdict: "ask" }, run: "run-1" },
];

const ends: [string, ReturnType<typeof act>, string, string][] = [
  ["only proposed", act(proposal), "agent", "no answer yet"],
  ["denied", act(proposal, ["answer", "window", { kind: "deny" }]), "window", "denied"],
  ["expired", act(proposal, ["answer", "fairlead", { kind: "expired" }]), "fairlead", "expired"],
  ["refused", act(proposal, ["refusal", "policy", { because: "no" }]), "policy", "refused"],
  [
    "void",
    act(proposal, ["answer", "window", { kind: "approve" }], ["void", "fairlead", {}]),
    "window",
    "target changed",
  ],
  [
    "under way",
    act(proposal, ["answer", "policy", { kind: "approve" }], ["start", "agent", {}]),
    "policy",
    "no end yet",
  ],
  [
    "done",
    act(
      proposal,
      ["answer", "window", { kind: "approve" }],
      ["result", "fairlead", { exitCode: 2 }],
    ),
    "window",
    "exit code 2",
  ],
  [
    "failed",
    act(proposal, ["result", "fairlead", { state: "failed", exitCode: null }]),
    "agent",
    "failed",
  ],
];

for (const [how, entries, by, words] of ends) {
  test(`an act that is ${how} is one row that says so`, () => {
    const [row, ...others] = auditRows(entries.toReversed());
    expect(others).toEqual([]);
    expect(row).toMatchObject({ what: "df -h", isCommand: true, target: "root@web", by });
    expect([row?.verdict, row?.outcome?.words]).toEqual(["ask", words]);
  });
}

test("what was approved after an edit is what the row shows", () => {
  const edited = { kind: "run-shell", command: "df -h /srv" };
  const [row] = auditRows(
    act(
      proposal,
      ["answer", "window", { kind: "approve-edited" }],
      ["start", "agent", { action: edited, run: "run-1" }],
    ),
  );
  expect(row?.what).toBe("df -h /srv");
  expect(row && runOf(row)).toEqual({ runId: "run-1", terminalId: "term-7" });
});

test("what belongs to no act is a row of its own, newest first", () => {
  const rows = auditRows([
    auditEntry(1, { kind: "app-started", actor: "fairlead", detail: { pid: 7 } }),
    auditEntry(2, { kind: "mode-set", actor: "window", detail: { mode: "patterns" } }),
  ]);
  expect(rows.map(({ what, outcome }) => [what, outcome])).toEqual([
    ["mode set: mode: patterns", null],
    ["Fairlead started: pid: 7", null],
  ]);
  expect(kindWords("some-new-kind")).toBe("some new kind");
});
