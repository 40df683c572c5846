import type { HostTest } from "../../shared/contract/hosts.ts";
import { type FairleadError, failure } from "../../shared/errors.ts";
import type { SshConnection } from "./ssh-connection.ts";

/** One connection on the way to a host, and the one it runs over (null = the network itself). */
export type Link = { name: string; connection: SshConnection; over: Link | null };

/** Why a host could not be reached. `at`: the name of the host on the way where it failed; null = the host itself. */
export type PathFailure = { error: FairleadError; at: string | null };

/** This link and those under it, the nearest to the host first. */
function linksOf(link: Link | null): Link[] {
  return link === null ? [] : [link, ...linksOf(link.over)];
}

/** The host key, and those of the hosts on the way: the same key found at the end of another way is another machine. */
export function keyOf(link: Link): string {
  return linksOf(link)
    .map(({ connection }) => connection.facts.hostKey.fingerprint)
    .join(" over ");
}

/** Round trips to the hosts under this link, the first one first; without those that do not answer any more. */
export async function roundTrips(link: Link | null): Promise<HostTest["hops"]> {
  const measured: HostTest["hops"] = [];
  for (const { name, connection } of linksOf(link?.over ?? null).reverse()) {
    const latencyMs = await connection.ping();
    if (latencyMs !== null) measured.push({ name, latencyMs });
  }
  return measured;
}

/** The reason for which a connection broke: the break of one that it ran over, if it was that. */
export function breakOf(link: Link, reason: FairleadError): PathFailure {
  const first = linksOf(link.over).findLast(({ connection }) => !connection.alive);
  if (first === undefined) return { error: reason, at: null };
  return { error: failure("connection-lost", reason.detail), at: first.name };
}

/** The failure as it is told for the host `name`, naming the host on the way where it happened. `hops`: first one first. */
export function toldFailure(
  { error, at }: PathFailure,
  name: string,
  hops: readonly string[],
): FairleadError {
  if (at === null) return error;
  const sentence = `${name} is reached over ${hops.join(" → ")}: ${about(error.sentence, at)}`;
  return { ...error, sentence };
}

/** A sentence about "the host" as one about the host of this name. */
function about(sentence: string, name: string): string {
  if (sentence.startsWith("The host key")) {
    return sentence.replace("The host key", () => `the host key of ${name}`);
  }
  if (sentence.startsWith("The host")) return sentence.replace("The host", () => name);
  if (/\bthe host\b/.test(sentence)) {
    const named = sentence.replace(/\bthe host\b/, () => name);
    return named.replace(/^The\b/, "the");
  }
  return `${name}: ${sentence}`;
}
