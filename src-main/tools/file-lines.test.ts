import fc from "fast-check";
import { expect, test } from "vitest";
import { type FoundLines, LineWindow, numbered, type WantedLines } from "./file-lines.ts";

function found(text: string | Uint8Array, wanted: WantedLines, piece = 7): FoundLines {
  const bytes = Buffer.from(text);
  const window = new LineWindow(wanted);
  for (let at = 0; at < bytes.length; at += piece) {
    if (!window.push(bytes.subarray(at, at + piece))) break;
  }
  return window.end();
}

test("lines are the same however the bytes come", () => {
  fc.assert(
    fc.property(
      fc.array(
        fc.string({ unit: "grapheme", maxLength: 8 }).map((line) => line.replace(/[\n\0]/g, "")),
      ),
      fc.integer({ min: 1, max: 5 }),
      fc.integer({ min: 1, max: 6 }),
      fc.integer({ min: 1, max: 9 }),
      (lines, from, count, piece) => {
        const text = lines.map((line) => `${line}\n`).join("");
        const read = found(text, { from, count }, piece);
        expect(read.total).toBe(lines.length);
        const wanted = lines.slice(from - 1, from - 1 + count);
        expect(read.lines.map((line) => line.text)).toEqual(
          wanted.map((line) => line.toWellFormed()),
        );
        const last = found(text, { last: count }, piece);
        expect(last.lines.map((line) => line.number)).toEqual(
          lines.map((_, at) => at + 1).slice(-count),
        );
      },
    ),
  );
});

test("a last line without an end counts, an empty file has none", () => {
  expect(found("a\nb", { from: 1, count: 9 })).toMatchObject({
    total: 2,
    lines: [{}, { text: "b" }],
  });
  expect(found("", { from: 1, count: 9 })).toMatchObject({ total: 0, lines: [] });
});

test("NUL makes it binary, wrong UTF-8 damaged", () => {
  expect(found("ab\0c", { from: 1, count: 1 })).toMatchObject({ binary: true, lines: [] });
  expect(found(Buffer.from([0x61, 0xe9, 0x0a]), { from: 1, count: 1 })).toMatchObject({
    damaged: true,
    lines: [{ text: "a\ufffd" }],
  });
});

test("an endless line is cut and says how much is left", () => {
  const [line] = found("x".repeat(5_000), { from: 1, count: 1 }, 300).lines;
  expect(line?.text).toMatch(/^x{2000} \[… about 3000 more characters in this line …\]$/);
});

test("no more than a model takes at once is shown, but at least one line", () => {
  const lines = Array.from({ length: 30 }, (_, at) => ({
    number: at + 1,
    text: "y".repeat(1_000),
  }));
  const { shown, text } = numbered(lines, true);
  expect(shown).toBe(15);
  expect(text.startsWith("1\tyyy")).toBe(true);
  expect(numbered([{ number: 7, text: "z".repeat(20_000) }], false)).toMatchObject({ shown: 1 });
});
