import { expect, test } from "vitest";
import { terminal } from "../test/terminals-scene.ts";
import { labelOf } from "./terminal-label.ts";

const infos = [
  terminal(1, { hostName: "web-1", openedAt: 1 }),
  terminal(2, { hostName: "web-1", openedAt: 3, name: "deploy" }),
  terminal(3, { hostName: "web-1", openedAt: 2 }),
  terminal(4, { hostId: "host-db", hostName: "db", openedAt: 4 }),
];
const terminals = new Map(infos.map((info) => [info.id, info]));

test("a terminal has its own name, else its host's, numbered among those without a name", () => {
  const labels = infos.map(({ id }) => labelOf({ terminals }, id));
  expect(labels).toEqual(["web-1 1", "deploy", "web-1 2", "db"]);
  expect(labelOf({ terminals }, "term-9")).toBe("");
});
