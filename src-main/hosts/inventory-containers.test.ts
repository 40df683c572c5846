import { expect, test } from "vitest";
import type { ContainerPlace, Host } from "../../shared/contract/hosts.ts";
import { type HostId, localHostId } from "../../shared/ids.ts";
import { ok } from "../../shared/result.ts";
import { Inventory } from "./inventory.ts";

async function world() {
  const stored = new Map<HostId, Host>();
  const opened = await Inventory.open({
    environment: { HOME: "/nowhere" },
    storage: {
      list: async () => ok([...stored.values()]),
      put: async (host) => ok(void stored.set(host.id, host)),
      delete: async (id) => ok(void stored.delete(id)),
    },
  });
  if (!opened.ok) throw new Error(opened.error.code);
  const inventory = opened.value;
  const added = await inventory.add(
    { address: "10.0.0.5", name: "web-1", group: "shop", tags: ["prod"] },
    "person",
  );
  if (!added.ok) throw new Error(added.error.code);
  const place: ContainerPlace = {
    parent: added.value.id,
    engine: "docker",
    context: null,
    id: "a".repeat(64),
    name: "api",
    image: "shop/api:2",
  };
  const keep = async (change: Partial<ContainerPlace> = {}, user = "") => {
    const container = { ...place, ...change };
    const kept = await inventory.addContainer({ container, user }, "person");
    if (!kept.ok) throw new Error(kept.error.code);
    return kept.value;
  };
  return { inventory, keep, stored, parent: added.value.id };
}

test("a container has its host's group and tags at every moment, and says where it is", async () => {
  const { inventory, keep, parent, stored } = await world();
  using _ = inventory;
  const { id } = await keep();
  const inherited = { kind: "container", name: "api on web-1", group: "shop", tags: ["prod"] };
  expect(inventory.get(id)).toMatchObject(inherited);
  await inventory.update(parent, { name: "web-9", tags: ["prod", "eu"], group: "" });
  expect(inventory.get(id)).toMatchObject({
    name: "api on web-9",
    group: "",
    tags: ["prod", "eu"],
  });
  expect(stored.get(id)).toMatchObject({ name: "api", group: "", tags: [] });
});

test("what a person changes on it is kept; where it is and what it has from its host are not taken over", async () => {
  const { inventory, keep, stored } = await world();
  using _ = inventory;
  const { id, tags } = await keep();
  const changed = await inventory.update(id, {
    tags: [...tags, "mine"],
    group: "lab",
    address: "elsewhere",
    notes: "restarts at night",
    favourite: true,
  });
  expect(changed).toMatchObject({
    value: { group: "shop", tags: ["prod", "mine"], address: "api", favourite: true },
  });
  expect(stored.get(id)).toMatchObject({ tags: ["mine"], group: "", notes: "restarts at night" });
});

test("the very container has one entry; another id, user or context has its own", async () => {
  const { inventory, keep } = await world();
  using _ = inventory;
  const { id } = await keep();
  expect((await keep({ image: "shop/api:2", name: "api" })).id).toBe(id);
  const others = [
    await keep({ id: "b".repeat(64) }),
    await keep({}, "www-data"),
    await keep({ context: { name: "farm", endpoint: "" } }),
  ];
  expect(new Set([id, ...others.map((other) => other.id)]).size).toBe(4);
});

test("with its host it leaves; there is none in a container or on an unknown host", async () => {
  const { inventory, keep, parent, stored } = await world();
  using _ = inventory;
  const { container, id } = await keep();
  if (container === undefined) throw new Error("no container");
  for (const nowhere of [id, "host-nowhere" as const]) {
    const refused = await inventory.addContainer(
      { container: { ...container, parent: nowhere }, user: "" },
      "person",
    );
    expect(refused).toMatchObject({ ok: false, error: { code: "host-unknown" } });
  }
  await inventory.remove(parent);
  expect([...stored.keys()]).toEqual([]);
  expect(inventory.list().map((host) => host.id)).toEqual([localHostId]);
});
