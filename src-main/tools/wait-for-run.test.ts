import { afterEach, beforeEach, expect, test, vi } from "vitest";
import type { Run, RunState, TerminalEvent } from "../../shared/contract/terminals.ts";
import { ok } from "../../shared/result.ts";
import { Emitter } from "../base/emitter.ts";
import type { ToolTerminal } from "./surroundings.ts";
import { stoppedByPerson, waitForRun } from "./wait-for-run.ts";

let run: Run;
let finished: PromiseWithResolvers<Run>;
let events: Emitter<TerminalEvent>;
let keys: string[];
/** Whether ^C ends the program. */
let obedient: boolean;
let stop: AbortController;

beforeEach(() => {
  vi.useFakeTimers();
  run = {
    id: "run-1",
    terminalId: "term-1",
    hostId: "host-web",
    command: "make",
    origin: "agent",
    state: "running",
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
  };
  finished = Promise.withResolvers();
  events = new Emitter();
  keys = [];
  obedient = true;
  stop = new AbortController();
});
afterEach(() => {
  vi.useRealTimers();
});

function become(state: RunState): void {
  run = { ...run, state };
  events.emit({ type: "run-changed", run });
  if (state === "finished" || state === "stopped") finished.resolve(run);
}

const terminal = {
  sendKeys: async (pressed: readonly string[]) => {
    keys.push(...pressed);
    if (obedient) become("stopped");
    return ok(undefined);
  },
} as unknown as ToolTerminal;

const wait = (waitMs: number | null) =>
  waitForRun(
    {
      terminal,
      events,
      toolRun: {
        run: () => run,
        finished: finished.promise,
        output: () => "",
        progress: () => ({ bytes: 0, bytesPerSecond: 0, lastLines: "" }),
      },
      waitMs,
    },
    stop.signal,
  ).then(({ state }) => state);

test("waits for the end, however long it takes, and leaves no timer and no listener behind", async () => {
  const state = wait(null);
  await vi.advanceTimersByTimeAsync(3_600_000);
  become("finished");
  expect(await state).toBe("finished");
  await vi.advanceTimersByTimeAsync(0);
  expect([vi.getTimerCount(), events.listenerCount]).toEqual([0, 0]);
});

test("waits for a given time and says that it still runs", async () => {
  const state = wait(2_000);
  await vi.advanceTimersByTimeAsync(2_000);
  expect(await state).toBe("running");
});

test("a program that waits for input for a minute is not waited for any longer", async () => {
  const state = wait(null);
  await vi.advanceTimersByTimeAsync(5_000);
  become("needs-input");
  await vi.advanceTimersByTimeAsync(59_000);
  become("running");
  await vi.advanceTimersByTimeAsync(600_000);
  become("needs-input");
  await vi.advanceTimersByTimeAsync(60_000);
  expect(await state).toBe("needs-input");
});

test("Stop interrupts the program", async () => {
  const state = wait(null);
  stop.abort(stoppedByPerson);
  expect(await state).toBe("stopped");
  expect(keys).toEqual(["C-c"]);
});

test("Stop right after the start waits until the program, and not its shell, gets the ^C", async () => {
  run = { ...run, startedAt: Date.now() - 100 };
  const state = wait(null);
  stop.abort(stoppedByPerson);
  await vi.advanceTimersByTimeAsync(399);
  expect(keys).toEqual([]);
  await vi.advanceTimersByTimeAsync(1);
  expect([await state, keys]).toEqual(["stopped", ["C-c"]]);
});

test("a program that ends by itself right after Stop gets no ^C, which its shell would get", async () => {
  run = { ...run, startedAt: Date.now() };
  const state = wait(null);
  stop.abort(stoppedByPerson);
  await vi.advanceTimersByTimeAsync(100);
  become("finished");
  expect([await state, keys]).toEqual(["finished", []]);
});

test("Stop of a program that does not listen says so within two seconds", async () => {
  obedient = false;
  const state = wait(null);
  stop.abort(stoppedByPerson);
  await vi.advanceTimersByTimeAsync(2_000);
  expect(await state).toBe("running");
});

test("any other end of the turn leaves the program alone", async () => {
  const state = wait(null);
  stop.abort("the app closes");
  expect([await state, keys]).toEqual(["running", []]);
});
