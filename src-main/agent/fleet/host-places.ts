import { userInfo } from "node:os";
import type { FleetHost } from "../../../shared/contract/fleet.ts";
import type { Host } from "../../../shared/contract/hosts.ts";
import type { HostId } from "../../../shared/ids.ts";
import { jumpChain } from "../../../shared/jump-chain.ts";
import type { Targets } from "../../targets/targets.ts";

export type HostPlacesParts = {
  hosts: { get(id: HostId): Host | undefined };
  targets: Pick<Targets, "hostKeys">;
};

/** Where hosts are and how they are reached, as the inventory says now: what a person approves for each of them. */
export class HostPlaces {
  readonly #parts: HostPlacesParts;

  constructor(parts: HostPlacesParts) {
    this.#parts = parts;
  }

  /** The hosts as a person is shown them. */
  async look(hosts: readonly Host[]): Promise<FleetHost[]> {
    const keys = await this.#parts.targets.hostKeys(hosts.map(({ id }) => id));
    return hosts.map((host, at) => ({
      hostId: host.id,
      hostName: host.name,
      user: userOf(host),
      address: placeWords(host),
      over: this.#hops(host)
        .map(({ name }) => name)
        .join(" → "),
      keys: keys[at] ?? [],
      fingerprint: this.fingerprint(host.id) ?? "",
    }));
  }

  /** What an approval is bound to: another place or another way is another fingerprint. Null for an unknown host. */
  fingerprint(id: HostId): string | null {
    const host = this.#parts.hosts.get(id);
    if (host === undefined) return null;
    const { container, kind } = host;
    const places = [host, ...this.#hops(host)].map((each) => [
      each.address,
      each.port,
      userOf(each),
    ]);
    const inside =
      container === undefined ? [] : [container.engine, container.id, container.parent];
    return JSON.stringify([id, kind, ...places, ...inside]);
  }

  /** The host and all that it is reached over. */
  wayOf(id: HostId): Set<HostId> {
    return new Set([id, ...this.#hops(this.#parts.hosts.get(id)).map((hop) => hop.id)]);
  }

  #hops(host: Host | undefined): Host[] {
    if (host === undefined) return [];
    const find = (id: HostId) => this.#parts.hosts.get(id);
    const parent = host.container === undefined ? undefined : find(host.container.parent);
    const chain = jumpChain(parent ?? host, find);
    const hops = chain.kind === "chain" ? chain.hops : [];
    return parent === undefined ? hops : [...hops, parent];
  }
}

/** As whom it is logged in there; a container knows by itself. */
const userOf = ({ kind, user }: Host): string =>
  user !== "" || kind === "container" ? user : userInfo().username;

function placeWords({ address, container, kind, port }: Host): string {
  if (container !== undefined) return `${container.engine} container of image ${container.image}`;
  if (kind === "local") return "this machine";
  return address.includes(":") ? `[${address}]:${port}` : `${address}:${port}`;
}
