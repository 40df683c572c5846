import { expect, test } from "vitest";
import type { RunState, ShellName } from "../../shared/contract/terminals.ts";
import { isUnsettled, recover } from "./recovery.ts";
import type { KeptRun } from "./stores.ts";

function kept(state: RunState, expectedCount: number | null = 3): KeptRun {
  return {
    run: {
      id: "run-1",
      terminalId: "term-1",
      hostId: "host-local",
      command: "touch x",
      origin: "agent",
      state,
      startedAt: 1,
      endedAt: null,
      exitCode: null,
      directoryBefore: null,
      directoryAfter: null,
      outputBytes: 0,
      outputRange: { from: 0, to: 0 },
      commandText: "known",
      approval: null,
      fingerprint: null,
      durationMs: null,
      excerpt: "",
    },
    expectedCount,
  };
}

const report = (
  count: number,
  outcome: number | "running" | null,
  ended: readonly (readonly [number, number])[] = [],
) => ({ directory: "/", count, outcome, place: "prompt", exitCodes: new Map(ended) }) as const;

test.each([
  ["it never began", kept("running"), report(2, 0), "bash", { state: "not-run", exitCode: null }],
  [
    "nothing ever began",
    kept("running", 1),
    report(0, null),
    "zsh",
    { state: "not-run", exitCode: null },
  ],
  ["it runs", kept("running"), report(3, "running"), "fish", { state: "running", exitCode: null }],
  ["it ended", kept("running"), report(3, 37), "bash", { state: "finished", exitCode: 37 }],
  [
    "it ended, found again later",
    kept("unknown"),
    report(3, 0),
    "bash",
    { state: "finished", exitCode: 0 },
  ],
  [
    "others came after it",
    kept("running"),
    report(5, 1),
    "bash",
    { state: "finished", exitCode: null },
  ],
  [
    "others came after it, and the shell still tells how it ended",
    kept("running"),
    report(5, 1, [
      [3, 37],
      [4, 0],
      [5, 1],
    ]),
    "bash",
    { state: "finished", exitCode: 37 },
  ],
  [
    "another runs now, and the shell still tells how it ended",
    kept("running"),
    report(4, "running", [[3, 37]]),
    "fish",
    { state: "finished", exitCode: 37 },
  ],
  [
    "so many came after it that nobody can tell",
    kept("running", 1),
    report(10, 0, [
      [9, 1],
      [10, 0],
    ]),
    "zsh",
    { state: "finished", exitCode: null },
  ],
  [
    "it runs, whatever is said of others",
    kept("running"),
    report(3, "running", [[2, 5]]),
    "zsh",
    { state: "running", exitCode: null },
  ],
  [
    "a code for what never began is no proof that it ran",
    kept("running"),
    report(2, 0, [[3, 0]]),
    "bash",
    { state: "not-run", exitCode: null },
  ],
  [
    "it still waited",
    kept("waiting", null),
    report(3, 0),
    "bash",
    { state: "not-run", exitCode: null },
  ],
  ["the shell said nothing", kept("running"), null, "bash", { state: "unknown", exitCode: null }],
  [
    "no count was known",
    kept("running", null),
    report(3, 0),
    "bash",
    { state: "unknown", exitCode: null },
  ],
  [
    "dash: the next prompt is its end",
    kept("running"),
    report(3, 7),
    "dash",
    { state: "finished", exitCode: 7 },
  ],
  [
    "ash: its prompt has not come yet",
    kept("running"),
    report(2, 0),
    "ash",
    { state: "running", exitCode: null },
  ],
  [
    "ash: others came after it",
    kept("running"),
    report(4, 0),
    "ash",
    { state: "finished", exitCode: null },
  ],
  [
    "dash: its Enter is not on record",
    kept("running", null),
    report(3, 0),
    "dash",
    { state: "unknown", exitCode: null },
  ],
] as const)("%s", (_title, record, said, shell, found) => {
  expect(recover(record, said, shell as ShellName)).toEqual(found);
});

test("what is settled stays so", () => {
  const states = [
    "waiting",
    "running",
    "needs-input",
    "lost",
    "unknown",
    "finished",
    "stopped",
    "not-run",
  ] as const;
  expect(states.filter((state) => isUnsettled(kept(state)))).toEqual([
    "waiting",
    "running",
    "needs-input",
    "lost",
    "unknown",
  ]);
});
