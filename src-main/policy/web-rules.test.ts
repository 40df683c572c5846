import { expect, test } from "vitest";
import { settings } from "../../shared/settings.ts";
import {
  mayBePrivate,
  readWebUrl,
  unusualName,
  type WebRules,
  webAllowance,
  webRefusal,
} from "./web-rules.ts";

const rulesOf = (web: Partial<WebRules>): WebRules => settings.shape.web.parse(web);
const read = (text: string): string => {
  const result = readWebUrl(text);
  return "url" in result ? result.url.href : result.problem;
};
const url = (text: string): URL => new URL(read(text));

for (const [text, expected] of [
  ["https://Example.COM/a?b=c#part", "https://example.com/a?b=c"],
  ["http://example.com.", "http://example.com/"],
  ["https://example.com:443/", "https://example.com/"],
  ["http://0x7f.1/", "http://127.0.0.1/"],
  ["http://2130706433/", "http://127.0.0.1/"],
  ["http://0177.0.0.1", "http://127.0.0.1/"],
  ["http://127。0。0。1/", "http://127.0.0.1/"],
  ["http://[::ffff:127.0.0.1]/", "http://[::ffff:7f00:1]/"],
  ["https://bücher.example/ß", "https://xn--bcher-kva.example/%C3%9F"],
  ["https://example.com\\@10.0.0.1/", "https://example.com/@10.0.0.1/"],
  ["ftp://example.com/", "Only http and https are fetched."],
  ["file:///etc/passwd", "Only http and https are fetched."],
  ["javascript:alert(1)", "Only http and https are fetched."],
  ["https://user:word@example.com/", "It holds a user name or a password."],
  ["https://example.com@10.0.0.1/", "It holds a user name or a password."],
  ["example.com", "It is no whole address, such as https://example.com/page."],
  ["https://", "It is no whole address, such as https://example.com/page."],
  ["https://a\u202eb.example/", "There are characters in it that nobody could see."],
  ["https://example.com/a\nHost: x", "There are characters in it that nobody could see."],
  [`https://example.com/${"a".repeat(2_000)}`, "It is longer than 2000 characters."],
  [`https://example.com/${"ü".repeat(700)}`, "It is longer than 2000 characters."],
] as const) {
  test(`${JSON.stringify(text).slice(0, 60)} is read as ${expected}`, () => {
    expect(read(text)).toBe(expected);
  });
}

test("a name of other alphabets is told apart", () => {
  expect(unusualName(url("https://раураl.com/"))).toContain("xn--");
  expect(unusualName(url("https://paypal.com/"))).toBeNull();
});

test("a denied domain takes its subdomains and ports along, and nothing that only ends alike", () => {
  const rules = rulesOf({ deny: ["example.com", "bücher.example"], allow: ["example.com"] });
  const refusal = (text: string) => webRefusal(url(text), rules);
  expect(refusal("https://example.com/")).toBe("The settings deny pages of example.com.");
  expect(refusal("https://a.b.EXAMPLE.com./")).toContain("deny");
  expect(refusal("http://example.com:8080/")).toContain("deny");
  expect(refusal("https://xn--bcher-kva.example/")).toContain("deny");
  expect(refusal("https://badexample.com/")).toBeNull();
  expect(refusal("https://example.com.evil.org/")).toBeNull();
});

test("allowed domains need no question, on their usual port or the one that is named", () => {
  const rules = rulesOf({ allow: ["debian.org", "build.example:8443"] });
  const allowance = (text: string) => webAllowance(url(text), rules);
  expect(allowance("https://wiki.debian.org/x")).toContain("debian.org");
  expect(allowance("https://debian.org.evil.example/")).toBeNull();
  expect(allowance("https://debian.org:8443/")).toBeNull();
  expect(allowance("https://build.example:8443/")).toContain("build.example:8443");
  expect(allowance("https://build.example/")).toBeNull();
});

for (const [access, listed, other] of [
  ["off", "switched off", "switched off"],
  ["listed", "allow", "not among them"],
  ["ask", "allow", "ask"],
  ["open", "allow", "allow"],
] as const) {
  test(`${access}: a listed domain ${listed}, another one ${other}`, () => {
    const rules = rulesOf({ access, allow: ["debian.org"] });
    const said = (text: string) =>
      webRefusal(url(text), rules) ?? (webAllowance(url(text), rules) === null ? "ask" : "allow");
    expect(said("https://debian.org/")).toContain(listed);
    expect(said("https://example.com/")).toContain(other);
  });
}

test("names of the house and odd ports are refused unless the settings name them", () => {
  const rules = rulesOf({ allowPrivate: ["wiki.corp.internal", "localhost:8080", "10.1.2.3"] });
  const refusal = (text: string) => webRefusal(url(text), rules);
  for (const text of [
    "http://localhost/",
    "http://a.localhost/",
    "http://printer/",
    "http://metadata.google.internal/",
    "http://other.corp.internal/",
    "http://nas.local/",
    "http://router.home.arpa/",
  ]) {
    expect(refusal(text)).toContain("not of the web");
  }
  expect(refusal("https://example.com:22/")).toContain("Port 22");
  expect(refusal("http://wiki.corp.internal/")).toBeNull();
  expect(refusal("http://localhost:8080/")).toBeNull();
  expect(refusal("http://localhost/")).not.toBeNull();
  expect(mayBePrivate(url("http://10.1.2.3/"), rules)).toBe(true);
  expect(mayBePrivate(url("http://x.wiki.corp.internal/"), rules)).toBe(false);
  expect(mayBePrivate(url("http://10.1.2.4/"), rules)).toBe(false);
});
