import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { fail, ok, type Result } from "../../shared/result.ts";
import { type ConnectionState, keepConnected, reconnectNow, useConnection } from "./connection.ts";
import type { ControlConnection, Transport, TransportFailure } from "./transport.ts";

beforeEach(() => {
  vi.useFakeTimers();
  useConnection.setState({ state: "connecting" });
});
afterEach(() => vi.useRealTimers());

/** A transport that answers as told, each connection with its own end. */
function transportOf(answers: (TransportFailure | "open")[]) {
  const ends: (() => void)[] = [];
  let attempts = 0;
  const transport: Transport = {
    runtime: "web",
    openControl: (): Promise<Result<ControlConnection, TransportFailure>> => {
      const answer = answers[Math.min(attempts, answers.length - 1)] ?? "unreachable";
      attempts += 1;
      if (answer !== "open") return Promise.resolve(fail(answer));
      const closed = new Promise<void>((resolve) => ends.push(resolve));
      const link = { call: () => Promise.resolve(undefined) };
      return Promise.resolve(ok({ link, closed, close: () => undefined }));
    },
    openPlane: () => Promise.resolve(fail("unreachable")),
  };
  return { transport, ends, attempts: () => attempts };
}

/** Every state from now on, in order. */
function statesSeen(signal: AbortSignal): ConnectionState[] {
  const seen: ConnectionState[] = [];
  const stop = useConnection.subscribe(({ state }) => {
    if (seen.at(-1) !== state) seen.push(state);
  });
  signal.addEventListener("abort", stop);
  return seen;
}

test("a broken connection is lost, soon gone, and back when main is", async () => {
  const stop = new AbortController();
  const { transport, ends } = transportOf([
    "open",
    "unreachable",
    "unreachable",
    "unreachable",
    "unreachable",
    "unreachable",
    "unreachable",
    "open",
  ]);
  const seen = statesSeen(stop.signal);
  void keepConnected(transport, stop.signal);
  await vi.advanceTimersByTimeAsync(0);
  ends[0]?.();
  await vi.advanceTimersByTimeAsync(30_000);
  stop.abort();
  expect(seen).toEqual(["connecting", "connected", "lost", "gone", "connected"]);
});

test("a session that is over is not tried again", async () => {
  const stop = new AbortController();
  const { transport, attempts } = transportOf(["unauthorized"]);
  const seen = statesSeen(stop.signal);
  await keepConnected(transport, stop.signal);
  await vi.advanceTimersByTimeAsync(60_000);
  stop.abort();
  expect([seen, attempts()]).toEqual([["connecting", "unauthorized"], 1]);
});

test("a person need not wait for the next attempt", async () => {
  const stop = new AbortController();
  const { transport, attempts } = transportOf(["unreachable", "open"]);
  void keepConnected(transport, stop.signal);
  await vi.advanceTimersByTimeAsync(0);
  const before = attempts();
  reconnectNow();
  await vi.advanceTimersByTimeAsync(0);
  stop.abort();
  expect([before, attempts(), useConnection.getState().state]).toEqual([1, 2, "connected"]);
});
