import fc from "fast-check";
import { expect, onTestFinished, test, vi } from "vitest";
import { DownDecoder, type DownFrame, encodeUp, type UpFrame } from "../../shared/frames.ts";
import { InMemoryTerminal } from "./in-memory-terminal.ts";
import { TerminalPlane } from "./terminal-plane.ts";

const kilobyte = 1024;
const text = (bytes: Uint8Array) => Buffer.from(bytes).toString();
const filled = (length: number, letter = "x") => Buffer.alloc(length, letter);

/** A plane with terminals 1 to `count`, and clients whose transport takes everything or is stuck. */
function world(count = 1, stallMs = 60_000) {
  const terminals = new Map<number, InMemoryTerminal>();
  for (let channel = 1; channel <= count; channel += 1) {
    terminals.set(channel, new InMemoryTerminal());
  }
  const plane = new TerminalPlane({ byChannel: (channel) => terminals.get(channel) }, stallMs);
  const terminal = (channel: number) => {
    const found = terminals.get(channel);
    if (found === undefined) throw new Error("no such terminal in this test");
    return found;
  };
  const client = () => {
    const decoder = new DownDecoder();
    const frames: DownFrame[] = [];
    /** Channels in the order in which they were said to be current, and after how many other frames. */
    const current: { channel: number; after: number }[] = [];
    const state = { stuck: false, buffered: 0, total: 0 };
    const connection = plane.connect({
      send: (encoded) => {
        if (state.stuck) state.buffered += encoded.length;
        for (const frame of decoder.push(encoded)) {
          if (frame.kind === "current") {
            current.push({ channel: frame.channel, after: frames.length });
            continue;
          }
          frames.push(frame);
          state.total += frame.bytes.length;
        }
      },
      buffered: () => state.buffered,
    });
    return {
      connection,
      frames,
      current,
      state,
      send: (frame: UpFrame) => connection.receive(encodeUp(frame)),
      attach: (channel: number, from: number | null = 0, credit = 1024 * kilobyte) =>
        connection.receive(encodeUp({ kind: "attach", channel, from, credit })),
      drain: () => {
        state.stuck = false;
        state.buffered = 0;
        connection.drained();
      },
    };
  };
  return { plane, terminal, client };
}

/** Everything that can be sent now has been. */
async function quiet(clients: { state: { total: number } }[]) {
  let before = -1;
  const total = () => clients.reduce((sum, { state }) => sum + state.total, 0);
  while (before !== total()) {
    before = total();
    for (let turn = 0; turn < 5; turn += 1) await new Promise((resolve) => setImmediate(resolve));
  }
}

test("output arrives in order and whole, with the sequence of its first byte", async () => {
  const { terminal, client } = world();
  const window = client();
  window.attach(1, 0);
  terminal(1).output.print(Buffer.from("one "));
  await quiet([window]);
  terminal(1).output.print(Buffer.from("two "));
  terminal(1).output.print(Buffer.from("three"));
  await quiet([window]);
  expect(
    window.frames.map(({ kind, channel, sequence, bytes }) => [
      kind,
      channel,
      sequence,
      text(bytes),
    ]),
  ).toEqual([
    ["output", 1, 0, "one "],
    ["output", 1, 4, "two three"],
  ]);
});

test("a window is told once when it has what was there when it attached, however much follows", async () => {
  const { terminal, client } = world();
  terminal(1).output.print(filled(100 * kilobyte));
  const window = client();
  window.attach(1, null, 200 * kilobyte);
  terminal(1).output.print(filled(50 * kilobyte));
  await quiet([window]);
  terminal(1).output.print(filled(10));
  await quiet([window]);
  const before = window.frames.slice(0, window.current[0]?.after);
  const bytes = before.reduce((sum, frame) => sum + frame.bytes.length, 0);
  expect(window.current).toEqual([{ channel: 1, after: before.length }]);
  expect(bytes).toBeGreaterThanOrEqual(100 * kilobyte);
});

test("a window that has everything is told so at once, and again after a reset", async () => {
  const { terminal, client } = world();
  const window = client();
  window.attach(1, 0, 10 * kilobyte);
  await quiet([window]);
  terminal(1).output.reset(Buffer.from("picture"));
  await quiet([window]);
  expect(window.current).toEqual([
    { channel: 1, after: 0 },
    { channel: 1, after: 1 },
  ]);
});

test("a window that wants a picture gets a reset with what the terminal has kept", async () => {
  const { terminal, client } = world();
  terminal(1).output.print(Buffer.from("before"));
  const window = client();
  window.attach(1, null);
  await quiet([window]);
  terminal(1).output.print(Buffer.from(" after"));
  await quiet([window]);
  expect(window.frames.map(({ kind, sequence, bytes }) => [kind, sequence, text(bytes)])).toEqual([
    ["reset", 0, "before"],
    ["output", 6, " after"],
  ]);
});

