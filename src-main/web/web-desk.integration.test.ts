import { createServer, type RequestListener, type Server } from "node:http";
import type { AddressInfo, Socket } from "node:net";
import { brotliCompressSync, deflateSync, gzipSync } from "node:zlib";
import { afterEach, beforeEach, expect, test } from "vitest";
import { settings } from "../../shared/settings.ts";
import type { WebRules } from "../policy/web-rules.ts";
import type { ResolveName } from "./guarded-request.ts";
import { WebDesk } from "./web-desk.ts";

let server: Server;
let port: number;
let sockets: Set<Socket>;
let asked: string[];
const pages = new Map<string, RequestListener>();
const never = new AbortController().signal;

beforeEach(async () => {
  sockets = new Set();
  asked = [];
  pages.clear();
  server = createServer((request, response) => {
    asked.push(`${request.headers.host}${request.url}`);
    const page = pages.get(request.url ?? "");
    if (page === undefined) response.writeHead(404, { "content-type": "text/plain" }).end("gone");
    else page(request, response);
  });
  server.on("connection", (socket) => sockets.add(socket));
  await new Promise<void>((listening) => server.listen(0, "127.0.0.1", listening));
  port = (server.address() as AddressInfo).port;
});

afterEach(async () => {
  for (const socket of sockets) socket.destroy();
  await new Promise((closed) => server.close(closed));
});

const here: ResolveName = async () => [{ address: "127.0.0.1", family: 4 }];

/** A desk for which wiki.test is a host of the house, on this machine. */
function deskWith({
  resolve = here,
  limits = { ms: 10_000, bytes: 100_000, redirects: 5 },
  ...web
}: Partial<WebRules> & {
  resolve?: ResolveName;
  limits?: { ms: number; bytes: number; redirects: number };
} = {}): WebDesk {
  const rules = settings.shape.web.parse({ allowPrivate: [`wiki.test:${port}`], ...web });
  const holdsSecret = (text: string) => text.includes("hunter22 &");
  return new WebDesk({ rules: () => rules, version: "0", holdsSecret, resolve, limits });
}

const at = (path: string, host = "wiki.test") => new URL(`http://${host}:${port}${path}`);

/** The page's text, or why there is none. */
async function fetched(desk: WebDesk, url: URL, signal = never): Promise<string> {
  const page = await desk.fetch(url, signal);
  return page.ok ? page.value.text : `${page.error.code}: ${page.error.detail}`;
}

const html =
  (body: string): RequestListener =>
  (_request, response) =>
    void response.writeHead(200, { "content-type": "text/html; charset=utf-8" }).end(body);

const redirect =
  (location: string, status = 302): RequestListener =>
  (_request, response) =>
    void response.writeHead(status, { location }).end("moved");

test("a page comes as text with its facts, and is kept for reading on", async () => {
  pages.set("/a", html("<title>A</title><h1>One</h1><p>Two é</p>"));
  const desk = deskWith();
  const page = await desk.fetch(at("/a"), never);
  expect(page).toMatchObject({
    ok: true,
    value: {
      url: `http://wiki.test:${port}/a`,
      status: 200,
      title: "A",
      text: "# One\n\nTwo é",
      type: "text/html",
      whole: true,
    },
  });
  expect(desk.kept(at("/a"))?.text).toBe("# One\n\nTwo é");
  expect(desk.kept(at("/b"))).toBeUndefined();
  expect(await fetched(desk, at("/missing"))).toBe("gone");
});

test("names that lead to this machine or its network are refused unless they are named", async () => {
  pages.set("/", html("inside"));
  const desk = deskWith({ allowPrivate: [], allow: [`wiki.test:${port}`] });
  expect(await fetched(desk, at("/"))).toBe(
    "web-refused: wiki.test leads to 127.0.0.1, which is an address of this machine or its network, not of the internet. The settings can allow it by name.",
  );
  for (const host of ["127.0.0.1", "0x7f.1", "2130706433", "[::1]", "[::ffff:127.0.0.1]"]) {
    expect(await fetched(desk, at("/", host))).toContain("web-refused");
    expect(desk.problem(at("/", host))).toContain("this machine");
  }
  expect(asked).toEqual([]);
  expect(sockets.size).toBe(0);
});

test("one address of the house among public ones is enough to refuse; metadata services always are", async () => {
  const leading = (...addresses: string[]) =>
    deskWith({
      resolve: async () => addresses.map((address) => ({ address, family: 4 })),
      limits: { ms: 10_000, bytes: 1, redirects: 0 },
    });
  const other = at("/", "other.test");
  expect(await fetched(leading("1.1.1.1", "127.0.0.1"), other)).toContain("leads to 127.0.0.1");
  expect(await fetched(leading("169.254.169.254"), at("/"))).toContain("web-refused");
  expect(await fetched(leading(), at("/"))).toContain("no address");
  expect(sockets.size).toBe(0);
});

