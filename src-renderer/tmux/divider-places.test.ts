import { expect, test } from "vitest";
import { dividersOf } from "./divider-places.ts";

const pane = (number: number, left: number, top: number, columns: number, rows: number) => ({
  ...{ pane: number, left, top, columns, rows },
});

test("one pane has no border", () => {
  expect(dividersOf([pane(0, 0, 0, 80, 24)])).toEqual([]);
});

test("left one pane, right two: the border on the left is as long as the window, the other as the column", () => {
  const [left, upper, lower] = [
    pane(1, 0, 0, 40, 24),
    pane(2, 41, 0, 39, 12),
    pane(3, 41, 13, 39, 11),
  ];
  expect(dividersOf([left, upper, lower])).toEqual([
    { vertical: true, left: 40, top: 0, length: 24, before: left },
    { vertical: false, left: 41, top: 12, length: 39, before: upper },
  ]);
});