test("a window that comes back goes on at the byte it had reached", async () => {
  const { terminal, client } = world();
  terminal(1).output.print(Buffer.from("0123456789"));
  const window = client();
  window.attach(1, 7);
  await quiet([window]);
  expect(window.frames.map(({ kind, sequence, bytes }) => [kind, sequence, text(bytes)])).toEqual([
    ["output", 7, "789"],
  ]);
});

test("a window whose next byte is gone, or was never there, gets a reset", async () => {
  const { terminal, client } = world();
  terminal(1).output.keepBytes = 4;
  terminal(1).output.print(Buffer.from("0123456789"));
  for (const from of [2, 11, 0xff_ff_ff_ff]) {
    const window = client();
    window.attach(1, from);
    await quiet([window]);
    expect(window.frames.map(({ kind, sequence, bytes }) => [kind, sequence, text(bytes)])).toEqual(
      [["reset", 6, "6789"]],
    );
  }
});

test("sequences go round after 4 GiB and a window still finds its place", async () => {
  const { terminal, client } = world();
  const { output } = terminal(1);
  const far = 2 ** 32 + 10;
  const place = output.head.bind(output);
  const replay = output.replay.bind(output);
  output.head = () => place() + far;
  output.replay = (from, limit) => {
    const piece = replay(from === null ? null : from - far, limit);
    return { ...piece, sequence: piece.sequence + far };
  };
  output.print(Buffer.from("0123456789"));
  const window = client();
  window.attach(1, 14);
  await quiet([window]);
  expect(window.frames.map(({ kind, sequence, bytes }) => [kind, sequence, text(bytes)])).toEqual([
    ["output", 14, "456789"],
  ]);
});

test("no more is sent than there is credit for, and the source waits meanwhile", async () => {
  const { terminal, client } = world();
  const { output } = terminal(1);
  const window = client();
  window.attach(1, 0, 100 * kilobyte);
  output.print(filled(150 * kilobyte));
  await quiet([window]);
  expect([window.state.total, output.paused]).toEqual([100 * kilobyte, true]);
  window.send({ kind: "credit", channel: 1, bytes: 40 * kilobyte });
  await quiet([window]);
  expect([window.state.total, output.paused]).toEqual([140 * kilobyte, true]);
  window.send({ kind: "credit", channel: 1, bytes: 40 * kilobyte });
  await quiet([window]);
  expect([window.state.total, output.paused]).toEqual([150 * kilobyte, false]);
});

test("an attach without credit sends nothing until credit comes", async () => {
  const { terminal, client } = world();
  terminal(1).output.print(Buffer.from("later"));
  const window = client();
  window.attach(1, 0, 0);
  await quiet([window]);
  expect(window.frames).toEqual([]);
  window.send({ kind: "credit", channel: 1, bytes: 100 });
  await quiet([window]);
  expect(window.frames.map(({ bytes }) => text(bytes))).toEqual(["later"]);
});

test("a transport that does not drain gets no more than a little, and the source waits", async () => {
  const { terminal, client } = world();
  const { output } = terminal(1);
  const window = client();
  window.attach(1, 0);
  window.state.stuck = true;
  for (let piece = 0; piece < 8; piece += 1) output.print(filled(64 * kilobyte));
  await quiet([window]);
  expect(window.state.buffered).toBeLessThan(200 * kilobyte);
  expect(output.paused).toBe(true);
  window.drain();
  await quiet([window]);
  expect([window.state.total, output.paused]).toEqual([8 * 64 * kilobyte, false]);
});

test("with nobody watching the source runs", async () => {
  const { terminal, client } = world();
  const { output } = terminal(1);
  output.print(filled(3_000_000));
  expect(output.flow).toEqual([]);
  const window = client();
  window.attach(1, null, 1);
  await quiet([window]);
  expect(output.paused).toBe(true);
  window.send({ kind: "detach", channel: 1 });
  expect(output.paused).toBe(false);
  window.attach(1, null, 1);
  await quiet([window]);
  expect(output.paused).toBe(true);
  window.connection[Symbol.dispose]();
  expect([output.paused, output.onOutput.listenerCount]).toEqual([false, 0]);
});

