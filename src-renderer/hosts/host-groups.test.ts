import { expect, test } from "vitest";
import { host } from "../test/hosts-scene.ts";
import { endpointWords, groupHosts, matches, nameUnder, placeWords } from "./host-groups.ts";

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

test("containers stand below their host, in its group, whatever they are called", () => {
  const inside = (name: string, parent: ReturnType<typeof host>) =>
    host(`${name} on ${parent.name}`, {
      kind: "container",
      group: parent.group,
      container: {
        parent: parent.id,
        engine: "docker",
        context: null,
        id: "a".repeat(64),
        name,
        image: "nginx:1",
      },
    });
  const [web1, web2] = [host("web-1", { group: "lab" }), host("web-2", { group: "lab" })];
  const [api, zebra, here] = [inside("api", web2), inside("zebra", web1), inside("db", local)];
  const names = (filter: string) =>
    groupHosts([api, web2, zebra, here, web1, local], filter).map((group) =>
      group.hosts.map(({ name }) => name),
    );
  expect(names("")).toEqual([
    ["This computer", "db on This computer"],
    ["web-1", "zebra on web-1", "web-2", "api on web-2"],
  ]);
  expect(names("api")).toEqual([["api on web-2"]]);
  expect(names("nginx lab")).toEqual([["zebra on web-1", "api on web-2"]]);
  expect(nameUnder(api, web2)).toBe("api");
  expect(nameUnder(api, undefined)).toBe("api on web-2");
  expect(placeWords(api)).toBe("docker · nginx:1");
});
