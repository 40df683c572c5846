import { expect, test } from "vitest";
import { Repetition } from "./repetition.ts";

const call = (command: string) => ({
  id: "c",
  name: "run_shell",
  arguments: JSON.stringify({ command, reason: String(Math.random()) }),
});

/** How many calls go on before the first that is refused, and before the turn is over. */
function ends(next: (index: number) => { command: string; kind: "act" | "read" }) {
  const repetition = new Repetition();
  const said: string[] = [];
  while (said.at(-1) !== "give-up" && said.length < 200) {
    const { command, kind } = next(said.length);
    said.push(repetition.judge(call(command), kind));
  }
  return { first: said.findIndex((word) => word !== "go-on"), last: said.length - 1 };
}

const commands = (...list: string[]) => ({
  next: (index: number) => ({ command: list[index % list.length] ?? "", kind: "act" as const }),
});

for (const [what, next, expected] of [
  ["the same act", commands("a").next, { first: 3, last: 6 }],
  ["two acts in turns", commands("a", "b").next, { first: 7, last: 13 }],
  ["three in turns", commands("a", "b", "c").next, { first: 11, last: 20 }],
  ["four in turns", commands("a", "b", "c", "d").next, { first: 15, last: 27 }],
  [
    "a look that is repeated",
    () => ({ command: "screen", kind: "read" as const }),
    { first: 15, last: 18 },
  ],
  [
    "an act and a look in turns, as when something is waited for",
    (index: number) =>
      index % 2 === 0
        ? { command: "status", kind: "act" as const }
        : { command: "screen", kind: "read" as const },
    { first: 31, last: 37 },
  ],
] as const) {
  test(`${what}: refused after a while, then the turn is over`, () => {
    expect(ends(next)).toEqual(expected);
  });
}

test("what differs goes on for ever", () => {
  expect(ends((index) => ({ command: `step ${index}`, kind: "act" }))).toEqual({
    first: -1,
    last: 199,
  });
});

test("calls that make no sense are the end after ten, whatever they are; one that does begins anew", () => {
  const repetition = new Repetition();
  const fail = (count: number) =>
    Array.from({ length: count }, (_, index) => repetition.judgeFailed(call(`no ${index}`)));
  expect(new Set(fail(10))).toEqual(new Set(["go-on"]));
  expect(repetition.judge(call("df"), "act")).toBe("go-on");
  expect(fail(11).indexOf("give-up")).toBe(10);
});
