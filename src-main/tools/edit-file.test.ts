import { expect, test } from "vitest";
import { replaceText } from "./edit-file.ts";

const edit = (text: string, find: string, replace: string, more: object = {}) => {
  const done = replaceText(text, { find, replace, all: false, ...more });
  return done.ok ? done.value : done.error.detail;
};

test("one place is replaced, byte for byte, whatever signs are in the texts", () => {
  expect(edit("a $& b", "$&", "$1 $$")).toBe("a $1 $$ b");
  expect(edit("one\r\ntwo\r\n", "one\r\n", "1\r\n")).toBe("1\r\ntwo\r\n");
});

test("several places are an error that says how many, unless all are meant", () => {
  expect(edit("x x x", "x", "y")).toContain("stands in the file 3 times");
  expect(edit("x x x", "x", "y", { all: true })).toBe("y y y");
  expect(edit("x x x", "x", "y", { all: true, count: 3 })).toBe("y y y");
  expect(edit("x x x", "x", "y", { all: true, count: 2 })).toContain("3 times, not 2");
});

for (const [what, text, find, said] of [
  ["other line ends", "a\r\nb\r\n", "a\nb", "CR LF"],
  ["tabs for spaces", "a\tb", "a b", "white space"],
  ["line numbers", "foo\n", "1\tfoo\n2\tbar", "line numbers"],
  ["other letter case", "Listen 80", "listen 80", "letter case"],
  ["nothing alike", "abc", "xyz", "does not stand in the file."],
] as const) {
  test(`a text that is not there because of ${what} is told so`, () => {
    expect(edit(text, find, "z")).toContain(said);
  });
}

test("a change that changes nothing is an error", () => {
  expect(edit("a", "a", "a")).toContain("nothing would change");
});
