import { expect, test } from "vitest";
import { ownWorkMs } from "../../e2e/world/own-work.ts";
import { ReplayBuffer } from "./replay-buffer.ts";

const text = ({ bytes, ...rest }: { bytes: Uint8Array }) => ({
  ...rest,
  text: Buffer.from(bytes).toString(),
});

function filled(limit: number, ...pieces: string[]): ReplayBuffer {
  const buffer = new ReplayBuffer(limit);
  for (const piece of pieces) buffer.add(Buffer.from(piece));
  return buffer;
}

test("what is there is read on from any position, in pieces", () => {
  const buffer = filled(100, "abc", "def", "ghi");
  expect(text(buffer.read(4, 3))).toEqual({ kind: "output", sequence: 4, text: "efg" });
  expect(text(buffer.read(9, 10))).toEqual({ kind: "output", sequence: 9, text: "" });
  expect(text(buffer.read(null, 4))).toEqual({ kind: "reset", sequence: 0, text: "abcd" });
});

test("what is forgotten is a reset, which begins at a line", () => {
  const buffer = filled(10, "one\ntwo\n", "three\nfour\n", "five\n");
  expect(buffer.head).toEqual(24);
  expect(text(buffer.read(0, 99))).toEqual({ kind: "reset", sequence: 14, text: "four\nfive\n" });
  expect(text(buffer.read(15, 99))).toEqual({ kind: "output", sequence: 15, text: "our\nfive\n" });
});

test("a position ahead of everything is a reset", () => {
  expect(text(filled(10, "ab").read(7, 9))).toEqual({ kind: "reset", sequence: 0, text: "ab" });
});

test("a picture takes the place of all before it, and positions count on", () => {
  const buffer = filled(100, "before");
  buffer.reset(Buffer.from("picture"));
  buffer.add(Buffer.from("!"));
  expect(text(buffer.read(3, 99))).toEqual({ kind: "reset", sequence: 6, text: "picture!" });
  expect(Buffer.from(buffer.tail(3)).toString()).toEqual("re!");
});

test("reading piece by piece gives every byte once", () => {
  const buffer = new ReplayBuffer(1_000_000);
  let all = "";
  for (let index = 0; index < 500; index += 1) {
    const piece = `${index},`.repeat(index % 7);
    all += piece;
    buffer.add(Buffer.from(piece));
  }
  let read = "";
  for (let at = 0; at < buffer.head; ) {
    const { bytes } = buffer.read(at, 13);
    read += Buffer.from(bytes).toString();
    at += bytes.length;
  }
  expect(read).toEqual(all);
});

test("modes that were set in what is forgotten stand in front of a reset, and are read in pieces too", () => {
  const buffer = filled(
    10,
    "\x1b[?1049h\x1b[?1;1006h\x1b[?25l\n",
    "\x1b[?1l\n",
    "one\ntwo\n",
    "three\n",
  );
  const front = "\x1b[?1049h\x1b[?1006h\x1b[?25l";
  const whole = buffer.read(null, 1_000);
  expect(Buffer.from(whole.bytes).toString()).toEqual(`${front}two\nthree\n`);
  let read = "";
  for (let at = whole.sequence; at < buffer.head; ) {
    const { kind, bytes } = buffer.read(at, 5);
    expect(kind).toEqual("output");
    read += Buffer.from(bytes).toString();
    at += bytes.length;
  }
  expect(read).toEqual(`${front}two\nthree\n`);
});

test("many small pieces cost little more than their bytes, and what was read of them stays", () => {
  const buffer = new ReplayBuffer(1_000_000);
  buffer.add(Buffer.from("first\n"));
  const early = buffer.read(null, 99);
  const expected: string[] = ["first\n"];
  const took = ownWorkMs(() => {
    for (let at = 0; at < 200_000; at += 1) {
      const piece = `piece ${at}\n`;
      buffer.add(Buffer.from(piece));
      expected.push(piece);
      if (at % 1_000 === 0) {
        const long = `${"x".repeat(5_000)}\n`;
        buffer.add(Buffer.from(long));
        expected.push(long);
      }
    }
  });
  // Piece by piece it takes a minute.
  expect(took).toBeLessThan(10_000);
  const whole = expected.join("");
  const { bytes } = buffer.read(null, 2_000_000);
  expect(bytes.length).toBeGreaterThan(900_000);
  expect(whole.endsWith(Buffer.from(bytes).toString())).toBe(true);
  expect(Buffer.from(early.bytes).toString()).toBe("first\n");
});
