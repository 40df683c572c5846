import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { WorkTimer } from "./work-timer.ts";

beforeEach(() => vi.useFakeTimers());
afterEach(() => vi.useRealTimers());

test("the time a person thinks does not count", async () => {
  let fired = 0;
  using timer = new WorkTimer(100, () => {
    fired += 1;
  });
  vi.advanceTimersByTime(60);
  const answer = Promise.withResolvers<string>();
  const waited = timer.without(answer.promise);
  vi.advanceTimersByTime(10_000);
  answer.resolve("yes");
  expect(await waited).toBe("yes");
  vi.advanceTimersByTime(39);
  expect(fired).toBe(0);
  vi.advanceTimersByTime(2);
  expect(fired).toBe(1);
});

test("disposed while a person thinks, it never fires", async () => {
  let fired = 0;
  const answer = Promise.withResolvers<void>();
  {
    using timer = new WorkTimer(100, () => {
      fired += 1;
    });
    void timer.without(answer.promise);
  }
  answer.resolve();
  await vi.advanceTimersByTimeAsync(1_000);
  expect(fired).toBe(0);
});
