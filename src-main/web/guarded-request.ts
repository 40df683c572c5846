import { lookup } from "node:dns/promises";
import { Agent as HttpAgent, request as httpRequest, type IncomingMessage } from "node:http";
import { Agent as HttpsAgent, request as httpsRequest } from "node:https";
import { isIP, type LookupFunction } from "node:net";
import { type FairleadError, failure } from "../../shared/errors.ts";
import { fail, ok, type Result } from "../../shared/result.ts";
import { orAborted } from "../base/abort.ts";
import { addressKind } from "./address-kind.ts";

type Address = { address: string; family: number };

/** All addresses of a name; rejects as Node's `dns.lookup` does. */
export type ResolveName = (name: string) => Promise<Address[]>;

/** As the system resolves names. */
export const resolveName: ResolveName = (name) => lookup(name, { all: true });

/** A request that may only reach what its addresses allow. */
export type GuardedRequest = {
  url: URL;
  headers: Record<string, string>;
  /** The host was named as one that may have a private address. */
  mayBePrivate: boolean;
  resolve: ResolveName;
};

/**
 * Asks for a page and gives its answer when the head has come; redirects are answered as they are. The name is resolved once,
 * by the connection itself, and every address of it is judged there: the one that is connected to is one of those. Neither a
 * proxy nor a kept connection is used. "web-refused" where an address is not the internet's, "aborted" by the signal.
 */
export async function guardedRequest(
  { headers, mayBePrivate, resolve, url }: GuardedRequest,
  signal: AbortSignal,
): Promise<Result<IncomingMessage, FairleadError>> {
  const literal = literalProblem(url, mayBePrivate);
  if (literal !== null) return fail(literal);
  let refused: FairleadError | null = null;
  const judged: LookupFunction = (wanted, options, callback) => {
    const answered = (addresses: Address[]) => {
      const texts = addresses.map(({ address }) => address);
      refused = addressProblem(wanted, texts, mayBePrivate);
      const [first] = addresses;
      if (refused !== null || first === undefined) {
        callback(new Error(`${wanted} has no address that may be used`), "");
      } else if (options.all === true) callback(null, addresses);
      else callback(null, first.address, first.family);
    };
    resolve(wanted).then(answered, (error: Error) => callback(error, ""));
  };
  const secure = url.protocol === "https:";
  const agent = secure ? new HttpsAgent({ keepAlive: false }) : new HttpAgent({ keepAlive: false });
  const start = secure ? httpsRequest : httpRequest;
  const answer = new Promise<Result<IncomingMessage, FairleadError>>((give) => {
    const request = start(url, { headers, agent, lookup: judged, signal });
    request.on("response", (response) => give(ok(response)));
    request.on("error", (error) => {
      give(fail(refused ?? (signal.aborted ? failure("aborted") : unreachable(url, error))));
    });
    request.end();
  });
  // A resolver cannot be stopped; what it still says is not waited for.
  return orAborted(answer, signal, () => fail(failure("aborted")));
}

/** Why a host that is written as an address is not fetched; null = it is, or it is a name, whose addresses are judged later. */
export function literalProblem(url: URL, mayBePrivate: boolean): FairleadError | null {
  const name = bareName(url);
  return isIP(name) === 0 ? null : addressProblem(name, [name], mayBePrivate);
}

/** "::1" of "[::1]". */
const bareName = ({ hostname }: URL): string => hostname.replace(/^\[(.*)\]$/, "$1");

/** One address that is not allowed is enough: a name that leads to the internet and to the house is a trick. */
function addressProblem(
  name: string,
  addresses: readonly string[],
  mayBePrivate: boolean,
): FairleadError | null {
  for (const address of addresses) {
    const kind = addressKind(address);
    if (kind === "public" || (kind === "private" && mayBePrivate)) continue;
    const what = address === name ? name : `${name} leads to ${address}, which`;
    const why =
      kind === "private"
        ? "is an address of this machine or its network, not of the internet. The settings can allow it by name."
        : "is an address that no page is fetched from.";
    return failure("web-refused", `${what} ${why}`);
  }
  return null;
}

function unreachable(url: URL, error: Error & { code?: unknown }): FairleadError {
  const code = typeof error.code === "string" ? error.code : "";
  return failure("web-unreachable", `${url.host}: ${words[code] ?? error.message}`);
}

const words: Record<string, string> = {
  ENOTFOUND: "no such name.",
  EAI_AGAIN: "its name could not be resolved. Is this machine online?",
  ECONNREFUSED: "the connection was refused.",
  ECONNRESET: "the connection was broken off.",
  ETIMEDOUT: "no answer.",
  EHOSTUNREACH: "there is no way to it.",
  ENETUNREACH: "there is no way to it.",
  CERT_HAS_EXPIRED: "its certificate has expired.",
  DEPTH_ZERO_SELF_SIGNED_CERT: "its certificate is signed by nobody but itself.",
  ERR_TLS_CERT_ALTNAME_INVALID: "its certificate is another host's.",
};
