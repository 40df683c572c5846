import type { Host } from "../../shared/contract/hosts.ts";
import { localHostId } from "../../shared/ids.ts";

/** A heading of the sidebar and the hosts under it. */
export interface HostGroup {
  name: string;
  hosts: readonly Host[];
}

const inOrder = (one: string, other: string): number =>
  one.localeCompare(other, undefined, { numeric: true });

/** By name, each host followed by its containers. */
function nested(hosts: readonly Host[], all: readonly Host[]): Host[] {
  const machineOf = (host: Host) => all.find(({ id }) => id === host.container?.parent) ?? host;
  return hosts.toSorted((one, other) => {
    const [here, there] = [machineOf(one), machineOf(other)];
    if (here.id !== there.id)
      return inOrder(here.name, there.name) || (here.id < there.id ? -1 : 1);
    if (one.id === here.id || other.id === here.id) return one.id === here.id ? -1 : 1;
    return inOrder(one.name, other.name);
  });
}

/** Whether a host matches every word of a filter, in its name, address, user, group or tags. */
export function matches(host: Host, filter: string): boolean {
  const { address, container, group, name, tags, user } = host;
  const text = [name, address, user, group, container?.image ?? "", ...tags]
    .join("\n")
    .toLowerCase();
  return filter
    .toLowerCase()
    .split(/\s+/)
    .every((word) => text.includes(word));
}

/** The hosts a filter leaves, as the sidebar shows them: favourites, this machine, groups by name, the rest. Pure. */
export function groupHosts(hosts: readonly Host[], filter: string): HostGroup[] {
  const left = hosts.filter((host) => matches(host, filter));
  const favourites = left.filter(({ favourite }) => favourite);
  const isHere = (host: Host) => host.kind === "local" || host.container?.parent === localHostId;
  const local = left.filter((host) => isHere(host) && !host.favourite);
  const others = left.filter((host) => !isHere(host) && !host.favourite);
  const named = Map.groupBy(others, ({ group }) => group);
  const groups = [...named.keys()].filter((name) => name !== "").sort(inOrder);
  return [
    { name: "Favourites", hosts: nested(favourites, hosts) },
    { name: "This computer", hosts: nested(local, hosts) },
    ...groups.map((name) => ({ name, hosts: nested(named.get(name) ?? [], hosts) })),
    {
      name: groups.length > 0 ? "Without a group" : "Hosts",
      hosts: nested(named.get("") ?? [], hosts),
    },
  ].filter((group) => group.hosts.length > 0);
}

/** "root@db-1.example.org:2222": where a host is reached; the standard port and an unknown user are left out. */
export function endpointWords(host: Pick<Host, "user" | "address" | "port">): string {
  const user = host.user === "" ? "" : `${host.user}@`;
  return `${user}${host.address}${host.port === 22 ? "" : `:${host.port}`}`;
}

/** Where a host is, in a few words: "local shell", "root@db-1:2222", "docker · nginx:1". */
export function placeWords(host: Host): string {
  if (host.kind === "local") return "local shell";
  const { container } = host;
  return container === undefined ? endpointWords(host) : `${container.engine} · ${container.image}`;
}

/** What a container is called where its machine's name stands above it. */
export function nameUnder(host: Host, parent: Host | undefined): string {
  const ending = ` on ${parent?.name}`;
  return host.container !== undefined && host.name.endsWith(ending)
    ? host.name.slice(0, -ending.length)
    : host.name;
}
