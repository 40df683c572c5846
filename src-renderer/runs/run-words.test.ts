import { expect, test } from "vitest";
import { stopWords } from "./run-words.ts";

const second = 1_000;
const minute = 60 * second;

for (const [left, words] of [
  [42 * second, "stops in 42 s"],
  [41.2 * second, "stops in 42 s"],
  [minute, "stops in 1 min"],
  [4 * minute + second, "stops in 4 min"],
  [3 * minute - second, "stops in 3 min"],
  [125 * minute, "stops in 2 h 5 min"],
  [0, "timeout is up"],
  [-minute, "timeout is up"],
] as const) {
  test(`a command that is left ${left} ms "${words}"`, () => {
    expect(stopWords({ at: left, by: "agent", isOver: false }, 0)).toBe(words);
  });
}

test("a command that has got its TERM has no time left", () => {
  expect(stopWords({ at: minute, by: "person", isOver: true }, 0)).toBe("timeout is up");
});
