import { connect } from "node:net";
import { expect, test } from "vitest";
import { webSubprotocol } from "../../../shared/web-endpoints.ts";
import { ownHosts } from "./guard.ts";
import { serveWeb } from "./serve-web.ts";
import { webWorld } from "./web-world.ts";

const csp =
  "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; style-src 'self' 'unsafe-inline'; font-src 'self'; img-src 'self' data: blob:; connect-src 'self'; frame-ancestors 'none'; base-uri 'none'; form-action 'none'";

test("the page's own files are served without a secret, each with every protecting header", async () => {
  await using world = await webWorld();
  for (const [path, body, type, caching] of [
    ["/", "<!doctype html>page", "text/html; charset=utf-8", "no-cache"],
    ["/index.html", "<!doctype html>page", "text/html; charset=utf-8", "no-cache"],
    [
      "/assets/index-AbCd_123.js",
      "script",
      "text/javascript; charset=utf-8",
      "public, max-age=31536000, immutable",
    ],
    ["/assets/plain.svg", "<svg/>", "image/svg+xml", "no-cache"],
  ] as const) {
    const answer = await world.ask("GET", path);
    expect([answer.status, answer.body]).toEqual([200, body]);
    expect(answer.headers).toMatchObject({
      "content-type": type,
      "cache-control": caching,
      "content-security-policy": csp,
      "x-content-type-options": "nosniff",
      "referrer-policy": "no-referrer",
      "cross-origin-opener-policy": "same-origin",
      "cross-origin-resource-policy": "same-origin",
    });
    expect(answer.headers["set-cookie"]).toBe(undefined);
    expect(answer.headers["access-control-allow-origin"]).toBe(undefined);
  }
  const head = await world.ask("HEAD", "/");
  expect([head.status, head.headers["content-length"], head.body]).toEqual([200, "19", ""]);
});

for (const path of [
  "/../outside.txt",
  "/%2e%2e/outside.txt",
  "/assets/../../outside.txt",
  "/assets/..%2f..%2foutside.txt",
  "/assets\\..\\..\\outside.txt",
  "/..%5coutside.txt",
  "//etc/passwd",
  "/index.html%00.js",
  "/assets/",
  "/INDEX.HTML",
  "/anything",
]) {
  test(`GET ${path} is no file of ours: 401 and nothing else`, async () => {
    await using world = await webWorld();
    const answer = await world.ask("GET", path);
    expect([answer.status, answer.body]).toEqual([401, ""]);
  });
}

for (const [what, headers] of [
  ["a name that resolves here", { host: "evil.example:PORT" }],
  ["another port", { host: "127.0.0.1:1" }],
  ["no port", { host: "127.0.0.1" }],
  ["a longer name", { host: "127.0.0.1.evil.example:PORT" }],
  ["another loopback address", { host: "127.0.0.2:PORT" }],
] as const) {
  test(`a Host header with ${what} is refused on every door`, async () => {
    await using world = await webWorld();
    const host = headers.host.replace("PORT", String(world.port));
    const secret = await world.secret();
    const full = { host, origin: `http://${host}`, authorization: `Bearer ${secret}` };
    for (const [method, path] of [
      ["GET", "/"],
      ["GET", "/sessions"],
      ["POST", "/session"],
      ["POST", "/terminals/stream?window=window-01"],
    ] as const) {
      const answer = await world.ask(method, path, full);
      expect([method, path, answer.status, answer.body]).toEqual([method, path, 403, ""]);
    }
    const upgraded = await world.upgrade("/control", {
      host,
      origin: `http://${host}`,
      "sec-websocket-protocol": world.protocols(secret),
    });
    expect(upgraded.split("\r\n")[0]).toBe("HTTP/1.1 403 Forbidden");
  });
}

for (const origin of [
  "http://evil.example",
  "null",
  "https://127.0.0.1:PORT",
  "http://localhost:PORT",
  "http://127.0.0.1:1",
  "file://",
]) {
  test(`the Origin ${origin} is refused on every door`, async () => {
    await using world = await webWorld();
    const secret = await world.secret();
    const foreign = origin.replace("PORT", String(world.port));
    const full = { origin: foreign, authorization: `Bearer ${secret}` };
    for (const [method, path] of [
      ["GET", "/"],
      ["GET", "/sessions"],
      ["DELETE", "/sessions?id=x"],
      ["POST", "/session"],
      ["POST", "/terminals/stream?window=window-01"],
    ] as const) {
      const answer = await world.ask(method, path, full);
      expect([method, path, answer.status, answer.body]).toEqual([method, path, 403, ""]);
    }
    for (const path of ["/control", "/terminals/keys?window=window-01"]) {
      const upgraded = await world.upgrade(path, {
        origin: foreign,
        "sec-websocket-protocol": world.protocols(secret),
      });
      expect(upgraded.split("\r\n")[0]).toBe("HTTP/1.1 403 Forbidden");
    }
  });
}

