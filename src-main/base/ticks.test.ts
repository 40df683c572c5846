import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { lookEvery } from "./ticks.ts";

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

test("everybody looks as often as they wish, on one timer that ends with the last of them", () => {
  const looks = new Map<string, number>();
  const looking = (name: string) => () => void looks.set(name, (looks.get(name) ?? 0) + 1);
  const all = [
    lookEvery(500, looking("half")),
    lookEvery(3_000, looking("three")),
    lookEvery(3_000, looking("three too")),
    lookEvery(5_000, looking("five")),
  ];
  expect(vi.getTimerCount()).toBe(1);
  vi.advanceTimersByTime(30_000);
  expect(Object.fromEntries(looks)).toEqual({ half: 60, three: 10, "three too": 10, five: 6 });
  for (const one of all) one[Symbol.dispose]();
  expect(vi.getTimerCount()).toBe(0);
});

test("those who look equally seldom do not look at once", () => {
  const at: number[] = [];
  const all = [1, 2, 3].map(() => lookEvery(3_000, () => void at.push(Date.now())));
  vi.advanceTimersByTime(3_000);
  expect(new Set(at).size).toBe(3);
  for (const one of all) one[Symbol.dispose]();
});

test("who is disposed of looks no more, even by a look of the same moment", () => {
  const seen: string[] = [];
  const first = lookEvery(500, () => {
    seen.push("first");
    second[Symbol.dispose]();
  });
  const second = lookEvery(500, () => void seen.push("second"));
  vi.advanceTimersByTime(1_000);
  first[Symbol.dispose]();
  expect(seen).toEqual(["first", "first"]);
});

test("who looks more often than the ticks has a timer of its own", () => {
  let looks = 0;
  const one = lookEvery(10, () => {
    looks += 1;
  });
  vi.advanceTimersByTime(100);
  one[Symbol.dispose]();
  vi.advanceTimersByTime(100);
  expect(looks).toBe(10);
});
