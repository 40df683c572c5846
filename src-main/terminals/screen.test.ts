import { expect, test } from "vitest";
import { Screen } from "./screen.ts";

const shown = (text: string, history = 0, columns = 10, rows = 4) =>
  new Screen({ columns, rows }).write(text).text(history);

test.each([
  ["lines", "one\r\ntwo", "one\ntwo"],
  ["a line feed alone keeps the column", "ab\ncd", "ab\n  cd"],
  ["wrapping at the last column", "0123456789ab", "0123456789\nab"],
  ["a full line and a new one", "0123456789\r\nab", "0123456789\nab"],
  ["colours and titles", "\x1b]0;t\x07\x1b[1;31mred\x1b[m", "red"],
  ["the cursor moved and text over text", "abcdef\x1b[3D12\x1b[1;1HX", "Xbc12f"],
  ["erasing to the end of the line", "abcdef\x1b[3G\x1b[K", "ab"],
  ["erasing from the start", "abcdef\x1b[3G\x1b[1K", "   def"],
  ["clearing the screen", "a\r\nb\x1b[2J\x1b[Hc", "c"],
  ["inserting and deleting cells", "abc\x1b[1G\x1b[2@\x1b[5G\x1b[P", "  ab"],
  ["inserting a line", "a\r\nb\x1b[1;1H\x1b[L1", "1\na\nb"],
  ["deleting a line", "a\r\nb\r\nc\x1b[1;1H\x1b[M", "b\nc"],
  ["a region that scrolls", "1\r\n2\r\n3\r\n4\x1b[2;3r\x1b[3;1H\n", "1\n3\n\n4"],
  ["scrolling back", "1\r\n2\x1b[H\x1bM0", "0\n1\n2"],
  ["saved cursor", "ab\x1b7\r\ncd\x1b8X", "abX\ncd"],
  ["wide characters and marks", "漢字é\u0301x", "漢字é\u0301x"],
  ["a wide character at the edge", "012345678漢", "012345678\n漢"],
  ["tabs", "a\tb", "a       b"],
  ["repeating", "-\x1b[4b", "-----"],
  ["a full-screen program", "before\x1b[?1049h\x1b[Hvim\x1b[4;1H-- INSERT", "vim\n\n\n-- INSERT"],
  ["and after it", "before\x1b[?1049h\x1b[Hvim\x1b[?1049l!", "before!"],
])("%s", (_title, text, expected) => {
  expect(shown(text)).toEqual(expected);
});

test("what has scrolled off is history", () => {
  const text = Array.from({ length: 9 }, (_, index) => `line ${index + 1}`).join("\r\n");
  expect(shown(text)).toEqual("line 6\nline 7\nline 8\nline 9");
  expect(shown(text, 2)).toEqual("line 4\nline 5\nline 6\nline 7\nline 8\nline 9");
});

test("bytes that begin within a full-screen program", () => {
  const screen = new Screen({ columns: 10, rows: 3 }, true);
  expect(screen.write("\x1b[2;1Htop\x1b[?1049l$ ").text()).toEqual("$");
});

test("no text makes it fail", () => {
  const screen = new Screen({ columns: 3, rows: 2 });
  for (const final of "ABCDEFGHJKLMPSTXbdrsu@`") {
    for (const parameters of ["", "0", "1", "999999999", "5;2", "2;1", ";;", "?1049"]) {
      screen.write(`\x1b[${parameters}${final}漢x\n`);
    }
  }
  expect(screen.text(10).split("\n").length).toBeLessThan(20);
});
