import { expect, test } from "vitest";
import { agoWords, countWords, durationWords } from "./times.ts";

for (const [ms, words] of [
  [12, "0.01 s"],
  [212, "0.2 s"],
  [1_500, "1.5 s"],
  [3_000, "3 s"],
  [42_000, "42 s"],
  [60_000, "1 min"],
  [185_000, "3 min 5 s"],
  [7_440_000, "2 h 4 min"],
] as const) {
  test(`${ms} ms -> ${words}`, () => {
    expect(durationWords(ms)).toBe(words);
  });
}

test("ages and counts", () => {
  const now = 10 * 86_400_000;
  expect(
    [0, 300_000, 3 * 3_600_000, 2 * 86_400_000].map((age) => agoWords(now - age, now)),
  ).toEqual(["now", "5 min ago", "3 h ago", "2 d ago"]);
  expect([950, 1_250, 31_200, 1_200_000].map(countWords)).toEqual([
    "950",
    "1.3 k",
    "31 k",
    "1.2 M",
  ]);
});
