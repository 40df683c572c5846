import { request as httpRequest, type IncomingMessage } from "node:http";
import { request as httpsRequest } from "node:https";
import { Readable } from "node:stream";

/** The only headers that leave: none of a library's telemetry, none from OPENAI_CUSTOM_HEADERS. */
const sentHeaders = ["accept", "content-type", "authorization"];

const bodiless = [101, 204, 205, 304];

/**
 * A `fetch` that reaches `baseUrl` and nothing else: another address is refused, redirects are answered as they are and
 * never followed. Without `withKey` no Authorization header leaves. Rejects with Node's own error codes (ECONNREFUSED …).
 */
export function endpointFetch(baseUrl: string, withKey: boolean): typeof fetch {
  return async (input, init) => {
    const url = new URL(input instanceof Request ? input.url : input);
    if (!isBelow(url, new URL(baseUrl))) {
      throw new Error(`${url.origin} is not the configured endpoint`);
    }
    const body = typeof init?.body === "string" ? init.body : undefined;
    const headers = leaving(new Headers(init?.headers), withKey);
    if (body !== undefined) headers["content-length"] = String(Buffer.byteLength(body));
    const incoming = await send(url, init?.method ?? "GET", headers, body, init?.signal);
    return asResponse(incoming);
  };
}

function leaving(given: Headers, withKey: boolean): Record<string, string> {
  const headers: Record<string, string> = { "user-agent": "Fairlead" };
  for (const name of sentHeaders) {
    const value = given.get(name);
    if (value !== null && (withKey || name !== "authorization")) headers[name] = value;
  }
  return headers;
}

function isBelow(url: URL, base: URL): boolean {
  const folder = base.pathname.endsWith("/") ? base.pathname : `${base.pathname}/`;
  return url.origin === base.origin && url.pathname.startsWith(folder);
}

function send(
  url: URL,
  method: string,
  headers: Record<string, string>,
  body: string | undefined,
  signal: AbortSignal | null | undefined,
): Promise<IncomingMessage> {
  return new Promise((resolve, reject) => {
    const start = url.protocol === "https:" ? httpsRequest : httpRequest;
    const request = start(url, { method, headers, ...(signal ? { signal } : {}) });
    request.on("response", resolve);
    request.on("error", reject);
    request.end(body);
  });
}

function asResponse(incoming: IncomingMessage): Response {
  const status = incoming.statusCode ?? 502;
  const headers = new Headers();
  for (const [name, value] of Object.entries(incoming.headers)) {
    if (value !== undefined) headers.set(name, Array.isArray(value) ? value.join(", ") : value);
  }
  if (bodiless.includes(status)) incoming.resume();
  const body = bodiless.includes(status)
    ? null
    : (Readable.toWeb(incoming) as ReadableStream<Uint8Array>);
  return new Response(body, { status: Math.max(status, 200), headers });
}
