import { expect, test } from "vitest";
import { type CapturedRow, capturedRows } from "./captured-rows.ts";

const rows = (apart: string, joined: string, columns = 5): CapturedRow[] =>
  capturedRows(Buffer.from(apart, "utf8"), Buffer.from(joined, "utf8"), columns);
const row = (text: string, wrapped = false): CapturedRow => ({
  text: Buffer.from(text, "utf8").toString("latin1"),
  wrapped,
});

test("a missing LF is a wrap, where the row is full", () => {
  expect(rows("abcde\nfgh\nij\n", "abcdefgh\nij\n")).toEqual([
    row("abcde", true),
    row("fgh"),
    row("ij"),
  ]);
});

test("a flag that tmux kept of a row that was cleared later is none", () => {
  expect(rows("abc\nfgh\n", "abcfgh\n")).toEqual([row("abc"), row("fgh")]);
  expect(rows("abcde\n\nx\n", "abcde\nx\n")).toEqual([row("abcde"), row(""), row("x")]);
});

test("width counts wide characters as two, marks as none, and a wide one may leave a column", () => {
  expect(rows("世界a\nb\n", "世界ab\n")).toEqual([row("世界a", true), row("b")]);
  expect(rows("e\u0301bcde\nf\n", "e\u0301bcdef\n")).toEqual([row("e\u0301bcde", true), row("f")]);
  expect(rows("abcd\n世\n", "abcd世\n")).toEqual([row("abcd", true), row("世")]);
  expect(rows("abcd\nx\n", "abcdx\n")).toEqual([row("abcd"), row("x")]);
});

test("colours that go on in the next row are written there again", () => {
  const esc = "\u001b";
  expect(
    rows(`${esc}[31mred\n still${esc}[39m\nplain\n`, `${esc}[31mred\n still${esc}[39m\nplain\n`),
  ).toEqual([row(`${esc}[31mred`), row(`${esc}[31m still${esc}[39m`), row("plain")]);
  const [, second] = rows(
    `${esc}[1;4:3;38;2;1;2;3;48;5;7m\u000ex\ny\n`,
    `${esc}[1;4:3;38;2;1;2;3;48;5;7m\u000ex\ny\n`,
  );
  expect(second).toEqual(row(`\u000e${esc}[1;4:3;38;2;1;2;3;48;5;7my`));
  const [, reset] = rows(`${esc}[1;31mx${esc}[0;4my\nz\n`, `${esc}[1;31mx${esc}[0;4my\nz\n`);
  expect(reset).toEqual(row(`${esc}[4mz`));
  const [, ended] = rows(`${esc}[1;3;4mx${esc}[22;24my\nz\n`, `${esc}[1;3;4mx${esc}[22;24my\nz\n`);
  expect(ended).toEqual(row(`${esc}[3mz`));
});

test("an overline is written as one", () => {
  expect(rows("\u001b[5:3mx\n", "\u001b[5:3mx\n")).toEqual([row("\u001b[53mx")]);
});

test("bytes that are no UTF-8 stay as they are", () => {
  const bytes = Buffer.from([0xff, 0x80, 0x0a]);
  expect(capturedRows(bytes, bytes, 5)).toEqual([{ text: "\u00ff\u0080", wrapped: false }]);
});

test("a screen of empty rows has its rows", () => {
  expect(rows("\n\n\n", "\n\n\n")).toEqual([row(""), row(""), row("")]);
});
