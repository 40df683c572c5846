import type { Host } from "../../shared/contract/hosts.ts";
import type { HostId } from "../../shared/ids.ts";
import { type JumpChain, jumpChain } from "../../shared/jump-chain.ts";

/** The hosts on the way to a host as a form has it. `id` is its own, null for one that is not saved yet. */
export function wayOf(
  form: { name: string; address: string; jump: HostId | null },
  id: HostId | null,
  hosts: readonly Host[],
): JumpChain {
  const name = form.name.trim() || form.address.trim() || "this host";
  const self = { id: id ?? ("host-new" as const), name, jump: form.jump };
  return jumpChain(self, (wanted) => indexOf(hosts).get(wanted));
}

const indexes = new WeakMap<readonly Host[], Map<HostId, Host>>();

function indexOf(hosts: readonly Host[]): Map<HostId, Host> {
  const index = indexes.get(hosts) ?? new Map(hosts.map((host) => [host.id, host]));
  indexes.set(hosts, index);
  return index;
}

/** "bastion → inner": the hosts on the way, null where there are none or the way leads nowhere. */
export function pathWords(host: Host, hosts: readonly Host[]): string | null {
  if (host.jump === null) return null;
  const way = jumpChain(host, (wanted) => indexOf(hosts).get(wanted));
  return way.kind === "chain" ? way.hops.map(({ name }) => name).join(" → ") : null;
}
