import { expect, test } from "vitest";
import { EarlyOutput } from "./early-output.ts";

const bytes = (text: string) => Buffer.from(text);
const taken = (early: EarlyOutput, pane: number) => Buffer.concat(early.take(pane)).toString();

test("output is kept in order while a window is being made, and given out once", () => {
  const early = new EarlyOutput();
  early.keep(1, bytes("nobody expects it"));
  using _opening = early.expect();
  early.keep(1, bytes("a"));
  early.keep(2, bytes("x"));
  early.keep(1, bytes("b"));
  expect(early.has(1)).toBe(true);
  expect([taken(early, 1), taken(early, 1), taken(early, 2)]).toEqual(["ab", "", "x"]);
  expect(early.has(1)).toBe(false);
});

test("what nobody took goes when the last window is there", () => {
  const early = new EarlyOutput();
  const [one, other] = [early.expect(), early.expect()];
  early.keep(1, bytes("a"));
  one[Symbol.dispose]();
  expect(early.has(1)).toBe(true);
  other[Symbol.dispose]();
  expect(early.has(1)).toBe(false);
});

test("a flood is not kept without end", () => {
  const early = new EarlyOutput();
  using _opening = early.expect();
  for (let count = 0; count < 40; count += 1) early.keep(1, new Uint8Array(64 * 1024));
  expect(Buffer.concat(early.take(1)).length).toBe(1024 * 1024);
});
