import { expect, test } from "vitest";
import { Backoff } from "./backoff.ts";

test("the first try comes at once, the others later and later, and it is never given up", () => {
  const backoff = new Backoff();
  backoff.attached(0);
  expect(backoff.broke(60_000)).toBe(0);
  const waits = Array.from({ length: 9 }, () => backoff.failed());
  expect(waits).toEqual([500, 2_000, 5_000, 15_000, 30_000, 60_000, 60_000, 60_000, 60_000]);
});

test("a line that held begins anew, one that breaks as soon as it stands does not", () => {
  const backoff = new Backoff();
  const flapping = Array.from({ length: 4 }, (_, at) => {
    backoff.attached(at * 100);
    return backoff.broke(at * 100 + 50);
  });
  expect(flapping).toEqual([0, 500, 2_000, 5_000]);
  backoff.attached(1_000);
  expect(backoff.broke(11_000)).toBe(0);
});

test("an app that starts without its host waits a little longer each time", () => {
  const backoff = new Backoff();
  expect([backoff.failed(), backoff.failed(), backoff.failed()]).toEqual([500, 500, 2_000]);
});