test("a name that changes its address is asked once a connection, and that answer is what is connected to", async () => {
  pages.set("/", html("inside"));
  const answers = ["127.0.0.1", "169.254.169.254", "127.0.0.1"];
  const resolve: ResolveName = async () => [{ address: answers.shift() ?? "", family: 4 }];
  const desk = deskWith({ resolve });
  expect(await fetched(desk, at("/"))).toBe("inside");
  expect(answers).toHaveLength(2);
  expect(await fetched(desk, at("/"))).toContain("leads to 169.254.169.254");
  expect(answers).toHaveLength(1);
  expect(asked).toHaveLength(1);
});

test("every redirect is judged anew", async () => {
  pages.set("/metadata", redirect("http://169.254.169.254/latest/meta-data/"));
  pages.set("/odd", redirect("http://0xa9fea9fe/", 307));
  pages.set("/file", redirect("file:///etc/passwd", 301));
  pages.set("/inner", redirect(`http://rebind.test:${port}/x`));
  pages.set("/other", redirect("https://elsewhere.example/x", 308));
  const desk = deskWith({ access: "open", allow: [`rebind.test:${port}`] });
  expect(await fetched(desk, at("/metadata"))).toContain("169.254.169.254 is an address that no");
  expect(await fetched(desk, at("/odd"))).toContain("169.254.169.254 is an address that no");
  expect(await fetched(desk, at("/file"))).toContain("Only http and https");
  expect(await fetched(desk, at("/inner"))).toContain("rebind.test leads to 127.0.0.1");
  expect(await fetched(deskWith(), at("/other"))).toContain(
    "Call fetch_url with https://elsewhere.example/x",
  );
});

test("redirects within a site are followed, but not for ever", async () => {
  pages.set("/1", redirect("/2"));
  pages.set("/2", redirect("3", 303));
  pages.set("/3", html("there"));
  pages.set("/loop", redirect("/loop"));
  const desk = deskWith();
  expect(await fetched(desk, at("/1"))).toBe("there");
  expect(desk.kept(at("/1"))?.url).toBe(at("/3").href);
  expect(await fetched(desk, at("/loop"))).toContain("more than 5 times");
  expect(asked.filter((each) => each.endsWith("/loop"))).toHaveLength(6);
});

test("packed answers are unpacked; one that swells is cut, one that is broken is said", async () => {
  const packed =
    (encoding: string, bytes: Buffer): RequestListener =>
    (_request, response) =>
      void response
        .writeHead(200, { "content-type": "text/plain", "content-encoding": encoding })
        .end(bytes);
  pages.set("/gzip", packed("gzip", gzipSync("one")));
  pages.set("/deflate", packed("deflate", deflateSync("two")));
  pages.set("/br", packed("br", brotliCompressSync("three")));
  pages.set("/bomb", packed("gzip", gzipSync(Buffer.alloc(50_000_000, 97))));
  pages.set("/broken", packed("gzip", Buffer.from("no gzip")));
  pages.set("/cut", packed("gzip", gzipSync(Buffer.alloc(5_000, 97)).subarray(0, 20)));
  pages.set("/odd", packed("lzma", Buffer.from("x")));
  const desk = deskWith();
  expect(await fetched(desk, at("/gzip"))).toBe("one");
  expect(await fetched(desk, at("/deflate"))).toBe("two");
  expect(await fetched(desk, at("/br"))).toBe("three");
  expect((await fetched(desk, at("/bomb"))).length).toBe(100_000);
  expect(desk.kept(at("/bomb"))?.whole).toBe(false);
  expect(await fetched(desk, at("/broken"))).toContain("web-unreachable: The answer broke off");
  expect(await fetched(desk, at("/cut"))).toContain("web-unreachable: The answer broke off");
  expect(await fetched(desk, at("/odd"))).toContain("web-unreadable");
});

test("an answer without end is cut, and the connection closed", async () => {
  pages.set("/endless", (_request, response) => {
    response.writeHead(200, { "content-type": "text/plain" });
    const more = () => {
      while (!response.destroyed && response.write("x".repeat(10_000)));
    };
    response.on("drain", more);
    more();
  });
  expect((await fetched(deskWith(), at("/endless"))).length).toBe(100_000);
  await expect.poll(() => [...sockets].every(({ destroyed }) => destroyed)).toBe(true);
});

