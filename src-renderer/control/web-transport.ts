import { RPCLink } from "@orpc/client/websocket";
import { fail, ok, type Result } from "../../shared/result.ts";
import {
  bearer,
  sessionStorageKey,
  webCloseCodes,
  webEndpoints,
  webSession,
  webSubprotocols,
} from "../../shared/web-endpoints.ts";
import type {
  ControlConnection,
  PlaneConnection,
  PlaneListener,
  Transport,
  TransportFailure,
  WindowSessions,
} from "./transport.ts";

/** What of the browser this transport uses; a test gives its own. */
export interface WebSurroundings {
  location: Pick<Location, "hash" | "pathname" | "search" | "host" | "protocol">;
  history: Pick<History, "replaceState">;
  sessionStorage: Pick<Storage, "getItem" | "setItem" | "removeItem">;
}

/**
 * The web runtime's transport: the token of the fragment becomes a session secret that lives in sessionStorage and
 * travels in the Authorization header and as a WebSocket subprotocol, never in a cookie or an address.
 */
export class WebTransport implements Transport {
  readonly runtime = "web";
  readonly sessions: WindowSessions = {
    list: async () => {
      const answer = await this.#asked(webEndpoints.sessions, "GET");
      const list: unknown = answer?.ok === true ? await answer.json().catch(() => null) : null;
      return webSession.array().safeParse(list).data ?? null;
    },
    revoke: async (id) => {
      const path = `${webEndpoints.sessions}?id=${encodeURIComponent(id)}`;
      return (await this.#asked(path, "DELETE"))?.ok === true;
    },
  };
  readonly #page: WebSurroundings;
  readonly #windowId = crypto.randomUUID();
  #exchange: Promise<Result<string, TransportFailure>> | null = null;

  constructor(page: WebSurroundings) {
    this.#page = page;
  }

  async openControl(signal: AbortSignal): Promise<Result<ControlConnection, TransportFailure>> {
    const secret = await this.#secret(signal);
    if (!secret.ok) return secret;
    const socket = await this.#socket(webEndpoints.control, secret.value, signal);
    if (socket === null) return fail(await this.#whyRefused(secret.value, signal));
    const closed = new Promise<void>((resolve) => {
      socket.addEventListener("close", () => resolve());
    });
    return ok({ link: new RPCLink({ websocket: socket }), closed, close: () => socket.close() });
  }

  async openPlane(
    listener: PlaneListener,
    signal: AbortSignal,
  ): Promise<Result<PlaneConnection, TransportFailure>> {
    const secret = await this.#secret(signal);
    if (!secret.ok) return secret;
    const query = `?window=${this.#windowId}`;
    const owned = new AbortController();
    const stream = await fetch(`${webEndpoints.terminalStream}${query}`, {
      method: "POST",
      headers: { authorization: bearer(secret.value) },
      signal: AbortSignal.any([signal, owned.signal]),
    }).catch(() => null);
    if (stream?.status === 401) return fail("unauthorized");
    const body = stream?.ok === true ? stream.body : null;
    if (body === null) return fail("unreachable");
    const socket = await this.#socket(`${webEndpoints.terminalKeys}${query}`, secret.value, signal);
    if (socket === null) {
      owned.abort();
      return fail("unreachable");
    }
    let open = true;
    const end = (final: boolean) => {
      if (!open) return;
      open = false;
      owned.abort();
      socket.close();
      listener.onClosed(final);
    };
    socket.addEventListener("close", (event) =>
      end(event.code === webCloseCodes.replaced || event.code === webCloseCodes.revoked),
    );
    void readAll(body, (chunk) => open && listener.onBytes(chunk)).then(() => end(false));
    return ok({
      send: (frame) => {
        if (socket.readyState === WebSocket.OPEN) socket.send(new Uint8Array(frame));
      },
      close: () => end(false),
    });
  }

  /** A plain request of this session; null where it could not be made. */
  #asked(path: string, method: "GET" | "DELETE"): Promise<Response | null> {
    const secret = this.#page.sessionStorage.getItem(sessionStorageKey) ?? "";
    return fetch(path, { method, headers: { authorization: bearer(secret) } }).catch(() => null);
  }

  /** The session secret of this page; a token in the address is exchanged first and wins over a kept secret. */
  #secret(signal: AbortSignal): Promise<Result<string, TransportFailure>> {
    const token = this.#page.location.hash.slice(1);
    if (token !== "") {
      const { pathname, search } = this.#page.location;
      this.#page.history.replaceState(null, "", `${pathname}${search}`);
      this.#exchange = this.#exchangeToken(token, signal);
    }
    const kept = this.#page.sessionStorage.getItem(sessionStorageKey);
    if (this.#exchange !== null) return this.#exchange;
    return Promise.resolve(kept === null ? fail("unauthorized") : ok(kept));
  }

  async #exchangeToken(
    token: string,
    signal: AbortSignal,
  ): Promise<Result<string, TransportFailure>> {
    const answer = await fetch(webEndpoints.session, {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: JSON.stringify({ token }),
      signal,
    }).catch(() => null);
    if (answer === null) {
      this.#exchange = null;
      return fail("unreachable");
    }
    const grant: unknown = answer.ok ? await answer.json().catch(() => null) : null;
    this.#exchange = null;
    const secret =
      typeof grant === "object" && grant !== null && "secret" in grant ? grant.secret : null;
    if (typeof secret === "string") {
      this.#page.sessionStorage.setItem(sessionStorageKey, secret);
      return ok(secret);
    }
    // A link opened a second time in a window that already has its session goes on with it.
    const kept = this.#page.sessionStorage.getItem(sessionStorageKey);
    return kept === null ? fail("unauthorized") : ok(kept);
  }

  /** A WebSocket that fails before it opens does not say why; a plain request does. */
  async #whyRefused(secret: string, signal: AbortSignal): Promise<TransportFailure> {
    const answer = await fetch(webEndpoints.sessions, {
      headers: { authorization: bearer(secret) },
      signal,
    }).catch(() => null);
    if (answer?.status !== 401) return "unreachable";
    this.#page.sessionStorage.removeItem(sessionStorageKey);
    return "unauthorized";
  }

  #socket(path: string, secret: string, signal: AbortSignal): Promise<WebSocket | null> {
    const { protocol, host } = this.#page.location;
    const scheme = protocol === "https:" ? "wss" : "ws";
    const socket = new WebSocket(`${scheme}://${host}${path}`, webSubprotocols(secret));
    socket.binaryType = "arraybuffer";
    return new Promise((resolve) => {
      socket.addEventListener("open", () => resolve(socket), { once: true });
      socket.addEventListener("close", () => resolve(null), { once: true });
      signal.addEventListener("abort", () => socket.close(), { once: true });
    });
  }
}

async function readAll(
  body: ReadableStream<Uint8Array>,
  onChunk: (chunk: Uint8Array) => void,
): Promise<void> {
  const reader = body.getReader();
  try {
    for (;;) {
      const { done, value } = await reader.read();
      if (done) return;
      onChunk(value);
    }
  } catch {
    return; // a cut stream is an end like any other here: the listener is told by the caller
  } finally {
    reader.releaseLock();
  }
}
