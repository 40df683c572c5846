import { expect, test } from "vitest";
import { aContext } from "../test/context-scene.ts";
import { basisWords, limitUse, meterWords, usedWords } from "./context-words.ts";

for (const [what, more, words] of [
  ["in its middle age", {}, "24% of 128 k · 31 k tokens · $0.42"],
  ["no price", { nanoDollars: null }, "24% of 128 k · 31 k tokens"],
  ["free", { nanoDollars: 0 }, "24% of 128 k · 31 k tokens"],
  ["nearly full", { tokens: 104_000 }, "81% of 128 k · 104 k tokens · $0.42 · nearly full"],
  ["summing up", { compacting: true }, "24% of 128 k · 31 k tokens · $0.42 · summing up…"],
  [
    "more than there is room",
    { tokens: 140_000 },
    "109% of 128 k · 140 k tokens · $0.42 · nearly full",
  ],
] as const) {
  test(`the meter, ${what}`, () => {
    expect(meterWords({ ...aContext, ...more })).toBe(words);
  });
}

test("what is not known is said", () => {
  const unknown = {
    ...aContext,
    counted: false,
    window: { tokens: 32_768, from: "unknown" as const },
  };
  expect(basisWords(unknown)).toContain("a careful guess");
  expect(basisWords(unknown)).toContain("the provider has not counted yet");
  expect(usedWords({ ...aContext, nanoDollars: null })).toContain("No price is known");
  expect(usedWords(aContext)).toBe("212 k tokens sent, 6.1 k received, $0.42.");
});

for (const [limit, words] of [
  [{ kind: "requests", used: 7, most: 20 }, "7 of 20"],
  [{ kind: "cost", used: 310_000_000, most: 5_000_000_000 }, "$0.31 of $5.00"],
  [{ kind: "cost", used: 420_000_000, most: 0 }, "$0.42, no limit"],
  [{ kind: "seconds", used: 92, most: 1_800 }, "1 min 32 s of 30 min"],
] as const) {
  test(`a limit: ${words}`, () => {
    expect(limitUse({ scope: "turn", ...limit })).toBe(words);
  });
}
