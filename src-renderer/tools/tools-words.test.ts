import { expect, test } from "vitest";
import { toolsOff } from "../../shared/tools-off.ts";
import { everyTool } from "../test/tools-scene.ts";
import { countWords, offByPolicy } from "./tools-words.ts";

const off = (...conversation: string[]) =>
  toolsOff({ policy: [], settings: [], model: [], conversation });

for (const [names, words] of [
  [[], "all on"],
  [["time", "send_keys"], "2 off"],
  [["time", "a tool of another version"], "1 off"],
  [everyTool.map(({ name }) => name), "all off"],
] as const) {
  test(`${names.length} names off are said as "${words}"`, () => {
    expect(countWords(everyTool, off(...names))).toBe(words);
  });
}

test("what the policy file switches off, also where there is none", () => {
  expect([
    offByPolicy({ rules: { tools: { off: ["send_keys"] } } }),
    offByPolicy({ rules: {} }),
    offByPolicy(null),
  ]).toEqual([["send_keys"], [], []]);
});
