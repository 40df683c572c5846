import { expect, test } from "vitest";
import type { EngineListing } from "../../shared/contract/containers.ts";
import { failure } from "../../shared/errors.ts";
import { localHostId } from "../../shared/ids.ts";
import { CommandFailure } from "./command-failure.ts";
import { chooseContainer } from "./container-choice.ts";

const listing = (engine: "docker" | "podman", ids: Record<string, string>): EngineListing => ({
  engine,
  contexts: [],
  context: null,
  problem: null,
  containers: Object.entries(ids).map(([name, start]) => ({
    id: start.padEnd(64, "0"),
    name,
    image: "nginx",
    state: "Up 2 hours",
    createdAt: null,
  })),
});
const engines = [
  listing("docker", { web: "aaaa1", db: "bbbb2" }),
  listing("podman", { web: "cccc3", beef: "dddd4" }),
];
const chosen = (nameOrId: string) => chooseContainer(engines, localHostId, nameOrId);

test("a container is chosen by its name, its id or the beginning of that", () => {
  const db = { parent: localHostId, engine: "docker", name: "db", id: "bbbb2".padEnd(64, "0") };
  expect(chosen("db")).toMatchObject(db);
  expect(chosen("bbbb2")).toMatchObject(db);
  expect(chosen(db.id)).toMatchObject(db);
  expect(chosen("beef")).toMatchObject({ engine: "podman", name: "beef" });
  const twice = [listing("docker", { web: "aaaa1" }), listing("podman", { web: "aaaa1" })];
  expect(chooseContainer(twice, localHostId, "web")).toMatchObject({ engine: "docker" });
});

test("a name that two engines know is asked for by id", () => {
  expect(() => chosen("web")).toThrow(
    new CommandFailure(
      'Several containers are called "web"; use an id: aaaa10000000 (docker), cccc30000000 (podman).',
      2,
    ),
  );
});

test("what is not there is said, with what runs and what engines did not answer", () => {
  expect(() => chosen("nginx")).toThrow(
    'There is no running container "nginx". Running: web, db, web, beef.',
  );
  const broken = { ...listing("docker", {}), problem: failure("engine-not-running") };
  expect(() => chooseContainer([broken], localHostId, "web")).toThrow(
    /Running: none\.\ndocker: The container engine does not run/,
  );
});