test("the time is over all: no head, a slow trickle, a resolver that never answers", async () => {
  pages.set("/silent", () => undefined);
  pages.set("/trickle", (_request, response) => {
    response.writeHead(200, { "content-type": "text/plain" });
    const timer = setInterval(() => response.write("x"), 20);
    response.on("close", () => clearInterval(timer));
  });
  const limits = { ms: 300, bytes: 100_000, redirects: 5 };
  const desk = deskWith({ limits });
  const late = `web-unreachable: wiki.test:${port} was not done within 0.3 s.`;
  expect(await fetched(desk, at("/silent"))).toBe(late);
  expect(await fetched(desk, at("/trickle"))).toBe(late);
  const stuck = deskWith({ limits, resolve: () => new Promise(() => undefined) });
  expect(await fetched(stuck, at("/"))).toBe(late);
  await expect.poll(() => [...sockets].every(({ destroyed }) => destroyed)).toBe(true);
});

test("a stop is answered at once", async () => {
  const stop = new AbortController();
  pages.set("/silent", () => stop.abort());
  expect(await fetched(deskWith(), at("/silent"), stop.signal)).toContain("aborted");
});

for (const [type, body, expected] of [
  ["text/html; charset=iso-8859-1", Buffer.from("<p>\xe9", "latin1"), "é"],
  ["text/html", Buffer.from('<meta charset="windows-1252"><p>\x80', "latin1"), "€"],
  ["text/plain; charset=no-such", Buffer.from("é"), "é"],
  ["text/plain", Buffer.from("\ufeffa\u00e9b", "utf16le"), "aéb"],
  ["application/json", Buffer.from('{"a": "<b>"}'), '{"a": "<b>"}'],
  ["application/vnd.api+json", Buffer.from("[]"), "[]"],
  ["", Buffer.from("<!DOCTYPE html><p>x"), "x"],
  ["application/pdf", Buffer.from("%PDF-1.7"), "web-unreadable"],
  ["image/png", Buffer.from("\x89PNG"), "web-unreadable"],
  ["text/plain", Buffer.from("a\0b"), "web-unreadable"],
] as const) {
  test(`${type || "no type"}: ${JSON.stringify(body.toString("latin1").slice(0, 30))}`, async () => {
    pages.set("/", (_request, response) => {
      response.writeHead(200, type === "" ? {} : { "content-type": type }).end(body);
    });
    expect(await fetched(deskWith(), at("/"))).toContain(expected);
  });
}

test("nothing of the person goes along: no cookies, no login, no page before", async () => {
  let headers: object = {};
  pages.set("/", (request, response) => {
    headers = request.headers;
    response.writeHead(200, { "content-type": "text/plain", "set-cookie": "a=b" }).end("x");
  });
  const desk = deskWith();
  await desk.fetch(at("/"), never);
  await desk.fetch(at("/"), never);
  expect(Object.keys(headers).sort()).toEqual([
    "accept",
    "accept-encoding",
    "accept-language",
    "connection",
    "host",
    "user-agent",
  ]);
});

test("an address with a secret that Fairlead knows is not fetched, however it is written", () => {
  const desk = deskWith();
  for (const query of ["hunter22 &", "hunter22%20%26", "hunter22+%26"]) {
    expect(desk.problem(new URL(`https://example.com/?q=${query}`))).toContain("secret");
  }
  expect(desk.problem(new URL("https://example.com/?q=hunter"))).toBeNull();
});

test("as many pages are kept as there is room for, the last ones", async () => {
  const desk = deskWith();
  for (let number = 0; number < 22; number += 1) {
    pages.set(`/${number}`, html(`${number}`));
    await desk.fetch(at(`/${number}`), never);
  }
  expect([desk.kept(at("/1")), desk.kept(at("/2"))?.text]).toEqual([undefined, "2"]);
});

test("a search tells results, nothing, and a challenge apart", async () => {
  const answer =
    (status: number, body: string): RequestListener =>
    (_request, response) =>
      void response.writeHead(status, { "content-type": "text/html" }).end(body);
  const found = '<div class="result"><a class="result__a" href="https://a.example/">A</a></div>';
  pages.set("/found", answer(200, found));
  pages.set("/none", answer(200, '<div class="no-results">No results.</div>'));
  pages.set("/challenge", answer(202, '<div class="anomaly-modal__title">bots</div>'));
  pages.set("/busy", answer(429, ""));
  pages.set("/broken", answer(500, ""));
  pages.set("/other", answer(200, "<p>Hello"));
  const desk = deskWith();
  const said = async (path: string) => {
    const results = await desk.search(at(path), 5, never);
    return results.ok ? results.value.map(({ title }) => title) : results.error.code;
  };
  expect(await said("/found")).toEqual(["A"]);
  expect(await said("/none")).toEqual([]);
  expect(await said("/challenge")).toBe("search-blocked");
  expect(await said("/busy")).toBe("search-blocked");
  expect(await said("/broken")).toBe("web-unreachable");
  expect(await said("/other")).toBe("web-unreadable");
});
