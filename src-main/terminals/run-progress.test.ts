import { expect, test } from "vitest";
import { OutputRate } from "./run-progress.ts";

test("the rate is that of the last five seconds, and of less where there is less", () => {
  let now = 0;
  const rate = new OutputRate(() => now);
  rate.add(1_000);
  expect([rate.bytes, rate.perSecond()]).toEqual([1_000, 1_000]);
  now = 2_000;
  rate.add(1_000);
  expect(rate.perSecond()).toBe(1_000);
  for (now = 10_000; now < 20_000; now += 100) rate.add(50);
  expect([rate.bytes, rate.perSecond()]).toEqual([7_000, expect.closeTo(500, -2)]);
  now = 40_000;
  expect(rate.perSecond()).toBe(0);
});
