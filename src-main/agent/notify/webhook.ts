import { createHmac } from "node:crypto";
import { type FairleadError, failure } from "../../../shared/errors.ts";
import { fail, ok, type Result } from "../../../shared/result.ts";
import type { Secret } from "../../base/secret.ts";

/** How long the other side may take, in milliseconds. */
const limitMs = 10_000;

/** Header with the time in seconds since the epoch, and header with the signature. */
export const timestampHeader = "x-fairlead-timestamp";
export const signatureHeader = "x-fairlead-signature";

/** "sha256=" and the HMAC-SHA256, in hex, over the timestamp, a dot and the body. */
export function signature(secret: Secret, timestamp: string, body: string): string {
  const hmac = secret.reveal((key) => createHmac("sha256", key));
  return `sha256=${hmac.update(`${timestamp}.${body}`).digest("hex")}`;
}

/** Whether a notice may be sent there: encrypted, or without leaving this machine. */
export function mayPostTo(address: string): boolean {
  const url = URL.parse(address);
  if (url === null || url.username !== "" || url.password !== "") return false;
  if (url.protocol === "https:") return true;
  const host = url.hostname;
  const loopback = host === "localhost" || host === "[::1]" || /^127(\.\d{1,3}){3}$/.test(host);
  return url.protocol === "http:" && loopback;
}

/** Posts a signed body; within 10 s, following no redirect. A failure says in words what the other side did. */
export async function postSigned(
  { body, now, secret, url }: { url: string; secret: Secret; body: string; now: number },
  signal: AbortSignal,
): Promise<Result<void, FairleadError>> {
  if (!mayPostTo(url)) {
    return fail(failure("input-invalid", "a webhook needs https, or http on this machine"));
  }
  const timestamp = String(Math.floor(now / 1_000));
  try {
    const response = await fetch(url, {
      method: "POST",
      body,
      redirect: "manual",
      headers: {
        "content-type": "application/json",
        [timestampHeader]: timestamp,
        [signatureHeader]: signature(secret, timestamp, body),
      },
      signal: AbortSignal.any([signal, AbortSignal.timeout(limitMs)]),
    });
    await response.body?.cancel();
    return response.ok
      ? ok(undefined)
      : fail(failure("connection-refused", `the webhook answered ${response.status}`));
  } catch (error) {
    return fail(failure("connection-refused", reasonOf(error)));
  }
}

/** What fetch hides in the cause. */
function reasonOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  return error.cause instanceof Error ? error.cause.message : error.message;
}
