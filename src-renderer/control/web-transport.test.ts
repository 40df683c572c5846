import { afterEach, expect, test, vi } from "vitest";
import { webCloseCodes } from "../../shared/web-endpoints.ts";
import { WebTransport } from "./web-transport.ts";

afterEach(() => vi.unstubAllGlobals());

const never = new AbortController().signal;

/** A page at an address, its sessionStorage in memory; `replaced` gathers what the address was changed to. */
function pageAt(hash: string, stored: Record<string, string> = {}) {
  const replaced: string[] = [];
  const location = { hash, pathname: "/", search: "?x=1", host: "127.0.0.1:1", protocol: "http:" };
  return {
    stored,
    replaced,
    location,
    history: {
      replaceState: (_state: unknown, _unused: string, url?: string | URL | null) => {
        replaced.push(String(url));
        location.hash = "";
      },
    },
    sessionStorage: {
      getItem: (key: string) => stored[key] ?? null,
      setItem: (key: string, value: string) => {
        stored[key] = value;
      },
      removeItem: (key: string) => {
        delete stored[key];
      },
    },
  };
}

/** Answers requests by path, writes down what was asked. */
function serve(answers: Record<string, () => Response>) {
  const asked: string[] = [];
  vi.stubGlobal("fetch", (path: string, init: RequestInit) => {
    const authorization = new Headers(init.headers).get("authorization") ?? "none";
    asked.push(`${init.method ?? "GET"} ${path.replace(/\?.*/, "")} ${authorization}`);
    const answer = answers[path.replace(/\?.*/, "")];
    return answer === undefined ? Promise.reject(new Error("refused")) : Promise.resolve(answer());
  });
  return asked;
}

class FakeSocket extends EventTarget {
  static readonly OPEN = 1;
  static opened: FakeSocket[] = [];
  static refuse = false;
  readyState = 1;
  readonly sent: unknown[] = [];
  readonly url: string;
  readonly protocols: readonly string[];

  constructor(url: string, protocols: string[]) {
    super();
    this.url = url;
    this.protocols = protocols;
    FakeSocket.opened.push(this);
    const refused = FakeSocket.refuse;
    queueMicrotask(() => this.dispatchEvent(new Event(refused ? "close" : "open")));
  }

  send(data: unknown): void {
    this.sent.push(data);
  }

  close(code = 1000): void {
    if (this.readyState === 3) return;
    this.readyState = 3;
    this.dispatchEvent(Object.assign(new Event("close"), { code }));
  }
}

function sockets({ refuse = false } = {}) {
  FakeSocket.opened = [];
  FakeSocket.refuse = refuse;
  vi.stubGlobal("WebSocket", FakeSocket);
  return FakeSocket.opened;
}

test("the token of the address becomes a kept secret and leaves the address", async () => {
  const page = pageAt("#token");
  const asked = serve({ "/session": () => Response.json({ secret: "s3cret" }) });
  const opened = sockets();
  const control = await new WebTransport(page).openControl(never);
  expect({
    ok: control.ok,
    asked,
    replaced: page.replaced,
    stored: page.stored,
    socket: opened.map(({ url, protocols }) => [url, ...protocols]),
  }).toEqual({
    ok: true,
    asked: ["POST /session none"],
    replaced: ["/?x=1"],
    stored: { "fairlead.session": "s3cret" },
    socket: [["ws://127.0.0.1:1/control", "fairlead.v1", "fairlead.secret.s3cret"]],
  });
});

test("a used-up token asks for a new link, unless this window has a session already", async () => {
  serve({ "/session": () => new Response(null, { status: 401 }) });
  sockets();
  const fresh = await new WebTransport(pageAt("#old")).openControl(never);
  const known = await new WebTransport(pageAt("#old", { "fairlead.session": "kept" })).openControl(
    never,
  );
  expect([fresh, known.ok]).toEqual([{ ok: false, error: "unauthorized" }, true]);
});

test("no token and no session: unauthorized, and nothing is asked", async () => {
  const asked = serve({});
  const control = await new WebTransport(pageAt("")).openControl(never);
  expect([control, asked]).toEqual([{ ok: false, error: "unauthorized" }, []]);
});

for (const [title, answers, error, kept] of [
  ["main is gone", {}, "unreachable", "kept"],
  [
    "main was started anew",
    { "/sessions": () => new Response(null, { status: 401 }) },
    "unauthorized",
    undefined,
  ],
] as const) {
  test(`a refused socket: ${title}`, async () => {
    const page = pageAt("", { "fairlead.session": "kept" });
    serve(answers);
    sockets({ refuse: true });
    const control = await new WebTransport(page).openControl(never);
    expect([control, page.stored["fairlead.session"]]).toEqual([{ ok: false, error }, kept]);
  });
}

test("the windows: listed as the server says, null where it says nothing good, revoked by id", async () => {
  const known = {
    id: "s1",
    createdAt: 1,
    usedAt: 2,
    address: "127.0.0.1",
    userAgent: "x",
    connected: true,
    current: true,
  };
  const { sessions } = new WebTransport(pageAt("", { "fairlead.session": "kept" }));
  const asked = serve({ "/sessions": () => Response.json([known]) });
  const good = await sessions.list();
  serve({ "/sessions": () => Response.json([{ ...known, address: 7 }]) });
  const malformed = await sessions.list();
  serve({ "/sessions": () => new Response(null, { status: 401 }) });
  const refused = [await sessions.list(), await sessions.revoke("s1")];
  serve({});
  const gone = [await sessions.list(), await sessions.revoke("s1")];
  const revoking = serve({ "/sessions": () => new Response(null, { status: 204 }) });
  const revoked = await sessions.revoke("s 1");
  expect({ asked, good, malformed, refused, gone, revoking, revoked }).toEqual({
    asked: ["GET /sessions Bearer kept"],
    good: [known],
    malformed: null,
    refused: [null, false],
    gone: [null, false],
    revoking: ["DELETE /sessions Bearer kept"],
    revoked: true,
  });
});

test("the terminal plane: chunks come down, frames go up, its end is told once", async () => {
  const bodies: ReadableStreamDefaultController<Uint8Array>[] = [];
  const asked = serve({
    "/terminals/stream": () =>
      new Response(new ReadableStream({ start: (controller) => void bodies.push(controller) })),
  });
  const opened = sockets();
  const heard: unknown[] = [];
  const chunk = Promise.withResolvers<void>();
  const plane = await new WebTransport(pageAt("", { "fairlead.session": "kept" })).openPlane(
    {
      onBytes: (bytes) => {
        heard.push([...bytes]);
        chunk.resolve();
      },
      onClosed: (final) => heard.push(final),
    },
    never,
  );
  if (!plane.ok) throw new Error(plane.error);
  bodies[0]?.enqueue(new Uint8Array([1, 2]));
  await chunk.promise;
  plane.value.send(new Uint8Array([9]));
  opened[0]?.close(webCloseCodes.replaced);
  plane.value.send(new Uint8Array([8]));
  plane.value.close();
  expect({ asked, heard, sent: opened[0]?.sent }).toEqual({
    asked: ["POST /terminals/stream Bearer kept"],
    heard: [[1, 2], true],
    sent: [new Uint8Array([9])],
  });
});
