import { readFileSync } from "node:fs";
import fc from "fast-check";
import { expect, test } from "vitest";
import { readSearchPage, searchUrl } from "./search-results.ts";

/** Pages in the form in which the service answered in 2026, with words of our own. */
const page = (name: string) =>
  readFileSync(new URL(`./fixtures/duckduckgo-${name}.html`, import.meta.url), "utf8");
const results = page("results");

test("results have title, address and words; advertisements and traps are left out", async () => {
  expect(await readSearchPage(results, 200, 10)).toEqual({
    kind: "results",
    results: [
      {
        title: "Module ngx_http_upstream_module & its upstream block",
        url: "https://nginx.org/en/docs/http/ngx_http_upstream_module.html",
        snippet:
          "Defines a group of servers. Servers can't listen on different ports <unless> they are told to.",
      },
      {
        title: "502 Bad Gateway",
        url: "https://serverfault.example/q?a=1&b=2",
        snippet: "The upstream closed the connection.",
      },
      { title: "A third one, without words", url: "https://example.org/third", snippet: "" },
    ],
  });
});

test("no more results than asked for", async () => {
  const read = await readSearchPage(results, 200, 1);
  expect(read.kind === "results" && read.results.length).toBe(1);
});

for (const [what, html, status, kind] of [
  ["nothing found", page("none"), 200, "none"],
  ["a challenge", page("challenge"), 202, "challenge"],
  ["a challenge that says it is fine", page("challenge"), 200, "challenge"],
  ["status 202 alone", "<html></html>", 202, "challenge"],
  ["a page of another form", "<html><p>Hello</p></html>", 200, "unknown"],
  ["nothing at all", "", 200, "unknown"],
] as const) {
  test(`${what} is told apart`, async () => {
    expect(await readSearchPage(html, status, 5)).toEqual({ kind });
  });
}

test("a page that is cut off anywhere gives whole addresses and no error", async () => {
  const whole = [
    "https://nginx.org/en/docs/http/ngx_http_upstream_module.html",
    "https://serverfault.example/q?a=1&b=2",
    "https://example.org/third",
  ];
  await fc.assert(
    fc.asyncProperty(fc.nat(results.length), async (length) => {
      const read = await readSearchPage(results.slice(0, length), 200, 10);
      if (read.kind === "results") {
        expect(whole).toEqual(expect.arrayContaining(read.results.map(({ url }) => url)));
      }
    }),
  );
});

test("what is searched for cannot leave its place in the address", () => {
  const url = new URL(searchUrl("a&b=c#d é +"));
  expect([url.host, url.searchParams.get("q"), url.searchParams.get("b"), url.hash]).toEqual([
    "html.duckduckgo.com",
    "a&b=c#d é +",
    null,
    "",
  ]);
});

test("an address wrapped a hundred thousand times leads nowhere, at once", async () => {
  const wrapped = "https://duckduckgo.com/l/?uddg=".repeat(100_000);
  const html = `<div class="result"><a class="result__a" href="${wrapped}https://example.org/">x</a></div>`;
  expect(await readSearchPage(html, 200, 5)).toEqual({ kind: "unknown" });
});
