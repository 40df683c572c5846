import { expect, test } from "vitest";
import type { Mark } from "./judgement-words.ts";
import { markedPieces } from "./marked-pieces.ts";

const mark = (start: number, end: number): Mark => ({ start, end, tone: "danger", title: "" });
const shape = (text: string, marks: Mark[]) =>
  markedPieces(text, marks).map((run) => [
    run.pieces.map(({ text: part }) => part).join("|"),
    run.mark !== null,
  ]);

for (const [text, marks, runs] of [
  ["ls", [], [["ls", false]]],
  [
    "sudo rm x; ls",
    [mark(5, 9)],
    [
      ["sudo ", false],
      ["rm x", true],
      ["; ls", false],
    ],
  ],
  ["rm \u202ex", [mark(0, 5)], [["rm |\u202e|x", true]]],
  [
    "a😀b",
    [mark(1, 3)],
    [
      ["a", false],
      ["😀", true],
      ["b", false],
    ],
  ],
  ["rm", [mark(0, 99)], [["rm", true]]],
] as const) {
  test(JSON.stringify(text), () => expect(shape(text, [...marks])).toEqual(runs));
}
