import { expect, test } from "vitest";
import { colourOf, placeColours } from "./host-colours.ts";

const places = placeColours.parse({ "group:web": "teal", "tag:db": "pink", "tag:lab": "none" });

for (const [what, host, colour] of [
  ["its own", { colour: "blue", group: "web", tags: ["db"] }, "blue"],
  ["its group's", { colour: null, group: "web", tags: ["db"] }, "teal"],
  ["that of the first tag with one", { colour: null, group: "", tags: ["x", "db", "lab"] }, "pink"],
  ["none where it is told so itself", { colour: "none", group: "web", tags: [] }, null],
  ["none where its tag is told so", { colour: null, group: "", tags: ["lab", "db"] }, null],
  ["none where nobody has one", { colour: null, group: "constructor", tags: ["y"] }, null],
] as const) {
  test(`a host has ${what}`, () => expect(colourOf(host, places)).toBe(colour));
}

test("a key that is neither group nor tag is refused", () => {
  expect(placeColours.safeParse({ web: "teal" }).success).toBe(false);
});
