import type { IncomingMessage } from "node:http";
import { hostname, networkInterfaces } from "node:os";
import { secretSubprotocolPrefix } from "../../../shared/web-endpoints.ts";

/** Names a browser on this machine may use for a loopback address. */
const loopbackNames = ["127.0.0.1", "localhost", "[::1]"];
const wildcards = ["0.0.0.0", "::"];

export function isLoopback(address: string): boolean {
  return address === "localhost" || address === "::1" || /^127(\.\d{1,3}){3}$/.test(address);
}

/** An address as it stands in a URL. */
export const inUrl = (address: string): string =>
  address.includes(":") ? `[${address}]` : address;

/**
 * The exact values of the Host header that are ours. Anything else is a page of another origin that was made to resolve
 * to this machine (DNS rebinding), or a mistake.
 */
export function ownHosts(address: string, port: number): ReadonlySet<string> {
  const names = isLoopback(address)
    ? [...loopbackNames, inUrl(address)]
    : wildcards.includes(address)
      ? [...loopbackNames, hostname().toLowerCase(), ...ownAddresses()]
      : [inUrl(address)];
  return new Set(
    names.flatMap((name) => (port === 80 ? [name, `${name}:80`] : [`${name}:${port}`])),
  );
}

function ownAddresses(): string[] {
  return Object.values(networkInterfaces())
    .flatMap((addresses) => addresses ?? [])
    .map(({ address }) => inUrl(address));
}

/** What is wrong with where a request comes from; null when nothing is. */
export function foreignness(
  request: IncomingMessage,
  hosts: ReadonlySet<string>,
  originWanted: "must-be-there" | "may-be-missing",
): "host" | "origin" | null {
  const { host, origin } = request.headers;
  if (host === undefined || !hosts.has(host.toLowerCase())) return "host";
  if (origin === undefined) return originWanted === "must-be-there" ? "origin" : null;
  return origin.toLowerCase() === `http://${host.toLowerCase()}` ? null : "origin";
}

/** False where a browser says that another site made it ask; clients that are no browser say nothing. */
export function isOwnSite(request: IncomingMessage): boolean {
  const site = request.headers["sec-fetch-site"];
  return site === undefined || site === "same-origin" || site === "none";
}

/** The secret of the Authorization header. */
export function bearerSecret(request: IncomingMessage): string | null {
  return /^Bearer ([A-Za-z0-9_-]{1,200})$/.exec(request.headers.authorization ?? "")?.[1] ?? null;
}

/** The secret among the offered WebSocket subprotocols. */
export function subprotocolSecret(request: IncomingMessage): string | null {
  const offered = (request.headers["sec-websocket-protocol"] ?? "").split(",");
  const secret = offered
    .map((name) => name.trim())
    .find((name) => name.startsWith(secretSubprotocolPrefix));
  return secret?.slice(secretSubprotocolPrefix.length) ?? null;
}
