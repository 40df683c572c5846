import { expect, onTestFinished, test, vi } from "vitest";
import {
  DownDecoder,
  type DownFrame,
  decodeUp,
  downHeaderBytes,
  encodeDown,
  encodeUp,
  maximumFramePayload,
  type UpFrame,
} from "./frames.ts";

const bytes = (...values: number[]) => Uint8Array.from(values);

const down: DownFrame[] = [
  { kind: "output", channel: 1, sequence: 0, bytes: bytes(27, 91, 0, 255) },
  { kind: "output", channel: 0xff_ff_ff_ff, sequence: 0xff_ff_ff_ff, bytes: bytes() },
  { kind: "reset", channel: 7, sequence: 4_000_000_000, bytes: bytes(1, 2, 3, 4, 5, 6, 7, 8, 9) },
  { kind: "current", channel: 7, sequence: 9, bytes: bytes() },
  { kind: "mark", channel: 7, sequence: 9, bytes: bytes(123, 125) },
  { kind: "end", channel: 7, sequence: 9, bytes: bytes() },
];

const joined = (frames: readonly DownFrame[]): Uint8Array => {
  const parts = frames.map(encodeDown);
  const all = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0));
  let at = 0;
  for (const part of parts) {
    all.set(part, at);
    at += part.length;
  }
  return all;
};

/** Frames with payloads of their own, so that a view of a chunk equals a copy. */
const plain = (frames: readonly DownFrame[]) =>
  frames.map((frame) => ({ ...frame, bytes: [...frame.bytes] }));

test("a stream of frames comes back whole, whichever two places it is cut at", () => {
  const stream = joined(down);
  for (let first = 0; first <= stream.length; first += 1) {
    for (let second = first; second <= stream.length; second += 1) {
      const decoder = new DownDecoder();
      const frames = [
        ...decoder.push(stream.slice(0, first)),
        ...decoder.push(stream.slice(first, second)),
        ...decoder.push(stream.slice(second)),
      ];
      expect(plain(frames)).toEqual(plain(down));
    }
  }
});

test("a stream of frames comes back whole when it arrives byte by byte", () => {
  const stream = joined(down);
  const decoder = new DownDecoder();
  const frames = [...stream].flatMap((byte) => decoder.push(bytes(byte)));
  expect(plain(frames)).toEqual(plain(down));
});

test("a chunk that is itself a view of a larger buffer is read at its own place", () => {
  const stream = joined(down);
  const roomy = new Uint8Array(stream.length + 10).fill(99);
  roomy.set(stream, 5);
  const frames = new DownDecoder().push(roomy.subarray(5, 5 + stream.length));
  expect(plain(frames)).toEqual(plain(down));
});

test("a frame is handed out as soon as its last byte is there", () => {
  const stream = joined(down.slice(0, 1));
  const decoder = new DownDecoder();
  expect(decoder.push(stream.slice(0, -1))).toEqual([]);
  expect(decoder.push(stream.slice(-1))).toHaveLength(1);
});

test("a frame of an unknown kind or beyond the largest length is an error", () => {
  const unknown = encodeDown({ kind: "end", channel: 1, sequence: 0, bytes: bytes() });
  unknown[8] = 5;
  expect(() => new DownDecoder().push(unknown)).toThrow("malformed frame");
  const long = encodeDown({ kind: "output", channel: 1, sequence: 0, bytes: bytes() });
  new DataView(long.buffer).setUint32(8, maximumFramePayload + 1);
  expect(() => new DownDecoder().push(long)).toThrow("malformed frame");
});

test("the largest frame arriving in small chunks costs no more than one copy of each byte", () => {
  const frames = 8;
  const payload = new Uint8Array(maximumFramePayload).map((_, index) => index % 251);
  const stream = joined(
    Array.from({ length: frames }, (_, index) => ({
      kind: "output" as const,
      channel: 1,
      sequence: index * maximumFramePayload,
      bytes: payload,
    })),
  );
  const decoder = new DownDecoder();
  const copies = vi.spyOn(Uint8Array.prototype, "set");
  onTestFinished(() => copies.mockRestore());
  let received = 0;
  for (let at = 0; at < stream.length; at += 1_000) {
    for (const frame of decoder.push(stream.subarray(at, at + 1_000))) {
      received += frame.bytes.length;
    }
  }
  const copied = copies.mock.calls.reduce((sum, [source]) => sum + source.length, 0);
  expect(stream.length).toBe(frames * (maximumFramePayload + downHeaderBytes));
  expect(received).toBe(frames * maximumFramePayload);
  // A decoder that joins what is left with every chunk copies over a hundred times as much.
  expect([copied > received / 2, copied <= received]).toEqual([true, true]);
});

const up: UpFrame[] = [
  { kind: "input", channel: 3, bytes: bytes(3, 0, 255) },
  { kind: "resize", channel: 3, columns: 200, rows: 50 },
  { kind: "credit", channel: 3, bytes: 262_144 },
  { kind: "attach", channel: 3, from: 4_294_967_295, credit: 1_048_576 },
  { kind: "attach", channel: 3, from: 0, credit: 1 },
  { kind: "attach", channel: 3, from: null, credit: 1_048_576 },
  { kind: "detach", channel: 3 },
];

for (const frame of up) {
  test(`${frame.kind} upwards is read as it was written: ${JSON.stringify(frame)}`, () => {
    expect(decodeUp(encodeUp(frame))).toEqual(frame);
  });
}

for (const [what, wrong] of [
  ["nothing", bytes()],
  ["a frame without a channel", bytes(0, 0, 0, 1)],
  ["an unknown kind", bytes(5, 0, 0, 0, 1)],
  ["a short resize", bytes(1, 0, 0, 0, 1, 0, 80, 0)],
  ["a long credit", bytes(2, 0, 0, 0, 1, 0, 0, 0, 1, 0)],
  ["an attach without credit", bytes(3, 0, 0, 0, 1, 1, 0, 0, 0, 1)],
  ["a detach with a payload", bytes(4, 0, 0, 0, 1, 1)],
] as const) {
  test(`${what} is no up frame`, () => {
    expect(decodeUp(wrong)).toBeNull();
  });
}
