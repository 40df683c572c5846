import { expect, test } from "vitest";
import { checkQuery, countWords, mostMatches } from "./search-query.ts";

const query = (text: string, regex: boolean) => ({
  text,
  regex,
  caseSensitive: false,
  wholeWord: false,
});

test("a bad pattern is said in words, and only where it is meant as one", () => {
  expect(checkQuery(query("a(b", true))).toEqual({
    ok: false,
    error: "Not a regular expression: unterminated group.",
  });
  expect(checkQuery(query("a/(", true))).toMatchObject({ ok: false });
  expect([checkQuery(query("a(b", false)).ok, checkQuery(query("^a+b$", true)).ok]).toEqual([
    true,
    true,
  ]);
});

for (const [count, words] of [
  [{ at: 3, of: 17 }, "3 of 17"],
  [{ at: null, of: 0 }, "nothing found"],
  [{ at: null, of: mostMatches }, "more than 1000"],
  [{ at: 5, of: mostMatches }, "5 of 1000 or more"],
  [{ at: null, of: 4 }, "4 found"],
] as const) {
  test(`${JSON.stringify(count)} is "${words}"`, () => expect(countWords(count)).toBe(words));
}