test("where an Origin belongs it must be there, and another site's request is refused by what the browser says", async () => {
  await using world = await webWorld();
  const secret = await world.secret();
  const authorization = `Bearer ${secret}`;
  expect((await world.ask("POST", "/session", {}, "{}")).status).toBe(403);
  expect((await world.ask("DELETE", "/sessions?id=x", { authorization })).status).toBe(403);
  const upgraded = await world.upgrade("/control", {
    "sec-websocket-protocol": world.protocols(secret),
  });
  expect(upgraded.split("\r\n")[0]).toBe("HTTP/1.1 403 Forbidden");
  for (const [site, status] of [
    ["cross-site", 403],
    ["same-site", 403],
    ["same-origin", 200],
    ["none", 200],
  ] as const) {
    const answer = await world.ask("GET", "/sessions", { authorization, "sec-fetch-site": site });
    expect([site, answer.status]).toEqual([site, status]);
  }
});

test("localhost is a name of ours too", async () => {
  await using world = await webWorld();
  const host = `localhost:${world.port}`;
  const answer = await world.ask(
    "POST",
    "/session",
    { host, origin: `http://${host}` },
    JSON.stringify({ token: world.token() }),
  );
  expect(answer.status).toBe(200);
});

test("the token is exchanged for a secret five times, then never again", async () => {
  await using world = await webWorld();
  const token = world.token();
  const opened: string[] = [];
  world.runtime.sessions.opened.on(({ userAgent }) => opened.push(userAgent));
  const secrets = new Set<string>();
  for (let count = 1; count <= 5; count += 1) {
    const answer = await world.exchange(token, { "user-agent": `browser ${count}` });
    expect([answer.status, answer.headers["cache-control"]]).toEqual([200, "no-store"]);
    secrets.add(JSON.parse(answer.body).secret);
  }
  expect(secrets.size).toBe(5);
  const sixth = await world.exchange(token);
  expect([sixth.status, sixth.body]).toEqual([401, ""]);
  expect(opened).toEqual(["browser 1", "browser 2", "browser 3", "browser 4", "browser 5"]);
  expect((await world.exchange(world.token())).status).toBe(200);
});

test("the token is dead after ten minutes; a session it gave lives on", async () => {
  let now = 1_000;
  await using world = await webWorld({ now: () => now });
  const token = world.token();
  const secret = await world.secret();
  now += 10 * 60_000 - 1;
  expect((await world.exchange(token)).status).toBe(200);
  now += 1;
  const late = await world.exchange(token);
  expect([late.status, late.body]).toEqual([401, ""]);
  const answer = await world.ask("GET", "/sessions", { authorization: `Bearer ${secret}` });
  expect(answer.status).toBe(200);
});

for (const [what, body] of [
  ["a wrong token", '{"token":"AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA"}'],
  ["an empty token", '{"token":""}'],
  ["a token that is no text", '{"token":["x"]}'],
  ["no JSON", "token"],
  ["nothing", ""],
  ["too much", `{"token":"${"x".repeat(100)}","more":"${"x".repeat(3_900)}"}`],
] as const) {
  test(`${what} gives 401 and nothing else`, async () => {
    await using world = await webWorld();
    world.token();
    const answer = await world.ask("POST", "/session", { origin: world.origin }, body);
    expect([answer.status, answer.body, answer.headers["content-length"]]).toEqual([401, "", "0"]);
  });
}

for (const authorization of [
  undefined,
  "Bearer ",
  "Bearer AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA",
  "Basic SECRET",
  "bearer SECRET",
  "Bearer SECRET extra",
]) {
  test(`Authorization: ${authorization} opens no door`, async () => {
    await using world = await webWorld();
    const secret = await world.secret();
    const headers = {
      origin: world.origin,
      cookie: `fairlead=${secret}; session=${secret}`,
      ...(authorization === undefined
        ? {}
        : { authorization: authorization.replace("SECRET", secret) }),
    };
    for (const [method, path] of [
      ["GET", "/sessions"],
      ["DELETE", "/sessions?id=x"],
      ["POST", "/terminals/stream?window=window-01"],
      ["GET", `/sessions?secret=${secret}`],
      ["PUT", "/session"],
      ["GET", "/control"],
    ] as const) {
      const answer = await world.ask(method, path, headers);
      expect([method, path, answer.status, answer.body]).toEqual([method, path, 401, ""]);
    }
  });
}

