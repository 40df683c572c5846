import { expect, test } from "vitest";
import { host } from "../test/scene.ts";
import { endpointWords, groupHosts, matches } from "./host-groups.ts";

const local = host("local", { id: "host-local", kind: "local", name: "This computer" });

test("favourites come first, then this computer, groups by name, the rest", () => {
  const hosts = [
    host("web-10", { group: "lab" }),
    host("web-2", { group: "lab" }),
    host("db", { group: "production" }),
    host("alone"),
    host("star", { favourite: true, group: "lab" }),
    local,
  ];
  expect(
    groupHosts(hosts, "").map(({ name, hosts: inside }) => [
      name,
      ...inside.map((one) => one.name),
    ]),
  ).toEqual([
    ["Favourites", "star"],
    ["This computer", "This computer"],
    ["lab", "web-2", "web-10"],
    ["production", "db"],
    ["Without a group", "alone"],
  ]);
});

test("hosts without any group stand under one heading", () => {
  expect(groupHosts([host("a")], "").map(({ name }) => name)).toEqual(["Hosts"]);
});

for (const [filter, found] of [
  ["", true],
  ["WEB", true],
  ["web lab", true],
  ["lab web-1.example", true],
  ["nginx", true],
  ["web other", false],
] as const) {
  test(`filter "${filter}" -> ${found}`, () => {
    expect(matches(host("web-1", { group: "lab", tags: ["nginx"] }), filter)).toBe(found);
  });
}

test("the endpoint leaves out what is usual", () => {
  expect([endpointWords(host("a")), endpointWords(host("a", { user: "", port: 2222 }))]).toEqual([
    "root@a.example.org",
    "a.example.org:2222",
  ]);
});