test("the slowest window does not hold up the others; it gets a reset when it can take one", async () => {
  const { terminal, client } = world();
  const { output } = terminal(1);
  output.keepBytes = 256 * kilobyte;
  const quick = client();
  const slow = client();
  quick.attach(1, 0, 16_000 * kilobyte);
  slow.attach(1, 0, 10 * kilobyte);
  for (let piece = 0; piece < 40; piece += 1) {
    output.print(filled(32 * kilobyte, String.fromCharCode(65 + piece)));
    await quiet([quick, slow]);
  }
  expect([quick.state.total, slow.state.total]).toEqual([40 * 32 * kilobyte, 10 * kilobyte]);
  expect(output.flow).toEqual([]);
  slow.send({ kind: "credit", channel: 1, bytes: 1024 * kilobyte });
  await quiet([quick, slow]);
  const [reset, ...rest] = slow.frames.slice(slow.frames.findIndex(({ kind }) => kind === "reset"));
  expect(reset?.sequence).toBe(output.head() - 256 * kilobyte);
  const resent = [reset, ...rest].reduce((sum, frame) => sum + (frame?.bytes.length ?? 0), 0);
  expect(resent).toBe(256 * kilobyte);
});

test("a reset of the terminal reaches every window, also one that had everything", async () => {
  const { terminal, client } = world();
  const { output } = terminal(1);
  const one = client();
  const other = client();
  one.attach(1, 0);
  other.attach(1, 0, 3);
  output.print(Buffer.from("old output"));
  await quiet([one, other]);
  output.reset(Buffer.from("picture"));
  output.print(Buffer.from("+new"));
  other.send({ kind: "credit", channel: 1, bytes: 100 });
  await quiet([one, other]);
  for (const window of [one, other]) {
    const last = window.frames.at(-1);
    expect([last?.kind, last?.sequence, last && text(last.bytes)]).toEqual([
      "reset",
      10,
      "picture+new",
    ]);
  }
});

test("the end is said after the last byte, once there was credit for it", async () => {
  const { terminal, client } = world();
  const { output } = terminal(1);
  const window = client();
  window.attach(1, 0, 4);
  output.print(Buffer.from("goodbye"));
  output.onEnd.emit();
  await quiet([window]);
  expect(window.frames.map(({ kind }) => kind)).toEqual(["output"]);
  window.send({ kind: "credit", channel: 1, bytes: 10 });
  await quiet([window]);
  expect(window.frames.map(({ kind, sequence, bytes }) => [kind, sequence, text(bytes)])).toEqual([
    ["output", 0, "good"],
    ["output", 4, "bye"],
    ["end", 7, ""],
  ]);
  expect(output.onOutput.listenerCount).toBe(0);
});

test("an attach to a terminal that is gone is answered with its end", async () => {
  const window = world().client();
  window.attach(9);
  expect(window.frames).toMatchObject([{ kind: "end", channel: 9 }]);
});

test("keys and sizes reach the terminal; sizes that cannot be do not", () => {
  const { terminal, client } = world();
  const window = client();
  window.send({ kind: "input", channel: 1, bytes: Buffer.from("ls\r") });
  for (const [columns, rows] of [
    [120, 40],
    [0, 0],
    [2_001, 10],
    [80, 1_001],
  ] as const) {
    expect(window.send({ kind: "resize", channel: 1, columns, rows })).toBe(true);
  }
  expect([terminal(1).typed, terminal(1).sizes]).toEqual([["ls\r"], [[120, 40]]]);
  expect(window.send({ kind: "input", channel: 7, bytes: Buffer.from("x") })).toBe(true);
});

test("an echo waits behind a few slices of the floods, not behind the floods", async () => {
  const floods = 8;
  const { terminal, client } = world(floods + 1);
  const window = client();
  for (let channel = 1; channel <= floods + 1; channel += 1) window.attach(channel, 0);
  window.state.stuck = true;
  for (let channel = 1; channel <= floods; channel += 1) {
    terminal(channel).output.print(filled(1024 * kilobyte));
  }
  await quiet([window]);
  const before = window.state.total;
  terminal(floods + 1).output.print(Buffer.from("echo"));
  window.drain();
  await quiet([window]);
  let ahead = 0;
  for (const frame of window.frames) {
    if (frame.channel === floods + 1) break;
    ahead += frame.bytes.length;
  }
  expect(ahead - before).toBe(0);
  expect(before).toBeLessThan(200 * kilobyte);
});

test("floods take turns in small slices", async () => {
  const { terminal, client } = world(3);
  const window = client();
  for (const channel of [1, 2, 3]) {
    window.attach(channel, 0);
    terminal(channel).output.print(filled(160 * kilobyte));
  }
  await quiet([window]);
  const half = window.frames.slice(0, 15);
  for (const channel of [1, 2, 3]) {
    const part = half.filter((frame) => frame.channel === channel);
    expect(part.map(({ bytes }) => bytes.length)).toEqual(Array(5).fill(16 * kilobyte));
  }
});

