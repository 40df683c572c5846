import { expect, test, vi } from "vitest";
import { WakeWatch } from "./wake-watch.ts";

test("a clock that jumps between two looks is a sleep, a busy moment is none", () => {
  vi.useFakeTimers();
  let wakings = 0;
  let sleptMs = 0;
  using _watch = new WakeWatch(
    () => {
      wakings += 1;
    },
    () => Date.now() + sleptMs,
  );
  vi.advanceTimersByTime(60_000);
  expect(wakings).toBe(0);
  sleptMs += 4_000;
  vi.advanceTimersByTime(2_000);
  expect(wakings).toBe(0);
  sleptMs += 3_600_000;
  vi.advanceTimersByTime(2_000);
  expect(wakings).toBe(1);
  vi.advanceTimersByTime(60_000);
  expect(wakings).toBe(1);
  vi.useRealTimers();
});
