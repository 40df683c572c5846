import type { EngineListing } from "../../shared/contract/containers.ts";
import type { ContainerPlace } from "../../shared/contract/hosts.ts";
import type { HostId } from "../../shared/ids.ts";
import { CommandFailure } from "./command-failure.ts";
import { exitCodes } from "./exit-codes.ts";
import type { Client } from "./open-core.ts";
import { visibleLine } from "./visible.ts";

/** The inventory's entry for a running container of this name or id (its beginning is enough); made where there is none. */
export async function keepContainer(
  client: Client,
  parent: HostId,
  nameOrId: string,
  signal: AbortSignal,
): Promise<HostId> {
  const engines = await client.containers.list({ hostId: parent, context: null }, { signal });
  const container = chooseContainer(engines, parent, nameOrId);
  return (await client.containers.keep({ container, user: "" })).id;
}

/** An id of at least this many characters may be cut, as engines print it. */
const shortIdLength = 4;

/** The container that is meant; several or none are a failure that says what there is. */
export function chooseContainer(
  engines: readonly EngineListing[],
  parent: HostId,
  nameOrId: string,
): ContainerPlace {
  const all = engines.flatMap(({ containers, context, engine }) =>
    containers.map(({ id, image, name }) => ({ parent, engine, context, id, name, image })),
  );
  const named = all.filter(({ name }) => name === nameOrId);
  const isId = new RegExp(`^[0-9a-f]{${shortIdLength},64}$`).test(nameOrId);
  const found = named.length > 0 || !isId ? named : all.filter(({ id }) => id.startsWith(nameOrId));
  const [first] = found;
  // Two commands may lead to one engine.
  const second = found.find(({ id }) => id !== first?.id);
  if (first !== undefined && second === undefined) return first;
  if (first !== undefined) {
    const ids = found.map(({ engine, id }) => `${id.slice(0, 12)} (${engine})`).join(", ");
    throw new CommandFailure(
      `Several containers are called "${visibleLine(nameOrId)}"; use an id: ${ids}.`,
      exitCodes.usage.code,
    );
  }
  const problems = engines.flatMap(({ engine, problem }) =>
    problem === null ? [] : [`${engine}: ${problem.sentence}`],
  );
  const there = all.map(({ name }) => name).join(", ") || "none";
  throw new CommandFailure(
    [
      `There is no running container "${visibleLine(nameOrId)}". Running: ${visibleLine(there)}.`,
      ...problems.map(visibleLine),
    ].join("\n"),
    exitCodes.failed.code,
  );
}
