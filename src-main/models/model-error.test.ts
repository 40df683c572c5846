import { APIError } from "openai";
import { expect, test } from "vitest";
import { failure } from "../../shared/errors.ts";
import { connectionFailure, statusFailure } from "./model-error.ts";

/** As the SDK hands it on: wrapped. */
function wrapped(code: string): Error {
  const cause = Object.assign(new Error(`getaddrinfo ${code} model.example`), { code });
  return new Error("Connection error.", { cause });
}

for (const [code, retryable] of [
  ["ENOTFOUND", false],
  ["EAI_AGAIN", true],
  ["ECONNREFUSED", true],
  ["ECONNRESET", true],
  ["CERT_HAS_EXPIRED", false],
  ["DEPTH_ZERO_SELF_SIGNED_CERT", false],
] as const) {
  test(`${code} is ${retryable ? "" : "not "}asked again and said in Node's words`, () => {
    expect(connectionFailure(wrapped(code))).toEqual({
      error: failure("model-unreachable", `getaddrinfo ${code} model.example`),
      retryable,
      afterMs: null,
    });
  });
}

test("two addresses that both refuse are one failure", () => {
  const refused = Object.assign(new Error("connect ECONNREFUSED ::1:1"), { code: "ECONNREFUSED" });
  const both = new Error("Connection error.", { cause: new AggregateError([refused, refused]) });
  expect(connectionFailure(both)).toEqual({
    error: failure("model-unreachable", "connect ECONNREFUSED ::1:1"),
    retryable: true,
    afterMs: null,
  });
});

const now = Date.parse("2026-11-20T20:00:00Z");

for (const [headers, afterMs] of [
  [{}, null],
  [{ "retry-after": "3" }, 3_000],
  [{ "retry-after": "Fri, 20 Nov 2026 20:00:05 GMT" }, 5_000],
  [{ "retry-after": "Fri, 20 Nov 2026 19:00:00 GMT" }, 0],
  [{ "retry-after": "soon" }, null],
  [{ "retry-after-ms": "20", "retry-after": "3" }, 20],
] as const) {
  test(`${JSON.stringify(headers)} asks to wait ${afterMs} ms`, () => {
    const error = APIError.generate(503, { error: {} }, undefined, new Headers(headers));
    expect(statusFailure(error, now).afterMs).toBe(afterMs);
  });
}

test("a long page of an error is cut", () => {
  const error = APIError.generate(400, undefined, "x".repeat(5_000), new Headers());
  expect(statusFailure(error, now).error.detail).toHaveLength(1_001);
});
