import { expect, test } from "vitest";
import type { CommandMark } from "../../shared/command-mark.ts";
import {
  type DownFrame,
  decodeUp,
  encodeDown,
  maximumFramePayload,
  type UpFrame,
} from "../../shared/frames.ts";
import type { PlaneListener } from "../control/transport.ts";
import { creditStep, initialCredit, type OutputSink, type ParseProgress } from "./plane-channel.ts";
import { PlaneClient, type PlaneState } from "./plane-client.ts";

/** A plane in memory: what the page sent is read, what main sends is pushed. */
class MemoryPlane {
  readonly sent: UpFrame[] = [];
  readonly states: PlaneState[] = [];
  readonly client: PlaneClient;
  links = 0;
  refused = 0;
  #listener: PlaneListener | null = null;
  readonly #stop = new AbortController();
  #tasks: (() => void)[] = [];
  #time = 0;

  constructor() {
    this.client = new PlaneClient({
      open: async (listener) => {
        if (this.refused > 0) {
          this.refused -= 1;
          return null;
        }
        this.links += 1;
        this.#listener = listener;
        return {
          send: (frame) => {
            if (this.#listener !== listener) return;
            const read = decodeUp(frame);
            if (read !== null) this.sent.push(read);
          },
          close: () => listener.onClosed(false),
        };
      },
      pause: async () => undefined,
      defer: (task) => this.#tasks.push(task),
      after: (ms, task) => {
        this.#tasks.push(() => {
          this.#time += ms;
          task();
        });
      },
      nextFrame: () => undefined,
      now: () => this.#time,
      onState: (state) => this.states.push(state),
    });
    void this.client.run(this.#stop.signal);
  }

  /** Lets promises and deferred tasks run until nothing is left to do. */
  async settle(): Promise<void> {
    for (let quiet = 0; quiet < 10; ) {
      const task = this.#tasks.shift();
      task?.();
      quiet = task === undefined ? quiet + 1 : 0;
      await Promise.resolve();
    }
  }

  down(frame: DownFrame): void {
    this.#listener?.onBytes(encodeDown(frame));
  }

  output(sequence: number, text: string | Uint8Array, channel = 1): void {
    const bytes = typeof text === "string" ? new TextEncoder().encode(text) : text;
    for (let at = 0; at < bytes.length; at += maximumFramePayload) {
      const part = bytes.subarray(at, at + maximumFramePayload);
      this.down({ kind: "output", channel, sequence: sequence + at, bytes: part });
    }
  }

  garble(): void {
    this.#listener?.onBytes(new Uint8Array(100).fill(255));
  }

  async cut(final = false): Promise<void> {
    const listener = this.#listener;
    this.#listener = null;
    listener?.onClosed(final);
    await this.settle();
  }

  takeSent(): UpFrame[] {
    return this.sent.splice(0);
  }
}

/** Remembers what it was given; a test decides when that is parsed. */
class MemorySink implements OutputSink {
  text = "";
  readonly old: string[] = [];
  readonly drawn = true;
  timesCurrent = 0;
  largestBatch = 0;
  held: (() => void)[] = [];
  hold = false;

  parse(pieces: Uint8Array[], { old }: { old: boolean }, progress: ParseProgress): void {
    const batch = pieces.map((piece) => new TextDecoder("latin1").decode(piece)).join("");
    this.text += batch;
    this.largestBatch = Math.max(this.largestBatch, batch.length);
    if (old) this.old.push(batch);
    const parsed = () => {
      for (const piece of pieces) progress.piece(piece.length);
      progress.end(1);
    };
    if (this.hold) this.held.push(parsed);
    else parsed();
  }

  reset(): void {
    this.text = "";
  }

  current(): void {
    this.timesCurrent += 1;
  }

  mark({ kind }: CommandMark): void {
    this.text += `<${kind}>`;
  }

  release(): void {
    this.hold = false;
    for (const parsed of this.held.splice(0)) parsed();
  }
}

async function connected(from: "beginning" | "picture" = "beginning") {
  const plane = new MemoryPlane();
  await plane.settle();
  const sink = new MemorySink();
  const channel = plane.client.channel(1);
  channel.attach(sink, from);
  return { plane, sink, channel };
}

