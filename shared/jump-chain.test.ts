import { expect, test } from "vitest";
import { type Host, plainWay } from "./contract/hosts.ts";
import type { HostId } from "./ids.ts";
import { jumpChain } from "./jump-chain.ts";

const host = (name: string, jump: string | null): Host => ({
  id: `host-${name}`,
  kind: "ssh",
  name,
  address: name,
  port: 22,
  user: "",
  authentication: { kind: "agent" },
  ...plainWay,
  jump: jump === null ? null : `host-${jump}`,
  group: "",
  tags: [],
  notes: "",
  favourite: false,
  colour: null,
  source: "person",
  createdAt: 0,
});

const follow = (hosts: Host[], from: string) => {
  const find = (id: HostId) => hosts.find((each) => each.id === id);
  const chain = jumpChain(hosts.find(({ name }) => name === from) ?? host(from, null), find);
  return chain.kind === "chain" ? chain.hops.map(({ name }) => name) : chain;
};

test("a chain follows from each host's own jump host, the first hop first", () => {
  const hosts = [host("web", "inner"), host("inner", "bastion"), host("bastion", null)];
  expect([follow(hosts, "web"), follow(hosts, "inner"), follow(hosts, "bastion")]).toEqual([
    ["bastion", "inner"],
    ["bastion"],
    [],
  ]);
});

test("a way that leads back names the circle, also one that begins further on", () => {
  const round = [host("a", "b"), host("b", "c"), host("c", "a")];
  expect([
    follow(round, "a"),
    follow([host("me", "me")], "me"),
    follow([host("web", "a"), ...round], "web"),
  ]).toEqual([
    { kind: "circle", names: ["a", "b", "c", "a"] },
    { kind: "circle", names: ["me", "me"] },
    { kind: "circle", names: ["a", "b", "c", "a"] },
  ]);
});

test("a jump host that is gone is said", () => {
  expect(follow([host("web", "gone")], "web")).toEqual({ kind: "missing", id: "host-gone" });
});
