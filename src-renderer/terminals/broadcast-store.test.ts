import { expect, test } from "vitest";
import { terminal } from "../test/terminals-scene.ts";
import { receiversOf } from "./broadcast-store.ts";

const infos = [
  terminal(1),
  terminal(2, { state: "stalled" }),
  terminal(3, { state: "not-attached" }),
  terminal(4),
  terminal(5, { state: "lost" }),
];
const terminals = new Map(infos.map((info) => [info.id, info]));
const shown = new Set(["term-1", "term-2", "term-3", "term-5", "term-6"] as const);

test("chosen panes receive while they are attached and on the screen; the others are named with the reason", () => {
  const chosen = new Set(["term-1", "term-2", "term-3", "term-4", "term-5", "term-6"] as const);
  expect(receiversOf({ chosen, shown }, { terminals })).toEqual({
    receive: ["term-1", "term-2"],
    leftOut: [
      { id: "term-3", because: "not attached" },
      { id: "term-4", because: "not on the screen" },
      { id: "term-5", because: "not attached" },
      { id: "term-6", because: "closed" },
    ],
  });
});
