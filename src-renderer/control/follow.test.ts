import { expect, test, vi } from "vitest";
import { useConnection } from "./connection.ts";
import { follow } from "./follow.ts";

test("a stream is opened anew whenever it ends or breaks, and only while connected", async () => {
  vi.useFakeTimers();
  const stop = new AbortController();
  const seen: string[] = [];
  let opened = 0;
  async function* stream() {
    opened += 1;
    yield `snapshot ${opened}`;
    if (opened === 1) throw new Error("broken");
  }
  useConnection.setState({ state: "lost" });
  const following = follow(
    () => Promise.resolve(stream()),
    (event) => {
      seen.push(event);
      if (opened === 3) stop.abort();
    },
    stop.signal,
    (error) => seen.push(String(error)),
  );
  await vi.advanceTimersByTimeAsync(5_000);
  const before = [...seen];
  useConnection.setState({ state: "connected" });
  await vi.advanceTimersByTimeAsync(5_000);
  await following;
  vi.useRealTimers();
  expect([before, seen]).toEqual([[], ["snapshot 1", "Error: broken", "snapshot 2", "snapshot 3"]]);
});
