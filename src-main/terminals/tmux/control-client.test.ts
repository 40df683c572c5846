import { afterEach, beforeEach, expect, test, vi } from "vitest";
import type { ByteChannel, ChannelEnd, Target } from "../../targets/target.ts";
import { type ClientEnd, ControlClient } from "./control-client.ts";
import type { ControlEvent } from "./control-events.ts";

/** The other end of a channel, in the hands of the test. */
class Line implements ByteChannel {
  written = "";
  inputEnded = false;
  disposed = false;
  paused = false;
  #data: (bytes: Uint8Array) => void = () => undefined;
  #end: (end: ChannelEnd) => void = () => undefined;

  write(bytes: Uint8Array): void {
    this.written += Buffer.from(bytes).toString("utf8");
  }
  endInput(): void {
    this.inputEnded = true;
  }
  onData(listener: (bytes: Uint8Array) => void): void {
    this.#data = listener;
  }
  onEnd(listener: (end: ChannelEnd) => void): void {
    this.#end = listener;
  }
  pause(): void {
    this.paused = true;
  }
  resume(): void {
    this.paused = false;
  }
  [Symbol.dispose](): void {
    this.disposed = true;
  }

  says(text: string): void {
    this.#data(Buffer.from(text, "utf8"));
  }
  ends(end: Partial<ChannelEnd> = {}): void {
    this.#end({ exitCode: 0, standardError: "", lost: false, ...end });
  }
}

const never = new AbortController().signal;
const times = { startMs: 1_000, silenceMs: 500, detachMs: 100 };
const attached = "%begin 1 1 0\n%end 1 1 0\n";
let line: Line;
let events: ControlEvent[];
let ends: ClientEnd[];

const listener = {
  onEvent: (event: ControlEvent) => void events.push(event),
  onEnd: (end: ClientEnd) => void ends.push(end),
};

function start(signal = never) {
  const target = { openExec: async () => ({ ok: true, value: line }) } as unknown as Target;
  return ControlClient.start(target, "exec tmux -C", listener, signal, times);
}

/** A client that is attached. */
async function client(): Promise<ControlClient> {
  const starting = start();
  await vi.advanceTimersByTimeAsync(0);
  line.says(attached);
  const started = await starting;
  if (!started.ok) throw new Error(started.error.sentence);
  return started.value;
}

const text = (bodies: Uint8Array[]) => bodies.map((body) => Buffer.from(body).toString());

beforeEach(() => {
  vi.useFakeTimers();
  line = new Line();
  events = [];
  ends = [];
});
afterEach(() => {
  expect(vi.getTimerCount()).toBe(0);
  vi.useRealTimers();
});

test("commands go as one line, replies come back to whoever asked", async () => {
  const tmux = await client();
  const first = tmux.run(["one", "two"], never);
  const second = tmux.run(["three"], never);
  expect(line.written).toBe("one ; two\nthree\n");
  line.says(
    "%begin 2 5 1\na\n%end 2 5 1\n%begin 2 6 1\nb\n%end 2 6 1\n%begin 2 7 1\nc\n%end 2 7 1\n",
  );
  const [one, two] = [await first, await second];
  expect([one.ok && text(one.value), two.ok && text(two.value)]).toEqual([["a\n", "b\n"], ["c\n"]]);
  line.ends();
});

test("an error answers the whole line, what came after it did not run", async () => {
  const tmux = await client();
  const first = tmux.run(["good", "bad", "never"], never);
  const second = tmux.run(["next"], never);
  line.says("%begin 2 5 1\na\n%end 2 5 1\n%begin 2 6 1\nno such thing\n%error 2 6 1\n");
  line.says("%begin 2 7 1\n%end 2 7 1\n");
  expect(await first).toMatchObject({
    ok: false,
    error: { code: "tmux-failed", detail: "no such thing" },
  });
  const answer = await second;
  expect(answer.ok && text(answer.value)).toEqual([""]);
  line.ends();
});

test("answers to hooks, and notifications inside a block, are not taken for ours", async () => {
  const tmux = await client();
  const asked = tmux.run(["refresh-client -A '%0:continue'", "display-message -p x"], never);
  line.says("%begin 2 4 0\nhooked\n%end 2 4 0\n");
  line.says("%begin 2 5 1\n%continue %0\n%end 2 5 1\n%output %0 after\n");
  line.says("%begin 2 6 0\n%error 2 6 0\n%begin 2 7 1\nx\n%end 2 7 1\n");
  const answer = await asked;
  expect(answer.ok && text(answer.value)).toEqual(["%continue %0\n", "x\n"]);
  expect(events).toEqual([
    { type: "pane-output", pane: 0, age: 0, bytes: Uint8Array.from(Buffer.from("after")) },
  ]);
  line.ends();
});

