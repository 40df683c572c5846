import { expect, test } from "vitest";
import { markdownBlocks } from "./markdown-blocks.ts";

for (const [title, text, blocks] of [
  ["nothing", "", []],
  ["paragraphs", "one\nstill one\n\n\ntwo", ["one\nstill one", "two"]],
  [
    "a fence keeps its blank lines",
    "a\n\n```sh\nx\n\ny\n```\n\nb",
    ["a", "```sh\nx\n\ny\n```", "b"],
  ],
  ["an open fence keeps the rest", "a\n\n```\nx\n\ny", ["a", "```\nx\n\ny"]],
  [
    "a longer fence is not closed by a shorter",
    "````\n```\n\nx\n````\n\nb",
    ["````\n```\n\nx\n````", "b"],
  ],
  ["a loose list stays together", "- a\n\n- b\n\n  more\n\nend", ["- a\n\n- b\n\n  more", "end"]],
  ["numbers stay together", "1. a\n\n2. b", ["1. a\n\n2. b"]],
  ["a table", "| a |\n| - |\n| b |\n\nend", ["| a |\n| - |\n| b |", "end"]],
] as const) {
  test(title, () => {
    expect(markdownBlocks(text)).toEqual(blocks);
  });
}

test("a growing text changes only its last block", () => {
  const text = "one\n\n```\na\n\nb\n```\n\n- x\n- y\n\ntwo three";
  let before: string[] = [];
  for (let length = 1; length <= text.length; length += 1) {
    const now = markdownBlocks(text.slice(0, length));
    expect(now.slice(0, before.length - 1)).toEqual(before.slice(0, -1));
    before = now;
  }
});
