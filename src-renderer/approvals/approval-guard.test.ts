import { expect, test } from "vitest";
import { ApprovalGuard, approvalKey } from "./approval-guard.ts";

test("nothing is taken before it is drawn, nor for 300 ms after", () => {
  const guard = new ApprovalGuard();
  const before = guard.allowsClick(1_000);
  guard.drawn(1_000);
  expect([before, guard.allowsClick(1_299), guard.allowsClick(1_300)]).toEqual([
    false,
    false,
    true,
  ]);
});

test("keys wait for 300 ms of focus as well", () => {
  const guard = new ApprovalGuard();
  guard.drawn(0);
  const unfocused = guard.allowsKey(5_000);
  guard.focused(5_000);
  expect([unfocused, guard.allowsKey(5_299), guard.allowsKey(5_300)]).toEqual([false, false, true]);
});

test("a card that moves starts again", () => {
  const guard = new ApprovalGuard();
  guard.drawn(0);
  guard.focused(0);
  guard.drawn(1_000);
  expect([guard.allowsClick(1_100), guard.allowsKey(1_100)]).toEqual([false, false]);
});

test("it says what it takes, and when that may change", () => {
  const guard = new ApprovalGuard();
  const at = (now: number) => [guard.takes(now), guard.changesIn(now)];
  const undrawn = at(0);
  guard.drawn(1_000);
  const drawn = [at(1_000.5), at(1_300)];
  guard.focused(1_400);
  const focused = [at(1_400), at(1_700)];
  guard.left();
  expect([undrawn, drawn, focused, at(1_800)]).toEqual([
    ["nothing", null],
    [
      ["nothing", 300],
      ["clicks", null],
    ],
    [
      ["clicks", 300],
      ["keys", null],
    ],
    ["clicks", null],
  ]);
});

const press = { ctrlKey: false, metaKey: false, altKey: false, repeat: false };

for (const [key, extra, meaning] of [
  ["a", {}, "approve"],
  ["A", {}, "approve"],
  ["e", {}, "edit"],
  ["d", {}, "deny"],
  ["s", {}, "deny-and-stop"],
  ["Escape", {}, "leave"],
  ["Enter", {}, null],
  [" ", {}, null],
  ["y", {}, null],
  ["a", { ctrlKey: true }, null],
  ["a", { metaKey: true }, null],
  ["a", { altKey: true }, null],
  ["a", { repeat: true }, null],
] as const) {
  test(`${key} ${Object.keys(extra).join()} -> ${meaning}`, () => {
    expect(approvalKey({ ...press, key, ...extra })).toBe(meaning);
  });
}
