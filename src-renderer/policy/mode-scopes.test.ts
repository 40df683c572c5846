import { expect, test } from "vitest";
import { scopeOptions, tagsOf } from "./mode-scopes.ts";

const host = { id: "host-a", name: "web-1", tags: ["prod", "web"], group: "" } as const;

test("the narrowest place comes first, the host's own tags before the others", () => {
  const options = scopeOptions("conv-a", { ...host, tags: [...host.tags] }, ["db", "prod", "web"]);
  expect(options.map(({ label, production }) => [label, production])).toEqual([
    ["in this conversation", true],
    ["on web-1", true],
    ["on hosts tagged prod", true],
    ["on hosts tagged web", false],
    ["on hosts tagged db", false],
    ["everywhere", false],
  ]);
});

test("without a conversation and a host there are the tags and everywhere", () => {
  const tags = tagsOf([{ tags: ["b", "a"] }, { tags: ["a"] }]);
  expect(scopeOptions(null, undefined, tags).map(({ value }) => value)).toEqual([
    "tag a",
    "tag b",
    "everywhere",
  ]);
});
