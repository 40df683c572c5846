import type { Host, HostDraft } from "../../shared/contract/hosts.ts";
import { addressProblem, userProblem } from "./endpoint.ts";
import { readSshConfig } from "./ssh-config.ts";
import type { SshConfigHost } from "./ssh-config-jumps.ts";

/**
 * The hosts of ~/.ssh/config under `home` that are not among `known`, by name or by user, address and port. A jump host
 * that is among them goes by the name it has there.
 */
export async function missingHosts(home: string, known: readonly Host[]): Promise<SshConfigHost[]> {
  const names = new Set(known.map(({ name }) => name));
  const byEndpoint = new Map(known.map((host) => [endpointKey(host), host.name]));
  const all = await readSshConfig(home);
  const knownAs = new Map(
    all.map((found) => [
      found.alias,
      names.has(found.alias) ? found.alias : byEndpoint.get(endpointKey(found)),
    ]),
  );
  return all
    .filter((found) => problemOf(found) === null && knownAs.get(found.alias) === undefined)
    .map((found) => ({
      ...found,
      jump: found.jump === null ? null : (knownAs.get(found.jump) ?? found.jump),
    }));
}

/** What to add for these aliases, each after the host it is reached over, which comes along unasked. */
export function drawnFrom(
  missing: readonly SshConfigHost[],
  aliases: readonly string[],
  forwardAgent: readonly string[],
): { draft: HostDraft; jump: string | null }[] {
  const byAlias = new Map(missing.map((found) => [found.alias, found]));
  const drawn = new Map<string, { draft: HostDraft; jump: string | null }>();
  const agreed = new Set(forwardAgent);
  const draw = (alias: string, above: readonly string[]) => {
    const found = byAlias.get(alias);
    if (found === undefined || drawn.has(alias) || above.includes(alias)) return;
    if (found.jump !== null) draw(found.jump, [...above, alias]);
    drawn.set(alias, { draft: draftOf(found, agreed.has(alias)), jump: found.jump });
  };
  for (const { alias } of missing) if (aliases.includes(alias)) draw(alias, []);
  return [...drawn.values()];
}

function draftOf(found: SshConfigHost, forwardAgent: boolean): HostDraft {
  return {
    name: found.alias,
    address: found.address.includes(":") ? `[${found.address}]` : found.address,
    port: found.port,
    user: found.user,
    forwardAgent: forwardAgent && found.forwardAgent,
    keepaliveSeconds: found.keepaliveSeconds,
    compression: found.compression,
    ...(found.identityFile === null
      ? {}
      : { authentication: { kind: "key", path: found.identityFile } }),
    ...(found.through === null
      ? {}
      : {
          notes: `ssh_config reaches this host by "${found.through}"; Fairlead connects directly.`,
        }),
  };
}

const problemOf = (host: { address: string; user: string }) =>
  addressProblem(host.address) ?? userProblem(host.user);

const endpointKey = (host: { user: string; address: string; port: number }) =>
  JSON.stringify([host.user, host.address.toLowerCase(), host.port]);
