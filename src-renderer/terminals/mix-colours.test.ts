import { expect, test } from "vitest";
import { mixColours } from "./mix-colours.ts";

test("a share of one colour on another", () => {
  expect([0, 0.5, 1].map((share) => mixColours("#000010", "#ff8010", share))).toEqual([
    "#000010",
    "#804010",
    "#ff8010",
  ]);
});
