import { expect, test } from "vitest";
import { paletteFilter } from "./palette-filter.ts";

test.each([
  ["Help and shortcuts Fairlead", "help", 1],
  ["Help and shortcuts Fairlead", "shortcuts HELP", 0.8],
  ["Open a terminal on web-1 10.0.0.1", "eb-1", 0.5],
  ["New shell in place of one that is gone", "help", 0],
  ["Help and shortcuts Fairlead", "help me", 0],
])("%s, typed %s: %d", (entry, typed, score) => {
  expect(paletteFilter(entry, typed)).toBe(score);
});
