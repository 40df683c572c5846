import { expect, test } from "vitest";
import { titleOf, untitled } from "./title.ts";

for (const [question, title] of [
  ["Why are 502s up?", "Why are 502s up?"],
  ["\n\n  Look   at\tthis \nplease", "Look at this"],
  [" \n ", untitled],
  [
    "Please find out why the nightly backup of the database server has failed since Tuesday",
    "Please find out why the nightly backup of the database…",
  ],
  ["x".repeat(80), `${"x".repeat(59)}…`],
] as const) {
  test(`${JSON.stringify(question.slice(0, 30))} -> ${title.slice(0, 20)}`, () => {
    expect(titleOf(question)).toBe(title);
  });
}
