import { afterEach, beforeEach, expect, test, vi } from "vitest";
import type { Backup } from "../../../shared/contract/files.ts";
import { type ErrorCode, failure } from "../../../shared/errors.ts";
import { fail, ok } from "../../../shared/result.ts";
import type { Target } from "../target.ts";
import type { Backups } from "./backups.ts";
import { TimedReverts } from "./timed-reverts.ts";

beforeEach(() => void vi.useFakeTimers({ now: 1_000_000 }));
afterEach(() => void vi.useRealTimers());

/** A change that waits for its time, on a host that answers a question with the next of `answers`, and with the last for ever. */
function world(answers: ("armed" | "reverted" | ErrorCode)[]) {
  const record = { id: "back-1", hostId: "host-web", hostName: "web-1", path: "/etc/rules" };
  const revert = { token: "a".repeat(32), dueAt: 1_003_000, state: "armed" };
  let backup = { ...record, revert } as unknown as Backup;
  const asked: number[] = [];
  const exec = async (script: string) => {
    if (script.startsWith("rm ")) return ok({ exitCode: 0, standardOutput: Buffer.alloc(0) });
    asked.push(Date.now() - 1_003_000);
    const answer = answers[Math.min(asked.length, answers.length) - 1] ?? "armed";
    return answer === "armed" || answer === "reverted"
      ? ok({ exitCode: 0, standardOutput: Buffer.from(answer) })
      : fail(failure(answer));
  };
  const reverts = new TimedReverts({
    targets: { get: () => ok({ exec } as unknown as Target) },
    backups: {
      list: () => [backup],
      get: () => ok(backup),
      update: async (changed: Backup) => {
        backup = changed;
        return ok(undefined);
      },
    } as unknown as Backups,
    record: async () => ok(undefined as never),
  });
  return {
    asked,
    state: () => backup.revert?.state,
    [Symbol.dispose]: () => reverts[Symbol.dispose](),
  };
}

test("a host that the change itself has cut off is asked again until it can be reached", async () => {
  using its = world(["connection-refused", "connection-lost", "armed", "reverted"]);
  await vi.advanceTimersByTimeAsync(20_000);
  expect([its.state(), its.asked]).toEqual(["reverted", [500, 1_500, 2_500, 3_500]]);
});

test("where it stays out of reach, or needs a person to be reached, nobody knows", async () => {
  for (const [answer, times] of [
    ["connection-timeout", 11],
    ["aborted", 11],
    ["auth-cancelled", 1],
  ] as const) {
    using its = world([answer]);
    await vi.advanceTimersByTimeAsync(60_000);
    expect([its.state(), its.asked.length]).toEqual(["unknown", times]);
    vi.setSystemTime(1_000_000);
  }
});
