import type { Host } from "./contract/hosts.ts";
import type { HostId } from "./ids.ts";

/** The hosts on the way to a host, the first one first; or why there is no such way. */
export type JumpChain =
  | { kind: "chain"; hops: Host[] }
  /** The way leads back: the names as they follow each other, the first one again at the end. */
  | { kind: "circle"; names: string[] }
  | { kind: "missing"; id: HostId };

/** Follows each host's own jump host to the end. Pure. */
export function jumpChain(
  host: Pick<Host, "id" | "name" | "jump">,
  find: (id: HostId) => Host | undefined,
): JumpChain {
  const way = [host];
  const hops: Host[] = [];
  for (let next = host.jump; next !== null; ) {
    const seen = way.findIndex(({ id }) => id === next);
    if (seen >= 0) {
      const round = [...way.slice(seen), way[seen] ?? host];
      return { kind: "circle", names: round.map(({ name }) => name) };
    }
    const hop = find(next);
    if (hop === undefined) return { kind: "missing", id: next };
    way.push(hop);
    hops.unshift(hop);
    next = hop.jump;
  }
  return { kind: "chain", hops };
}

/** What is said of a way that leads back. */
export const circleSentence = (names: readonly string[]): string =>
  `${names.join(" → ")} goes in a circle. Choose another jump host.`;
