import { afterEach, beforeEach, expect, test, vi } from "vitest";
import type { ApprovalEnd, ApprovalQuestion } from "./approvals.ts";
import { TurnClock, timeIsUp } from "./turn-clock.ts";

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

const never = new AbortController().signal;
const question = {} as ApprovalQuestion;

test("the time is up after its seconds, and says why", () => {
  using clock = new TurnClock(10, Date.now);
  vi.advanceTimersByTime(9_999);
  expect(clock.signal.aborted).toBe(false);
  vi.advanceTimersByTime(1);
  expect(clock.signal.reason).toBe(timeIsUp);
});

test("waiting for a person does not count", async () => {
  using clock = new TurnClock(10, Date.now);
  const answer = Promise.withResolvers<ApprovalEnd>();
  const ask = clock.pausing(() => answer.promise);
  vi.advanceTimersByTime(4_000);
  const asked = ask(question, () => ({ refusals: [], judgement: null }), never);
  vi.advanceTimersByTime(3_600_000);
  answer.resolve({ kind: "expired" });
  expect(await asked).toEqual({ kind: "expired" });
  vi.advanceTimersByTime(5_999);
  expect(clock.signal.aborted).toBe(false);
  vi.advanceTimersByTime(1);
  expect(clock.signal.aborted).toBe(true);
});

test("no limit is no limit, and nothing is left behind", () => {
  using unlimited = new TurnClock(0, Date.now);
  vi.advanceTimersByTime(1_000_000_000);
  expect(unlimited.signal.aborted).toBe(false);
  const clock = new TurnClock(10, Date.now);
  clock[Symbol.dispose]();
  expect(vi.getTimerCount()).toBe(0);
});
