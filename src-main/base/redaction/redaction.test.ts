import { expect, test } from "vitest";
import { ownWorkMs } from "../../../e2e/world/own-work.ts";
import { Redactor } from "../redactor.ts";
import { findSecrets, secretForms } from "./find-secrets.ts";
import { any, harmless, hex, secretSamples } from "./secret-samples.ts";

const redact = (text: string, columns?: number) => new Redactor().redact(text, columns);
const fill = (around: string, secret: string) => around.replace("{}", () => secret);

test("there are at least 150 kinds, and no two are the same", () => {
  expect(new Set(secretSamples.map(([kind]) => kind)).size).toBe(secretSamples.length);
  expect(secretSamples.length).toBeGreaterThanOrEqual(150);
  expect(new Set(secretForms.map(({ name }) => name)).size).toBe(secretForms.length);
});

test.each(secretSamples)("%s does not leave", (_kind, around, secret) => {
  const clean = redact(fill(around, secret));
  expect(clean).not.toContain(secret);
  // A private key goes with the line ends around it.
  if (!/PRIVATE KEY/.test(around)) expect(clean).toBe(fill(around, "[redacted]"));
});

test.each(secretSamples)("%s does not leave among other text", (_kind, around, secret) => {
  const text = `first line\n${fill(around, secret)}\nlast line ${hex(41)}`;
  const clean = redact(text);
  expect(clean).not.toContain(secret);
  expect(clean).toContain("first line");
  expect(clean).toContain(hex(41));
});

test.each(secretSamples)("%s does not leave with colours in it", (_kind, around, secret) => {
  const half = Math.floor(secret.length / 2);
  const coloured = `\x1b[32m${secret.slice(0, half)}\x1b[0m\x1b[1m${secret.slice(half)}`;
  const clean = redact(fill(around, coloured));
  expect(clean).not.toContain(secret.slice(0, half));
  expect(clean).not.toContain(secret.slice(half));
});

const oneLiners = secretSamples.filter(([, around]) => !around.includes("\n"));
test.each(oneLiners)("%s does not leave wrapped by a screen", (_kind, around, secret) => {
  const middle = around.indexOf("{}") + Math.floor(secret.length / 2);
  const width = Math.max(40, middle);
  const text = `${" ".repeat(width - middle)}${fill(around, secret)}`;
  const rows = text.match(new RegExp(`.{1,${width}}`, "g")) ?? [];
  const clean = redact(rows.join("\n"), width).replaceAll("\n", "");
  expect(clean).not.toContain(secret.slice(0, Math.floor(secret.length / 2)));
  expect(clean).not.toContain(secret.slice(Math.floor(secret.length / 2)));
});

test.each(harmless.map((text) => [text]))("stays: %s", (text) => {
  expect(redact(text)).toBe(text);
});

test("twice is once", () => {
  for (const [, around, secret] of secretSamples) {
    const once = redact(fill(around, secret));
    expect(redact(once)).toBe(once);
    expect(redact(`${once}\n${once}`)).toBe(`${once}\n${once}`);
  }
});

test("JSON stays JSON", () => {
  for (const [, around, secret] of secretSamples) {
    const text = JSON.stringify({ command: fill(around, secret), list: [secret] });
    expect(() => JSON.parse(redact(text)), redact(text)).not.toThrow();
  }
});

test("a known value is found across line ends and escape sequences", () => {
  const redactor = new Redactor();
  redactor.learn("correct horse battery");
  expect(redactor.redact("a corr\nect horse\x1b[0m battery b")).toBe("a [redacted] b");
  expect(redactor.redact("a corre\r\n  ct horse battery b")).toBe("a [redacted] b");
});

test("a megabyte takes no time worth mentioning", () => {
  const line = `2026-11-21T10:00:00Z web-1 nginx[812]: GET /a/b?x=1 200 ${any(30)} "https://x/y" key: value, path=/usr/lib\n`;
  const text = line.repeat(Math.ceil(1_000_000 / line.length));
  expect(ownWorkMs(() => findSecrets(text))).toBeLessThan(3_000);
});

const bait =
  "password= --password -p sshpass mysql redis-cli ldap login htpasswd pass: chpasswd authorization: bearer x- cookie: identified otpauth:// machine password secret kind: Secret\ndata:\n";
test.each([
  " ",
  "\t",
  "-",
  "a-",
  "password",
  "a.",
  "=",
  '"',
  "x:",
  "\n",
  "--pass",
  "http://a:",
  "eyJ",
  "-p ",
  "$6$",
  "cookie:a=",
])("a host that prints %j without end does not hold anything up", (piece) => {
  const text = `${bait}${piece.repeat(100_000 / piece.length)}`;
  expect(ownWorkMs(() => redact(text))).toBeLessThan(4_000);
});