const kilobytes = (count: number) => new Uint8Array(count * 1024).fill(97);
const attach = (from: number | null, credit = initialCredit): UpFrame => ({
  kind: "attach",
  channel: 1,
  from,
  credit,
});

test("a terminal just opened is asked for from its first byte, a restored one as a picture", async () => {
  const opened = await connected("beginning");
  expect(opened.plane.takeSent()).toEqual([attach(0)]);
  const restored = await connected("picture");
  expect(restored.plane.takeSent()).toEqual([attach(null)]);
});

test("output reaches the emulator in order", async () => {
  const { plane, sink } = await connected();
  plane.output(0, "one ");
  plane.output(4, "two ");
  plane.output(8, "three");
  await plane.settle();
  expect(sink.text).toBe("one two three");
});

test("credit goes back after parsing, in steps, and never before", async () => {
  const { plane, sink } = await connected();
  plane.takeSent();
  sink.hold = true;
  plane.output(0, kilobytes(200));
  plane.output(200 * 1024, kilobytes(100));
  await plane.settle();
  expect(plane.takeSent()).toEqual([]);
  sink.release();
  await plane.settle();
  const returned = plane.takeSent();
  expect(returned).toHaveLength(1);
  expect(returned[0]).toMatchObject({ kind: "credit", channel: 1 });
  const [credit] = returned;
  expect(credit?.kind === "credit" && credit.bytes >= creditStep).toBe(true);
});

test("the emulator holds one batch at a time; the rest waits here", async () => {
  const { plane, sink } = await connected();
  sink.hold = true;
  for (let at = 0; at < 4; at += 1) plane.output(at * 256 * 1024, kilobytes(256));
  await plane.settle();
  expect(sink.held).toHaveLength(1);
  sink.release();
  await plane.settle();
  expect(sink.text).toHaveLength(initialCredit);
  expect(sink.largestBatch).toBeLessThanOrEqual(512 * 1024);
});

test("a reset clears the emulator, shows the picture and skips what was waiting", async () => {
  const { plane, sink } = await connected();
  sink.hold = true;
  plane.output(0, "first");
  plane.output(5, "never shown");
  plane.down({
    kind: "reset",
    channel: 1,
    sequence: 5_000,
    bytes: new TextEncoder().encode("PIC"),
  });
  plane.output(5_003, " and on");
  await plane.settle();
  sink.release();
  await plane.settle();
  expect(sink.text).toBe("PIC and on");
});

test("a mark is told between the bytes around it, once, also where the sink was detached in between", async () => {
  const { plane, sink, channel } = await connected();
  const mark = (sequence: number) =>
    plane.down({
      kind: "mark",
      channel: 1,
      sequence,
      bytes: new TextEncoder().encode('{"kind":"prompt"}'),
    });
  plane.output(0, "$ ");
  mark(2);
  plane.output(2, "ls");
  await plane.settle();
  expect(sink.text).toBe("$ <prompt>ls");
  sink.hold = true;
  plane.output(4, "..");
  mark(6);
  await plane.settle();
  plane.takeSent();
  channel.detach();
  sink.release();
  channel.attach(sink, "rest");
  expect(plane.takeSent().at(-1)).toMatchObject({ kind: "attach", from: 6 });
  for (let again = 0; again < 2; again += 1) mark(6);
  plane.output(6, "!");
  await plane.settle();
  expect(sink.text).toBe("$ <prompt>ls..<prompt>!");
});

test("nothing is taken before the picture that was asked for", async () => {
  const { plane, sink } = await connected("picture");
  plane.output(77, "from an earlier attach");
  plane.down({ kind: "reset", channel: 1, sequence: 90, bytes: new TextEncoder().encode("PIC") });
  await plane.settle();
  expect(sink.text).toBe("PIC");
});

