import type { IncomingMessage } from "node:http";
import { type FairleadError, failure } from "../../shared/errors.ts";
import { fail, ok, type Result } from "../../shared/result.ts";
import { mayBePrivate, type WebRules } from "../policy/web-rules.ts";
import { guardedRequest, type ResolveName } from "./guarded-request.ts";
import { acceptedEncodings, type Body, readBody } from "./read-body.ts";
import { redirected } from "./redirect.ts";

/** An answer of the web, unpacked. */
export type Fetched = Body & {
  /** Where it came from in the end. */
  url: URL;
  status: number;
  statusText: string;
  /** The head's Content-Type as it stands. */
  type: string | undefined;
};

/** Bounds of one fetch. */
export type FetchLimits = {
  /** From the first byte of the name's resolution to the last one of the page, redirects included. */
  ms: number;
  /** As they are unpacked. */
  bytes: number;
  redirects: number;
};
export const usualLimits: FetchLimits = { ms: 20_000, bytes: 4_000_000, redirects: 5 };

/** What a fetch needs beside the address. */
export type FetchParts = {
  rules: WebRules;
  resolve: ResolveName;
  limits: FetchLimits;
  /** Of the app, told to the server. */
  version: string;
};

/**
 * Fetches a page that may be fetched, within the limits. Redirects are followed by hand: each is judged like an address that is
 * asked for, never from https to http, and to another site only where the settings would not have a person asked. Every
 * failure says what happened: "web-refused", "web-unreachable", "web-unreadable", "aborted".
 */
export async function fetchBody(
  start: URL,
  parts: FetchParts,
  signal: AbortSignal,
): Promise<Result<Fetched, FairleadError>> {
  const { limits } = parts;
  const timer = AbortSignal.timeout(limits.ms);
  const both = AbortSignal.any([signal, timer]);
  const fetched = await follow(start, parts, both);
  if (fetched.ok || fetched.error.code !== "aborted" || signal.aborted) return fetched;
  const seconds = limits.ms / 1_000;
  return fail(failure("web-unreachable", `${start.host} was not done within ${seconds} s.`));
}

async function follow(
  start: URL,
  parts: FetchParts,
  signal: AbortSignal,
): Promise<Result<Fetched, FairleadError>> {
  let url = start;
  for (let count = 0; count <= parts.limits.redirects; count += 1) {
    const answer = await request(url, parts, signal);
    if (!answer.ok) return answer;
    const response = answer.value;
    const location = redirectOf(response);
    if (location === null) {
      const body = await readBody(response, parts.limits.bytes, signal);
      if (!body.ok) return body;
      const { headers, statusCode: status = 0, statusMessage: statusText = "" } = response;
      return ok({ ...body.value, url, status, statusText, type: headers["content-type"] });
    }
    response.destroy();
    const next = redirected(url, location, parts.rules);
    if (!next.ok) return next;
    url = next.value;
  }
  const why = `${start.host} redirects more than ${parts.limits.redirects} times.`;
  return fail(failure("web-unreachable", why));
}

function request(url: URL, { resolve, rules, version }: FetchParts, signal: AbortSignal) {
  const headers = {
    "user-agent": `Fairlead/${version}`,
    accept: "text/html,application/xhtml+xml,text/plain,application/json;q=0.9,*/*;q=0.5",
    "accept-encoding": acceptedEncodings,
    "accept-language": "en;q=0.8, *;q=0.5",
  };
  return guardedRequest({ url, headers, resolve, mayBePrivate: mayBePrivate(url, rules) }, signal);
}

function redirectOf({ headers, statusCode = 0 }: IncomingMessage): string | null {
  return [301, 302, 303, 307, 308].includes(statusCode) ? (headers.location ?? null) : null;
}
