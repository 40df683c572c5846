import { expect, test } from "vitest";
import type { ActiveRun } from "./contract/runs.ts";
import { leavingText, leavingWords } from "./quit-words.ts";

const run = (command: string, more: Partial<ActiveRun> = {}): ActiveRun => ({
  ...{ id: "run-1", terminalId: "term-1", hostId: "host-web", hostName: "web-1", user: "root" },
  ...{ command, origin: "agent", state: "running", startedAt: 1, waits: null },
  ...{ outputBytes: 0, bytesPerSecond: 0, lastLine: "", limit: null, survives: true },
  ...more,
});

test("what goes on and what ends is said by its command and host; what is not sent is not said", () => {
  const waits = { runId: "run-2", command: "x", reason: "program", since: 1 } as const;
  const leaving = leavingWords([
    run("make\ninstall"),
    run("", { origin: "person", survives: false }),
    run("later", { waits }),
    run("never", { state: "waiting" }),
  ]);
  expect(leavingText(leaving)).toBe(
    "Ends with Fairlead:\n  a program on web-1\nGoes on in tmux:\n  make on web-1",
  );
  expect(leavingText(leavingWords([]))).toBeNull();
});