test("after a cut the terminal goes on at the byte it had reached", async () => {
  const { plane, sink } = await connected();
  plane.output(0, "before ");
  await plane.settle();
  plane.takeSent();
  await plane.cut();
  expect(plane.takeSent()).toEqual([attach(7)]);
  plane.output(7, "after");
  await plane.settle();
  expect(sink.text).toBe("before after");
  expect(plane.states).toEqual(["connected", "lost", "connected"]);
});

test("the credit of a new attach leaves out what still waits to be parsed", async () => {
  const { plane, sink } = await connected();
  sink.hold = true;
  plane.output(0, kilobytes(100));
  plane.output(100 * 1024, kilobytes(100));
  await plane.settle();
  plane.takeSent();
  await plane.cut();
  expect(plane.takeSent()).toEqual([attach(200 * 1024, initialCredit - 200 * 1024)]);
  sink.release();
  await plane.settle();
  expect(sink.text).toHaveLength(200 * 1024);
});

test("the size is said again before a new attach", async () => {
  const { plane, channel } = await connected();
  channel.resize(132, 40);
  channel.resize(132, 40);
  plane.takeSent();
  await plane.cut();
  expect(plane.takeSent()).toEqual([
    { kind: "resize", channel: 1, columns: 132, rows: 40 },
    attach(0),
  ]);
});

test("a hidden terminal parses nothing and goes on where it was when it is shown", async () => {
  const { plane, sink, channel } = await connected();
  sink.hold = true;
  plane.output(0, "shown ");
  plane.output(6, "not parsed yet");
  await plane.settle();
  plane.takeSent();
  channel.detach();
  plane.output(20, "while hidden");
  sink.release();
  await plane.settle();
  expect(sink.text).toBe("shown ");
  expect(plane.takeSent()).toEqual([{ kind: "detach", channel: 1 }]);
  channel.attach(sink, "rest");
  expect(plane.takeSent()).toEqual([attach(6)]);
});

test("what arrives twice around a quick hide and show is shown once and its credit returned once", async () => {
  const { plane, sink, channel } = await connected();
  plane.output(0, "abc");
  await plane.settle();
  channel.detach();
  channel.attach(sink, "rest");
  plane.takeSent();
  plane.output(3, kilobytes(300)); // sent before main knew of the detach
  plane.output(3, kilobytes(300)); // the same again, for the new attach
  plane.output(3 + 300 * 1024, "def");
  await plane.settle();
  expect(sink.text).toBe(`abc${"a".repeat(300 * 1024)}def`);
  const returned = plane.takeSent().reduce((sum, frame) => {
    return frame.kind === "credit" ? sum + frame.bytes : sum;
  }, 0);
  expect(returned).toBeLessThanOrEqual(300 * 1024 + 3);
});

test("a gap asks for a fresh picture instead of showing wrong bytes", async () => {
  const { plane, sink } = await connected();
  plane.output(0, "abc");
  await plane.settle();
  plane.takeSent();
  plane.output(10, "lost before this");
  await plane.settle();
  expect(plane.takeSent()).toEqual([attach(null)]);
  expect(sink.text).toBe("abc");
});

test("the sequence goes on past 2^32", async () => {
  const { plane, sink } = await connected("picture");
  plane.down({
    kind: "reset",
    channel: 1,
    sequence: 0xff_ff_ff_fe,
    bytes: new TextEncoder().encode("abcd"),
  });
  plane.output(2, "ef");
  await plane.settle();
  plane.takeSent();
  expect(sink.text).toBe("abcdef");
  await plane.cut();
  expect(plane.takeSent()).toEqual([attach(4)]);
});

test("what was written before the terminal was looked at is old until main says that it is current", async () => {
  const { plane, sink, channel } = await connected("picture");
  plane.down({ kind: "current", channel: 1, sequence: 0, bytes: new Uint8Array(0) });
  plane.down({ kind: "reset", channel: 1, sequence: 0, bytes: new TextEncoder().encode("pic") });
  await plane.settle();
  plane.output(3, "ture");
  plane.down({ kind: "current", channel: 1, sequence: 7, bytes: new Uint8Array(0) });
  plane.output(7, " new");
  await plane.settle();
  expect([sink.text, sink.old.join(""), sink.timesCurrent]).toEqual(["picture new", "picture", 1]);
  channel.detach();
  channel.attach(sink, "rest");
  plane.output(11, " missed");
  plane.down({ kind: "current", channel: 1, sequence: 18, bytes: new Uint8Array(0) });
  plane.output(18, " live");
  await plane.settle();
  expect([sink.text, sink.old.join("")]).toEqual(["picture new missed live", "picture missed"]);
});

