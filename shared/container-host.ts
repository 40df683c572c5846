import type { Host } from "./contract/hosts.ts";
import type { HostId } from "./ids.ts";

/**
 * A host as it is shown and judged: a container has its parent's group, tags and colour, so that a production host's containers are
 * production, and says where it is as long as nobody has named it. Any other host is what it is. Pure.
 */
export function underParent(host: Host, parent: Host): Host {
  if (host.container === undefined) return host;
  const name = host.name === host.container.name ? `${host.name} on ${parent.name}` : host.name;
  const container = { ...host.container, parentName: parent.name };
  const tags = [...new Set([...parent.tags, ...host.tags])];
  return {
    ...host,
    name,
    group: parent.group,
    tags,
    colour: host.colour ?? parent.colour,
    container,
  };
}

/** The hosts of a list with what containers have from their parents. */
export function withParents(hosts: readonly Host[]): Host[] {
  const byId = new Map(hosts.map((host) => [host.id, host]));
  return hosts.map((host) =>
    underParent(host, byId.get(host.container?.parent ?? host.id) ?? host),
  );
}

/** The machine a container runs on, as the policy asks for it: what it forbids there it forbids in the container, too. */
export type WithinHost = { hostId: HostId; hostName: string };

/** Nothing where the host is no container. For spreading into a place. */
export function withinOf(host: Pick<Host, "container"> | undefined): { within?: WithinHost } {
  const container = host?.container;
  if (container === undefined) return {};
  return { within: { hostId: container.parent, hostName: container.parentName ?? "" } };
}
