import type { Host } from "../../shared/contract/hosts.ts";
import { type FairleadError, failure } from "../../shared/errors.ts";
import type { HostId } from "../../shared/ids.ts";
import { circleSentence, jumpChain } from "../../shared/jump-chain.ts";

/** Why a host cannot be reached as it says among these (of which it may be an older self); null when it can. */
export function wayProblem(host: Host, hosts: readonly Host[]): FairleadError | null {
  if (host.jump === null) return null;
  const byId = new Map(hosts.map((each) => [each.id, each]));
  if (byId.get(host.jump)?.kind === "local") {
    const sentence = "This computer is where every way begins, so it is no jump host.";
    return { ...failure("input-invalid"), sentence };
  }
  const chain = jumpChain(host, (id) => (id === host.id ? host : byId.get(id)));
  switch (chain.kind) {
    case "chain":
      return null;
    case "missing":
      return failure("host-unknown", `the jump host ${chain.id}`);
    case "circle":
      return { ...failure("jump-circle"), sentence: circleSentence(chain.names) };
  }
}

/** The hosts that have this one as their jump host. */
export const hostsOver = (id: HostId, hosts: readonly Host[]): Host[] =>
  hosts.filter(({ jump }) => jump === id);
