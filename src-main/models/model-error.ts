import type { APIError } from "openai";
import { type FairleadError, failure } from "../../shared/errors.ts";
import { saysContextFull } from "./context-full.ts";

const longestDetail = 1_000;

/** Errors of a connection that may go away by themselves. */
const passing = [
  "ECONNREFUSED",
  "ECONNRESET",
  "EPIPE",
  "ETIMEDOUT",
  "EHOSTUNREACH",
  "ENETUNREACH",
  "EAI_AGAIN",
];

/** A failed request before its first byte: the failure for the person, and whether asking again may help. */
export type RequestFailure = { error: FairleadError; retryable: boolean; afterMs: number | null };

/** An answer with an HTTP status of 300 and more. */
export function statusFailure(error: APIError, now: number): RequestFailure {
  const status = error.status ?? 0;
  const detail = cut(error.message);
  const once = (code: "model-unauthorized" | "model-refused" | "model-context-full") => ({
    error: failure(code, detail),
    retryable: false,
    afterMs: null,
  });
  if (saysContextFull(status, error.code ?? null, error.message)) return once("model-context-full");
  if (status === 401 || status === 403) return once("model-unauthorized");
  const retryable =
    (status === 408 || status === 409 || status === 429 || (status >= 500 && status !== 501)) &&
    error.code !== "insufficient_quota";
  if (!retryable && status < 500) return once("model-refused");
  return {
    error: failure(status >= 500 ? "model-failed" : "model-refused", detail),
    retryable,
    afterMs: retryAfter(error.headers ?? new Headers(), now),
  };
}

/** No answer at all. */
export function connectionFailure(thrown: unknown): RequestFailure {
  const { code, message } = rootCause(thrown);
  return {
    error: failure("model-unreachable", cut(message)),
    retryable: code !== null && passing.includes(code),
    afterMs: null,
  };
}

/** Technical text of the innermost error, where Node says what happened. */
export function rootCause(thrown: unknown): { code: string | null; message: string } {
  let error = thrown;
  while (error instanceof Error && error.cause instanceof Error) error = error.cause;
  if (error instanceof AggregateError && error.errors[0] instanceof Error) error = error.errors[0];
  if (!(error instanceof Error)) return { code: null, message: String(error) };
  const code = "code" in error && typeof error.code === "string" ? error.code : null;
  return { code, message: error.message || code || error.name };
}

/** Milliseconds the server asks to wait, from retry-after-ms or Retry-After in seconds or as a date. */
function retryAfter(headers: Headers, now: number): number | null {
  const exact = Number(headers.get("retry-after-ms") ?? Number.NaN);
  if (exact >= 0) return exact;
  const text = headers.get("retry-after");
  if (text === null) return null;
  const seconds = Number(text);
  const ms = Number.isNaN(seconds) ? Date.parse(text) - now : seconds * 1_000;
  return Number.isNaN(ms) ? null : Math.max(0, ms);
}

export function cut(text: string): string {
  return text.length <= longestDetail ? text : `${text.slice(0, longestDetail)}…`;
}
