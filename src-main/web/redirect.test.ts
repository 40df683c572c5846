import { expect, test } from "vitest";
import { settings } from "../../shared/settings.ts";
import type { WebRules } from "../policy/web-rules.ts";
import { redirected } from "./redirect.ts";

const rules = settings.shape.web.parse({
  allow: ["listed.example", "cdn.example:8443"],
  deny: ["denied.example"],
  allowPrivate: ["wiki.internal"],
});

/** Where it leads, or why it is not followed. */
const led = (from: string, location: string, by: WebRules = rules): string => {
  const result = redirected(new URL(from), location, by);
  return result.ok ? result.value.href : (result.error.detail ?? "");
};

for (const [from, location, expected] of [
  ["https://example.com/a/b", "../c?d#e", "https://example.com/c?d"],
  ["http://example.com/", "https://example.com/", "https://example.com/"],
  ["http://example.com/", "https://www.example.com/", "https://www.example.com/"],
  ["https://www.example.com/", "https://example.com/x", "https://example.com/x"],
  ["https://example.com/", "//a.listed.example/x", "https://a.listed.example/x"],
  ["https://example.com/", "https://cdn.example:8443/", "https://cdn.example:8443/"],
  ["https://example.com/", "http://example.com/", "not encrypted"],
  [
    "https://example.com/",
    "https://other.example/x",
    "Call fetch_url with https://other.example/x",
  ],
  ["https://example.com/", "https://sub.example.com/", "to another site"],
  ["https://example.com/", "https://denied.example/", "The settings deny"],
  ["http://example.com/", "http://localhost/", "not of the web"],
  ["http://example.com/", "http://example.com:22/", "Port 22"],
  ["https://example.com/", "https://a:b@example.com/", "a user name or a password"],
  ["https://example.com/", "file:///etc/passwd", "Only http and https"],
  ["https://example.com/", "gopher://example.com/", "Only http and https"],
  ["https://example.com/", "https://[", "no whole address"],
] as const) {
  test(`${from} to ${location}: ${expected}`, () => {
    expect(led(from, location)).toContain(expected);
  });
}

test("where everything may be fetched without a question, other sites are followed", () => {
  const open = settings.shape.web.parse({ access: "open" });
  expect(led("https://example.com/", "https://other.example/", open)).toBe(
    "https://other.example/",
  );
});
