import { expect, test } from "vitest";
import { asOneLine, preparePaste } from "./paste.ts";

for (const [what, clipboard, expected] of [
  ["a word", "uptime", { text: "uptime", lines: 1, removed: 0, ask: false }],
  ["a tab", "a\tb", { text: "a\tb", lines: 1, removed: 0, ask: false }],
  ["nothing", "", { text: "", lines: 1, removed: 0, ask: false }],
  ["a line with its end", "reboot\n", { text: "reboot\n", lines: 2, removed: 0, ask: true }],
  ["two lines", "cd /\nls", { text: "cd /\nls", lines: 2, removed: 0, ask: true }],
  ["Windows line ends", "a\r\nb\r\n", { text: "a\nb\n", lines: 3, removed: 0, ask: true }],
  [
    "a lone carriage return",
    "ls\rrm -rf x",
    { text: "ls\nrm -rf x", lines: 2, removed: 0, ask: true },
  ],
  [
    "a way out of bracketed paste",
    "ls\x1b[201~;id",
    { text: "ls[201~;id", lines: 1, removed: 1, ask: true },
  ],
  ["a C1 introducer", "a\x9b201~b", { text: "a201~b", lines: 1, removed: 1, ask: true }],
  ["NUL, ^C and DEL", "a\x00\x03\x7fb", { text: "ab", lines: 1, removed: 3, ask: true }],
  [
    "text that is turned around",
    "a \u202eb",
    { text: "a \u202eb", lines: 1, removed: 0, ask: true },
  ],
  [
    "letters of the world",
    "Документы 漢字 é 🙂",
    { text: "Документы 漢字 é 🙂", lines: 1, removed: 0, ask: false },
  ],
] as const) {
  test(`pasting ${what}`, () => {
    expect(preparePaste(clipboard)).toMatchObject(expected);
  });
}

test("what is taken out is still there to be shown", () => {
  expect(preparePaste("ls\x1b[201~;id\r\n").original).toBe("ls\x1b[201~;id\n");
});

test("several lines can become one", () => {
  expect(asOneLine("docker run \n   --rm\n  image\n")).toBe("docker run --rm image");
});
