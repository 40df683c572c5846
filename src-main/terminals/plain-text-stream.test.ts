import { expect, test } from "vitest";
import { plainText } from "./plain-text.ts";
import { PlainTextStream } from "./plain-text-stream.ts";

function streamed(bytes: Uint8Array, size: number): string {
  const stream = new PlainTextStream();
  let text = "";
  for (let at = 0; at < bytes.length; at += size)
    text += stream.push(bytes.subarray(at, at + size));
  return text + stream.end();
}

const progress = Array.from({ length: 50 }, (_, step) => `\r\x1b[2K${step} %`).join("");
const layers = Array.from({ length: 9 }, (_, step) => `\x1b[3A\x1b[2Ka ${step}\x1b[3B\r`).join("");

for (const [title, text] of [
  ["lines", "one\r\ntwo\r\n\r\nthree"],
  ["colours", "\x1b[1;31mred\x1b[0m and \x1b]8;;http://x\x07link\x1b]8;;\x07\r\n".repeat(40)],
  ["letters of several bytes", "zwei größer 日本語 🦊\r\n".repeat(20)],
  ["a line drawn anew", `before\r\n${progress}\r\nafter\r\n`],
  ["lines drawn anew", `x\r\na\r\nb\r\nc\r\n${layers}\r\nafter\r\n`],
  ["an editor", "$ vi\r\n\x1b[?1049h\x1b[Hinside\x1b[?1049l$ \r\n"],
  ["backspaces", "abc\b\b\x1b[Kd\r\n"],
] as const) {
  test(`${title}: the same text however it is cut`, () => {
    const bytes = Buffer.from(text);
    for (const size of [1, 2, 3, 5, 7, 64, 100_000]) {
      expect(streamed(bytes, size), `in pieces of ${size}`).toBe(plainText(bytes));
    }
  });
}

test("a flood is given out as it comes, but for what may still be changed", () => {
  const stream = new PlainTextStream();
  const line = `${"x".repeat(99)}\n`;
  let given = 0;
  for (let count = 0; count < 2_000; count += 1)
    given += stream.push(Buffer.from(line.repeat(50))).length;
  expect(given).toBeGreaterThan(10_000_000 - 100_000);
  expect(given + stream.rest().length).toBe(10_000_000);
  const endless = new PlainTextStream();
  for (let count = 0; count < 300; count += 1) endless.push(Buffer.from("y".repeat(10_000)));
  expect(endless.rest().length).toBeLessThan(1_100_000);
});
