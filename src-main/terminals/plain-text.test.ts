import { expect, test } from "vitest";
import { plainText } from "./plain-text.ts";
import { excerpt, RunOutput } from "./run-output.ts";

for (const [title, bytes, text] of [
  ["lines", "one\r\ntwo\r\n", "one\ntwo\n"],
  ["tabs and letters of any script", "a\tb Документы ✓ 🙂\r\n", "a\tb Документы ✓ 🙂\n"],
  ["colours", "\x1b[1;31mred\x1b[0m\x1b(B\x1b[m end\r\n", "red end\n"],
  ["titles, links and other strings", "\x1b]0;t\x07a\x1b]8;;http://x\x1b\\b\x1bPq#0\x1b\\c", "abc"],
  ["a progress bar", "10%\r50%\r100%\r\ndone\r\n", "100%\ndone\n"],
  ["a shorter line over a longer one", "longer\rab\x1b[K\r\n", "ab\n"],
  ["backspace", "ab\bc\r\n", "ac\n"],
  ["overstrike as in man pages", "N\bNA\bA\r\n", "NA\n"],
  ["cursor up, as several bars draw", "a: 1\r\nb: 1\r\n\x1b[2Aa: 2\r\nb: 2\r\n", "a: 2\nb: 2\n"],
  [
    "the alternate screen",
    "before\r\n\x1b[?1049h~ vim ~\x1b[2;3Hx\x1b[?1049lafter\r\n",
    "before\nafter\n",
  ],
  ["moving right", "a\x1b[3Cb\r\n", "a   b\n"],
  ["erasing the line", "old text\x1b[2K\rnew\r\n", "new\n"],
  ["clearing the screen", "a\x1b[H\x1b[2Jb\r\n", "a\nb\n"],
  ["a sequence cut at the end", "text\x1b[3", "text"],
  ["a bell and other controls", "a\x07b\x00c\x0e\r\n", "abc\n"],
  ["fish before output", "\x1b[30m\x1b(B\x1b[m\rabc", "abc"],
  ["no line end", "no-newline", "no-newline"],
  ["several lines down", "a\r\nb\r\n\x1b[2A\x1b[2Ec", "a\nb\nc"],
  ["far below the last line", "a\x1b[99999999Eb", "a\nb"],
  ["far to the right", `a${"\x1b[999999999C".repeat(20)}b`, `a${" ".repeat(999)}b`],
] as const) {
  test(`${title}`, () => {
    expect(plainText(Buffer.from(bytes))).toEqual(text);
  });
}

test("long output with a coloured line keeps its lines", () => {
  const lines = Array.from({ length: 5_000 }, (_, index) => `line ${index}`);
  expect(plainText(Buffer.from(`\x1b[m${lines.join("\r\n")}`))).toEqual(lines.join("\n"));
});

test("output up to the bound is whole, in chunks of any size", () => {
  const output = new RunOutput();
  const all = Buffer.from("0123456789abcde\r\n".repeat(30_000));
  for (let at = 0; at < all.length; at += 7_777) output.add(all.subarray(at, at + 7_777));
  expect(output.text()).toEqual("0123456789abcde\n".repeat(30_000));
});

test("beyond the bound the middle is left out, and how much is said", () => {
  const output = new RunOutput();
  const line = Buffer.from(`${"x".repeat(98)}\r\n`);
  for (let count = 0; count < 20_000; count += 1) output.add(line);
  output.add(Buffer.from("the end"));
  const text = output.text();
  const missing = Number(/^\[… (\d+) bytes left out …\]$/m.exec(text)?.[1]);
  const kept = text.split("\n").filter((each) => each.startsWith("x")).length;
  expect(kept * 100 + missing).toEqual(2_000_000);
  expect(text.endsWith(`${"x".repeat(98)}\nthe end`)).toEqual(true);
  expect(output.tail(4)).toEqual(" end");
});

test("an excerpt is head and tail", () => {
  expect(excerpt("short")).toEqual("short");
  expect(excerpt(`${"a".repeat(3_000)}${"b".repeat(3_000)}`)).toEqual(
    `${"a".repeat(2_000)}\n[… 2000 characters left out …]\n${"b".repeat(2_000)}`,
  );
});
