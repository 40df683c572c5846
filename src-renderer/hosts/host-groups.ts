import type { Host } from "../../shared/contract/hosts.ts";

/** A heading of the sidebar and the hosts under it. */
export interface HostGroup {
  name: string;
  hosts: readonly Host[];
}

const byName = (one: Host, other: Host): number =>
  one.name.localeCompare(other.name, undefined, { numeric: true });

/** Whether a host matches every word of a filter, in its name, address, user, group or tags. */
export function matches(host: Host, filter: string): boolean {
  const text = [host.name, host.address, host.user, host.group, ...host.tags]
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
  const local = left.filter((host) => host.kind === "local" && !host.favourite);
  const others = left.filter((host) => host.kind !== "local" && !host.favourite);
  const named = Map.groupBy(others, ({ group }) => group);
  const groups = [...named.keys()]
    .filter((name) => name !== "")
    .sort((one, other) => one.localeCompare(other, undefined, { numeric: true }));
  return [
    { name: "Favourites", hosts: favourites.toSorted(byName) },
    { name: "This computer", hosts: local },
    ...groups.map((name) => ({ name, hosts: (named.get(name) ?? []).toSorted(byName) })),
    {
      name: groups.length > 0 ? "Without a group" : "Hosts",
      hosts: (named.get("") ?? []).toSorted(byName),
    },
  ].filter((group) => group.hosts.length > 0);
}

/** "root@db-1.example.org:2222": where a host is reached; the standard port and an unknown user are left out. */
export function endpointWords(host: Pick<Host, "user" | "address" | "port">): string {
  const user = host.user === "" ? "" : `${host.user}@`;
  return `${user}${host.address}${host.port === 22 ? "" : `:${host.port}`}`;
}
