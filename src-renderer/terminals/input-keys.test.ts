import { expect, test } from "vitest";
import type { PromptKind } from "../../shared/prompts/recorded-prompt.ts";
import { inputKeys } from "./input-keys.ts";

test.each<[PromptKind, string[], string[]]>([
  ["yes-no", ["J", "n"], ["J", "n", "Enter", "Ctrl+C"]],
  ["host-key", ["yes", "no"], ["yes", "no", "Enter", "Ctrl+C"]],
  ["any-key", [], ["Enter", "Ctrl+C"]],
  ["pager", [], ["q", "Space", "Ctrl+C"]],
  ["full-screen", [], ["q", "Ctrl+C"]],
  ["repl", [], ["Ctrl+D", "Ctrl+C"]],
  ["more-lines", [], ["Ctrl+C"]],
  ["password", [], ["Ctrl+C"]],
  ["editor", [], []],
])("for %s with the answers %j there are %j", (kind, answers, words) => {
  expect(inputKeys({ kind, answers }).map((key) => key.words)).toEqual(words);
});

test("an answer is typed without Enter: a program that takes one key would give Enter to its next question", () => {
  const [yes] = inputKeys({ kind: "yes-no", answers: ["Y", "n"] });
  expect(yes?.keys).toBe("Y");
});