test("an upgrade without the secret is refused with 401 and nothing else", async () => {
  await using world = await webWorld();
  const secret = await world.secret();
  for (const offered of [
    undefined,
    webSubprotocol,
    `${webSubprotocol}, fairlead.secret.`,
    `${webSubprotocol}, fairlead.secret.wrong`,
    secret,
  ]) {
    for (const path of ["/control", "/terminals/keys?window=window-01"]) {
      const answer = await world.upgrade(path, {
        origin: world.origin,
        cookie: `fairlead=${secret}`,
        authorization: `Bearer ${secret}`,
        ...(offered === undefined ? {} : { "sec-websocket-protocol": offered }),
      });
      expect(answer).toBe(
        "HTTP/1.1 401 Unauthorized\r\nContent-Length: 0\r\nConnection: close\r\n\r\n",
      );
    }
  }
});

test("an upgrade with the secret opens, and the secret is not said back", async () => {
  await using world = await webWorld();
  const secret = await world.secret();
  const answer = await world.upgrade("/control", {
    origin: world.origin,
    "sec-websocket-protocol": world.protocols(secret),
  });
  expect(answer).toMatch(/^HTTP\/1\.1 101 /);
  expect(answer).toContain(`Sec-WebSocket-Protocol: ${webSubprotocol}\r\n`);
  expect(answer).not.toContain(secret);
  for (const [path, status] of [
    ["/elsewhere", "404 Not Found"],
    ["/terminals/keys", "400 Bad Request"],
    ["/terminals/keys?window=../../x", "400 Bad Request"],
    ["/terminals/keys?window=window-01", "409 Conflict"],
  ] as const) {
    const refused = await world.upgrade(path, {
      origin: world.origin,
      "sec-websocket-protocol": world.protocols(secret),
    });
    expect([path, refused.split("\r\n")[0]]).toEqual([path, `HTTP/1.1 ${status}`]);
  }
});

test("sessions can be seen and revoked; a revoked one is refused", async () => {
  await using world = await webWorld();
  const mine = await world.secret();
  const other = await world.secret();
  const asMe = { authorization: `Bearer ${mine}`, origin: world.origin };
  const listed = JSON.parse((await world.ask("GET", "/sessions", asMe)).body);
  expect(listed).toMatchObject([
    { address: "127.0.0.1", connected: false, current: true },
    { address: "127.0.0.1", connected: false, current: false },
  ]);
  expect(JSON.stringify(listed)).not.toContain(other);
  expect((await world.ask("DELETE", `/sessions?id=${listed[1].id}`, asMe)).status).toBe(204);
  expect((await world.ask("DELETE", `/sessions?id=${listed[1].id}`, asMe)).status).toBe(404);
  const refused = await world.ask("GET", "/sessions", { authorization: `Bearer ${other}` });
  expect([refused.status, refused.body]).toEqual([401, ""]);
  expect((await world.ask("GET", "/sessions", asMe)).status).toBe(200);
});

test("an address other machines can reach is refused without the flag", async () => {
  await using world = await webWorld();
  for (const host of ["0.0.0.0", "::", "192.168.1.10", "example.com", "127.0.0.1.example.com"]) {
    const served = await serveWeb({
      services: world.services,
      plane: undefined as never,
      rendererDir: "/nowhere",
      host,
    });
    expect([host, served.ok || served.error.code]).toEqual([host, "exposure-not-allowed"]);
  }
});

test("a port that is taken is a failure with a sentence", async () => {
  await using world = await webWorld();
  const served = await serveWeb({
    services: world.services,
    plane: undefined as never,
    rendererDir: "/nowhere",
    port: world.port,
  });
  expect(served).toMatchObject({ ok: false, error: { code: "address-unavailable" } });
});

test("only exact names are ours", () => {
  expect([...ownHosts("127.0.0.1", 4_000)]).toEqual([
    "127.0.0.1:4000",
    "localhost:4000",
    "[::1]:4000",
  ]);
  expect([...ownHosts("10.0.0.5", 80)]).toEqual(["10.0.0.5", "10.0.0.5:80"]);
  expect(ownHosts("0.0.0.0", 4_000).has("127.0.0.1:4000")).toBe(true);
  expect(ownHosts("0.0.0.0", 4_000).has("evil.example:4000")).toBe(false);
});

for (const [what, sent] of [
  ["says nothing", ""],
  ["dribbles its headers", "GET / HTTP/1.1\r\nHost: x\r\nX-Slow: "],
  [
    "dribbles its body",
    "POST /session HTTP/1.1\r\nHost: HOST\r\nOrigin: http://HOST\r\nContent-Length: 100\r\n\r\n{",
  ],
] as const) {
  test(`a client that ${what} is cut off`, async () => {
    await using world = await webWorld({
      timeouts: { headers: 50, request: 80, keepAlive: 50, checkEvery: 20 },
    });
    const socket = connect(world.port, "127.0.0.1");
    socket.write(sent.replaceAll("HOST", world.host));
    socket.resume();
    await new Promise((resolve) => socket.on("close", resolve));
    expect(socket.destroyed).toBe(true);
  });
}