test("the first lines of a terminal just opened are live", async () => {
  const { plane, sink } = await connected("beginning");
  plane.output(0, "banner");
  plane.down({ kind: "current", channel: 1, sequence: 6, bytes: new Uint8Array(0) });
  await plane.settle();
  expect([sink.text, sink.old]).toEqual(["banner", []]);
});

test("a terminal hidden before its picture was parsed asks for the picture again", async () => {
  const { plane, sink, channel } = await connected("picture");
  sink.hold = true;
  plane.down({ kind: "reset", channel: 1, sequence: 5, bytes: new TextEncoder().encode("one") });
  plane.down({ kind: "reset", channel: 1, sequence: 8, bytes: new TextEncoder().encode("two") });
  plane.takeSent();
  channel.detach();
  sink.release();
  channel.attach(sink, "rest");
  expect(plane.takeSent()).toEqual([{ kind: "detach", channel: 1 }, attach(null)]);
});

test("input leaves at once and whole, however much output waits", async () => {
  const { plane, sink, channel } = await connected();
  sink.hold = true;
  plane.output(0, kilobytes(900));
  plane.takeSent();
  channel.input(new TextEncoder().encode("q"));
  expect(plane.takeSent()).toEqual([{ kind: "input", channel: 1, bytes: Uint8Array.of(113) }]);
  channel.input(kilobytes(40));
  const sizes = plane.takeSent().map((frame) => frame.kind === "input" && frame.bytes.length);
  expect(sizes).toEqual([16_384, 16_384, 8_192]);
});

test("the terminal that is looked at is parsed every second turn at least, and floods starve nobody", async () => {
  const { plane, sink, channel } = await connected();
  const other = new MemorySink();
  const otherChannel = plane.client.channel(2);
  otherChannel.attach(other, "beginning");
  channel.urgent = true;
  sink.hold = true;
  plane.output(0, kilobytes(900));
  plane.output(0, kilobytes(900), 2);
  sink.release();
  await plane.settle();
  expect([sink.text.length, other.text.length]).toEqual([900 * 1024, 900 * 1024]);
});

test("a terminal that had ended and lives again is asked for where it stood", async () => {
  const { plane, sink, channel } = await connected();
  plane.output(0, "before ");
  await plane.settle();
  plane.takeSent();
  channel.resume();
  expect(plane.takeSent()).toEqual([]);
  plane.down({ kind: "end", channel: 1, sequence: 7, bytes: new Uint8Array(0) });
  channel.resume();
  channel.resume();
  expect(plane.takeSent()).toEqual([attach(7)]);
  plane.output(7, "after");
  await plane.settle();
  expect(sink.text).toBe("before after");
});

test("a plane that was taken over is not opened again", async () => {
  const { plane } = await connected();
  await plane.cut(true);
  expect(plane.links).toBe(1);
  expect(plane.states).toEqual(["connected", "replaced"]);
});

test("a plane that cannot be opened is tried again", async () => {
  const plane = new MemoryPlane();
  plane.refused = 3;
  await plane.settle();
  expect(plane.links).toBe(1);
});

test("a stream that cannot be read is closed and opened anew", async () => {
  const { plane, sink } = await connected();
  plane.output(0, "fine");
  await plane.settle();
  expect(() => plane.garble()).toThrow("malformed frame");
  await plane.settle();
  expect(plane.links).toBe(2);
  plane.output(4, " again");
  await plane.settle();
  expect(sink.text).toBe("fine again");
});

test("output of a terminal nobody asked for is ignored", async () => {
  const { plane, sink } = await connected();
  plane.output(0, "for another", 9);
  plane.client.release(1);
  plane.output(0, "late");
  await plane.settle();
  expect(sink.text).toBe("");
});
