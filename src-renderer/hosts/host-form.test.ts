import { expect, test } from "vitest";
import { plainWay } from "../../shared/contract/hosts.ts";
import { draftOf, emptyForm, problemsOf, splitEndpoint } from "./host-form.ts";

for (const [text, parts] of [
  ["db-1", { address: "db-1" }],
  ["root@db-1", { user: "root", address: "db-1" }],
  ["root@db-1:2222", { user: "root", address: "db-1", port: "2222" }],
  ["ssh://root@db-1:2222", { user: "root", address: "db-1", port: "2222" }],
  ["[fe80::1]:22", { address: "fe80::1", port: "22" }],
  ["fe80::1", { address: "fe80::1" }],
] as const) {
  test(`${text} is taken apart`, () => {
    expect(splitEndpoint(text)).toEqual(parts);
  });
}

test("problems name their field", () => {
  expect(
    Object.keys(problemsOf({ ...emptyForm, address: " ", port: "70000", authentication: "key" })),
  ).toEqual(["address", "port", "keyPath"]);
});

test("a draft takes the address for a missing name and cleans the tags", () => {
  expect(draftOf({ ...emptyForm, address: " db-1 ", tags: "a, b,,a" }, null)).toEqual({
    name: "db-1",
    address: "db-1",
    port: 22,
    user: "",
    authentication: { kind: "agent" },
    ...plainWay,
    group: "",
    tags: ["a", "b"],
    notes: "",
    favourite: false,
    colour: null,
  });
});

test("a way is taken over, and the keepalive is a number only where one is given", () => {
  const form = { ...emptyForm, address: "a", jump: "host-b" as const, compression: true };
  const way = ({ jump, keepaliveSeconds, compression }: ReturnType<typeof draftOf>) => [
    jump,
    keepaliveSeconds,
    compression,
  ];
  expect([way(draftOf(form, null)), way(draftOf({ ...form, keepalive: "0" }, null))]).toEqual([
    ["host-b", null, true],
    ["host-b", 0, true],
  ]);
  expect(problemsOf({ ...form, keepalive: "1.5" })).toEqual({
    keepalive: "A keepalive is a number of seconds from 0 to 3600.",
    jump: "This host is gone. Choose another one.",
  });
});

test("a stored secret stays while the kind of login stays", () => {
  const form = { ...emptyForm, address: "a", authentication: "key" as const, keyPath: "~/.ssh/id" };
  const before = { kind: "key" as const, path: "~/.ssh/id", passphrase: "cred-1" as const };
  expect([
    draftOf(form, before).authentication,
    draftOf({ ...form, keyPath: "~/.ssh/other" }, before).authentication,
    draftOf({ ...form, authentication: "password" }, before).authentication,
  ]).toEqual([before, { kind: "key", path: "~/.ssh/other" }, { kind: "password" }]);
});