test.each([
  [
    "an error block",
    () => line.says("%begin 1 1 0\ncan't find session\n%error 1 1 0\n"),
    "tmux-failed",
    "can't find session",
  ],
  [
    "an end with a reason",
    () => line.ends({ standardError: "no server running\n" }),
    "tmux-failed",
    "no server running",
  ],
  [
    "a greeting, then the end",
    () => {
      line.says("Welcome\n");
      line.ends({ standardError: "no tmux" });
    },
    "tmux-failed",
    "Welcome\nno tmux",
  ],
  ["a lost connection", () => line.ends({ lost: true }), "connection-lost", undefined],
  [
    "what is not tmux",
    () => line.says("x".repeat(65 * 1024 * 1024)),
    "tmux-failed",
    "what answers is not tmux",
  ],
  ["silence", () => void vi.advanceTimersByTime(1_000), "tmux-failed", "tmux did not answer"],
])(
  "starting meets %s: a failure, and the channel is closed",
  async (_what, happens, code, detail) => {
    const starting = start();
    await vi.advanceTimersByTimeAsync(0);
    happens();
    const result = await starting;
    expect(result.ok ? null : [result.error.code, result.error.detail]).toEqual([code, detail]);
    expect([line.disposed, ends]).toEqual([true, []]);
  },
);

test("a start that is given up closes the channel", async () => {
  const stopped = new AbortController();
  const starting = start(stopped.signal);
  await vi.advanceTimersByTimeAsync(0);
  stopped.abort();
  expect(await starting).toMatchObject({ ok: false, error: { code: "aborted" } });
  expect(line.disposed).toBe(true);
});

test("giving up waiting leaves the order of answers as it is", async () => {
  const tmux = await client();
  const stopped = new AbortController();
  const first = tmux.run(["one"], stopped.signal);
  const second = tmux.run(["two"], never);
  stopped.abort();
  expect(await first).toMatchObject({ ok: false, error: { code: "aborted" } });
  expect(await tmux.run(["never sent"], stopped.signal)).toMatchObject({ ok: false });
  expect(line.written).toBe("one\ntwo\n");
  line.says("%begin 2 5 1\na\n%end 2 5 1\n%begin 2 6 1\nb\n%end 2 6 1\n");
  const answer = await second;
  expect(answer.ok && text(answer.value)).toEqual(["b\n"]);
  line.ends();
});

test.each([
  ["%exit", () => line.says("%exit server exited\n"), { kind: "left", reason: "server exited" }],
  [
    "the end of the channel",
    () => line.ends({ standardError: "broken" }),
    { kind: "lost", reason: "broken" },
  ],
  [
    "a lost connection",
    () => line.ends({ lost: true }),
    { kind: "lost", reason: "the connection was lost" },
  ],
])("%s ends it once: what waits fails, later commands fail", async (_what, happens, end) => {
  const tmux = await client();
  const waiting = tmux.run(["one"], never);
  happens();
  line.ends();
  expect(await waiting).toMatchObject({ ok: false, error: { code: "connection-lost" } });
  expect(await tmux.run(["two"], never)).toMatchObject({
    ok: false,
    error: { code: "connection-lost" },
  });
  expect([ends, line.disposed, line.written]).toEqual([[end], true, "one\n"]);
});

test("a command without an answer ends it, but not while anything arrives, and not idleness", async () => {
  const tmux = await client();
  await vi.advanceTimersByTimeAsync(60_000);
  expect(tmux.end).toBe(null);
  const waiting = tmux.run(["one"], never);
  for (let at = 0; at < 20; at += 1) {
    await vi.advanceTimersByTimeAsync(300);
    line.says("%output %1 busy\n");
  }
  expect(tmux.end).toBe(null);
  await vi.advanceTimersByTimeAsync(700);
  expect(await waiting).toMatchObject({ ok: false, error: { code: "connection-lost" } });
  expect(ends).toEqual([{ kind: "lost", reason: "tmux does not answer any more" }]);
});

test("an answer that tmux keeps back is had by asking for something else, once in a silence", async () => {
  const tmux = await client();
  const waiting = tmux.run(["one"], never);
  await vi.advanceTimersByTimeAsync(50);
  expect(line.written).toBe("one\n");
  await vi.advanceTimersByTimeAsync(300);
  expect(line.written).toBe("one\ndisplay-message -p ''\n");
  line.says("%begin 2 5 1\na\n%end 2 5 1\n%begin 2 6 1\n\n%end 2 6 1\n");
  const answer = await waiting;
  expect(answer.ok && text(answer.value)).toEqual(["a\n"]);
  await vi.advanceTimersByTimeAsync(60_000);
  expect([ends, line.written]).toEqual([[], "one\ndisplay-message -p ''\n"]);
  line.ends();
});

test("disposing detaches and waits for the end", async () => {
  const tmux = await client();
  const disposing = tmux[Symbol.asyncDispose]();
  expect([line.inputEnded, line.disposed]).toEqual([true, false]);
  line.says("%exit\n");
  await disposing;
  expect([line.disposed, ends]).toEqual([true, [{ kind: "let-go", reason: "" }]]);
  await tmux[Symbol.asyncDispose]();
});

test("disposing does not wait for a line that hangs", async () => {
  const tmux = await client();
  const disposing = tmux[Symbol.asyncDispose]();
  await vi.advanceTimersByTimeAsync(100);
  await disposing;
  expect([line.disposed, ends]).toEqual([true, [{ kind: "let-go", reason: "" }]]);
});