test("a window that takes nothing for too long no longer stops the shell", async () => {
  vi.useFakeTimers({ toFake: ["setTimeout", "clearTimeout", "Date"] });
  onTestFinished(() => void vi.useRealTimers());
  const { terminal, client } = world(1, 30);
  const { output } = terminal(1);
  const frozen = client();
  frozen.attach(1, 0, 10);
  output.print(filled(100));
  await quiet([frozen]);
  expect(output.paused).toBe(true);
  vi.advanceTimersByTime(29);
  expect(output.paused).toBe(true);
  vi.advanceTimersByTime(1);
  expect(output.paused).toBe(false);
  output.print(filled(2_500_000));
  expect(output.paused).toBe(false);
  frozen.send({ kind: "credit", channel: 1, bytes: 20 });
  await quiet([frozen]);
  expect(frozen.frames.map(({ kind, bytes }) => [kind, bytes.length])).toEqual([
    ["output", 10],
    ["reset", 20],
  ]);
  expect(output.paused).toBe(true);
});

test("bytes that are no frame drop the client and let go of its terminals", async () => {
  const { terminal, client } = world();
  const window = client();
  window.attach(1, 0, 1);
  terminal(1).output.print(filled(10));
  await quiet([window]);
  expect(terminal(1).output.paused).toBe(true);
  expect(window.connection.receive(Uint8Array.from([9, 0, 0, 0, 1]))).toBe(false);
  expect([terminal(1).output.paused, terminal(1).output.onOutput.listenerCount]).toEqual([
    false,
    0,
  ]);
  expect(window.attach(1, 0)).toBe(false);
});

test("whatever comes up, nothing throws, nothing leaks and no more is sent than was credited", async () => {
  const upFrame = fc.oneof(
    fc.uint8Array({ maxLength: 20 }),
    fc
      .record({
        kind: fc.constantFrom("attach" as const),
        channel: fc.integer({ min: 0, max: 3 }),
        from: fc.option(fc.integer({ min: 0, max: 0xff_ff_ff_ff })),
        credit: fc.integer({ min: 0, max: 0xff_ff_ff_ff }),
      })
      .map(encodeUp),
    fc
      .record({
        kind: fc.constantFrom("credit" as const),
        channel: fc.integer({ min: 0, max: 3 }),
        bytes: fc.integer({ min: 0, max: 0xff_ff_ff_ff }),
      })
      .map(encodeUp),
    fc
      .record({ kind: fc.constant("detach" as const), channel: fc.integer({ min: 0, max: 3 }) })
      .map(encodeUp),
  );
  await fc.assert(
    fc.asyncProperty(fc.array(upFrame, { maxLength: 30 }), async (frames) => {
      const { plane, terminal, client } = world(2);
      const window = client();
      for (const frame of frames) {
        window.connection.receive(frame);
        terminal(1).output.print(filled(5_000));
      }
      await quiet([window]);
      expect(window.state.total).toBeLessThan(frames.length * 5_000 * (frames.length + 1) + 1);
      plane[Symbol.dispose]();
      for (const channel of [1, 2]) {
        const { output } = terminal(channel);
        expect([output.paused, output.onOutput.listenerCount, output.onEnd.listenerCount]).toEqual([
          false,
          0,
          0,
        ]);
      }
    }),
    { numRuns: 200 },
  );
});

test("a mark comes right after the bytes before it, also after a picture, and once more to who may have missed it", async () => {
  const { terminal, client } = world();
  const { output } = terminal(1);
  const told = (frames: DownFrame[]) =>
    frames.map(({ kind, sequence, bytes }) => [kind, sequence, text(bytes)]);
  const prompt = JSON.stringify({ kind: "prompt" });
  const window = client();
  window.attach(1, 0, 9);
  await quiet([window]);
  output.marks.push({ position: 2, mark: { kind: "prompt" } });
  output.marks.push({ position: 9, mark: { kind: "output-end" } });
  output.print(Buffer.from("$ ls\r\nout"));
  await quiet([window]);
  const first = [
    ["output", 0, "$ "],
    ["mark", 2, prompt],
    ["output", 2, "ls\r\nout"],
    ["mark", 9, JSON.stringify({ kind: "output-end" })],
  ];
  expect(told(window.frames)).toEqual(first);
  const late = client();
  late.attach(1, null);
  const back = client();
  back.attach(1, 9);
  await quiet([late, back]);
  expect(told(late.frames)).toEqual([["reset", 0, "$ "], ...first.slice(1)]);
  expect(told(back.frames)).toEqual(first.slice(3));
});
