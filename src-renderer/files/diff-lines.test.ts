import { createTwoFilesPatch } from "diff";
import { expect, test } from "vitest";
import { diffLines } from "./diff-lines.ts";

test("lines carry their kind and their numbers on both sides", () => {
  const diff = createTwoFilesPatch(
    "/etc/motd",
    "/etc/motd",
    "one\ntwo\nthree\n",
    "one\n2\nthree\n",
  );
  expect(diffLines(diff)).toEqual([
    { kind: "place", text: "@@ -1,3 +1,3 @@", before: null, after: null },
    { kind: "same", text: "one", before: 1, after: 1 },
    { kind: "removed", text: "two", before: 2, after: null },
    { kind: "added", text: "2", before: null, after: 2 },
    { kind: "same", text: "three", before: 3, after: 3 },
  ]);
});

test("content that looks like a head of a diff stays content", () => {
  const diff = createTwoFilesPatch("a", "a", "-- old\n", "@@ -9,9 +9,9 @@\n++ new\n");
  expect(diffLines(diff).map(({ kind, text }) => [kind, text])).toEqual([
    ["place", "@@ -1,1 +1,2 @@"],
    ["removed", "-- old"],
    ["added", "@@ -9,9 +9,9 @@"],
    ["added", "++ new"],
  ]);
});

test("a missing newline at the end is said, and a sentence is a note", () => {
  const diff = createTwoFilesPatch("a", "a", "x\n", "x");
  expect(diffLines(diff).at(-1)).toMatchObject({
    kind: "note",
    text: expect.stringContaining("no newline"),
  });
  expect(diffLines("Not text: 12 bytes become 14.")).toEqual([
    { kind: "note", text: "Not text: 12 bytes become 14.", before: null, after: null },
  ]);
});
