import { expect, test } from "vitest";
import { settingsChange } from "./settings.ts";

test("a change holds what it was given and no default", () => {
  const change = { appearance: { theme: "dark" }, ssh: {}, layout: null };
  expect(settingsChange.parse(change)).toEqual(change);
});

test("a change is judged like the setting itself", () => {
  expect(settingsChange.safeParse({ turn: { requestSeconds: -1 } }).success).toBe(false);
  expect(settingsChange.safeParse({ approvals: { mode: "all" } }).success).toBe(false);
});
