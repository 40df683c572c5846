import { expect, test } from "vitest";
import { lineDiff } from "./line-diff.ts";

/** " same", "-only before", "+only after", one a line. */
const marks: Record<string, string> = { same: " ", removed: "-", added: "+" };
const drawn = (before: string, after: string) =>
  lineDiff(before, after)?.map(({ kind, text }) => `${marks[kind]}${text}`) ?? null;

for (const [title, before, after, lines] of [
  ["equal texts", "a\nb\n", "a\nb\n", [" a", " b"]],
  ["a missing last line end is no difference", "a\nb", "a\nb\n", [" a", " b"]],
  ["nothing at all", "", "", []],
  ["all of it new", "", "a\n", ["+a"]],
  ["all of it gone", "a\nb\n", "", ["-a", "-b"]],
  ["one line another", "a\nb\nc\n", "a\nx\nc\n", [" a", "-b", "+x", " c"]],
  ["a line more in the middle", "a\nc\n", "a\nb\nc\n", [" a", "+b", " c"]],
  ["a line less at the end", "a\nb\n", "a\n", [" a", "-b"]],
  ["an empty line counts", "a\n\nb\n", "a\nb\n", [" a", "-", " b"]],
  ["lines in another order", "a\nb\n", "b\na\n", ["-a", " b", "+a"]],
  ["as much as can be is shared", "a\nb\nc\nd\n", "b\nd\ne\n", ["-a", " b", "-c", " d", "+e"]],
] as const) {
  test(title, () => expect(drawn(before, after)).toEqual(lines));
}

test("each line knows its number on its own side", () => {
  expect(lineDiff("a\nb\n", "b\nc\n")).toEqual([
    { kind: "removed", text: "a", before: 1, after: null },
    { kind: "same", text: "b", before: 2, after: 1 },
    { kind: "added", text: "c", before: null, after: 2 },
  ]);
});

test("more than six hundred lines are not compared", () => {
  const long = "line\n".repeat(601);
  expect(lineDiff(long, "line\n")).toBeNull();
  expect(lineDiff("line\n", long)).toBeNull();
  expect(lineDiff("line\n".repeat(600), "line\n")).toHaveLength(600);
});
