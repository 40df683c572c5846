import { userInfo } from "node:os";
import { expect, test } from "vitest";
import type { Host } from "../../../shared/contract/hosts.ts";
import { hostId } from "../../../shared/ids.ts";
import { aHost } from "../../tools/in-memory-terminals.ts";
import { HostPlaces } from "./host-places.ts";

const bastion: Host = { ...aHost, id: hostId.parse("host-bastion"), name: "bastion" };
const web: Host = {
  ...aHost,
  id: hostId.parse("host-web"),
  name: "web",
  address: "2001:db8::1",
  user: "",
  jump: bastion.id,
};

function places(...hosts: Host[]): HostPlaces {
  return new HostPlaces({
    hosts: { get: (id) => hosts.find((host) => host.id === id) },
    targets: { hostKeys: async (ids) => ids.map(() => []) },
  });
}

test("a host is shown with its user, its address and what it is reached over", async () => {
  expect(await places(web, bastion).look([web])).toEqual([
    expect.objectContaining({
      hostName: "web",
      user: userInfo().username,
      address: `[2001:db8::1]:${web.port}`,
      over: "bastion",
    }),
  ]);
  expect(places(web, bastion).wayOf(web.id)).toEqual(new Set([web.id, bastion.id]));
});

test("another place, user or way there is another fingerprint, and an unknown host has none", () => {
  const of = (...hosts: Host[]) => places(...hosts).fingerprint(web.id);
  const all = [
    of(web, bastion),
    of({ ...web, user: "somebody-else" }, bastion),
    of({ ...web, port: 2222 }, bastion),
    of(web, { ...bastion, address: "192.0.2.99" }),
    of({ ...web, jump: null }, bastion),
  ];
  expect(new Set(all).size).toBe(all.length);
  expect(of({ ...web, name: "renamed" }, bastion)).toBe(all[0]);
  expect(of(bastion)).toBeNull();
});
