import type { ServerResponse } from "node:http";
import { contentSecurityPolicy } from "../content-security-policy.ts";

/** Goes with every response. */
export const securityHeaders: Readonly<Record<string, string>> = {
  "content-security-policy": contentSecurityPolicy,
  "x-content-type-options": "nosniff",
  "referrer-policy": "no-referrer",
  "cross-origin-opener-policy": "same-origin",
  "cross-origin-resource-policy": "same-origin",
};

/** A status and nothing else. Closes the connection: whoever is refused may not keep it. */
export function refuse(response: ServerResponse, status: number): void {
  response.writeHead(status, { "content-length": "0", connection: "close" });
  response.end();
}

/** A JSON answer that no cache keeps. */
export function answerJson(response: ServerResponse, value: unknown): void {
  const body = Buffer.from(JSON.stringify(value));
  response.writeHead(200, {
    "content-type": "application/json; charset=utf-8",
    "content-length": String(body.length),
    "cache-control": "no-store",
  });
  response.end(body);
}
