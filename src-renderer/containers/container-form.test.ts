import { expect, test } from "vitest";
import { underParent } from "../../shared/container-host.ts";
import { type Host, plainWay } from "../../shared/contract/hosts.ts";
import { changeOf, formOf } from "./container-form.ts";

const parent: Host = {
  id: "host-web",
  kind: "ssh",
  name: "web-1",
  address: "192.0.2.1",
  port: 22,
  user: "root",
  authentication: { kind: "agent" },
  ...plainWay,
  group: "shop",
  tags: ["prod"],
  notes: "",
  favourite: false,
  colour: "red",
  source: "person",
  createdAt: 0,
};
const kept: Host = {
  ...parent,
  id: "host-api",
  kind: "container",
  name: "api",
  group: "",
  tags: ["mine"],
  colour: null,
  container: {
    parent: parent.id,
    engine: "docker",
    context: null,
    id: "a".repeat(64),
    name: "api",
    image: "shop/api:2",
  },
};

test("the form holds what is the container's own, not what it has from its host", () => {
  expect(formOf(underParent(kept, parent), parent)).toEqual({
    name: "api",
    tags: "mine",
    colour: "inherit",
    notes: "",
    favourite: false,
  });
  const named = underParent({ ...kept, name: "shop api", colour: "teal" }, parent);
  expect(formOf(named, parent)).toMatchObject({ name: "shop api", colour: "teal" });
});

test("nothing typed as its name gives it its engine's back", () => {
  const form = { ...formOf(kept, parent), name: " ", tags: "a, b ,, a" };
  expect(changeOf(form, kept)).toMatchObject({ name: "api", tags: ["a", "b"], colour: null });
});
