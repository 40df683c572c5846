import { expect, test } from "vitest";
import { costOf, moneyWords } from "./money.ts";

const price = { input: 0.15, output: 0.6, cached: 0.075 };

for (const [tokens, expected] of [
  [{ input: 1_000_000, output: 0, cached: 0 }, 150_000_000],
  [{ input: 0, output: 1_000_000, cached: 0 }, 600_000_000],
  [{ input: 1_000_000, output: 0, cached: 1_000_000 }, 75_000_000],
  [{ input: 7, output: 1, cached: 3 }, 1_425],
  [{ input: 5, output: 0, cached: 50 }, 375],
] as const) {
  test(`${JSON.stringify(tokens)} cost ${expected} billionths of a dollar`, () => {
    expect(costOf(tokens, price)).toBe(expected);
  });
}

test("a million small costs add up to the large one exactly", () => {
  const one = costOf({ input: 1_000, output: 0, cached: 0 }, price);
  expect(one * 1_000).toBe(costOf({ input: 1_000_000, output: 0, cached: 0 }, price));
});

for (const [nano, words] of [
  [0, "$0"],
  [420_000_000, "$0.42"],
  [12_500_000_000, "$12.50"],
  [3_100_000, "$0.0031"],
  [10, "under $0.0001"],
] as const) {
  test(words, () => expect(moneyWords(nano)).toBe(words));
}
