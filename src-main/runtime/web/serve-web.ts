import { createServer, type Server } from "node:http";
import type { AddressInfo, Socket } from "node:net";
import { type FairleadError, failure } from "../../../shared/errors.ts";
import { fail, ok, type Result } from "../../../shared/result.ts";
import { controlDoor } from "../../rpc/control-door.ts";
import type { Services } from "../../rpc/services.ts";
import type { TerminalPlane } from "../../rpc/terminal-plane.ts";
import { inUrl, isLoopback, ownHosts } from "./guard.ts";
import { LoginNotes } from "./login-notes.ts";
import { answerRequest } from "./requests.ts";
import { WebSessions } from "./sessions.ts";
import { readStaticFiles } from "./static-files.ts";
import { TerminalLinks } from "./terminal-links.ts";
import { Upgrades } from "./upgrades.ts";

export type WebOptions = {
  services: Services;
  plane: TerminalPlane;
  /** Folder of the built renderer. */
  rendererDir: string;
  /** Default 127.0.0.1. */
  host?: string;
  /** Default 0: any free one. */
  port?: number;
  /** Without it an address that other machines can reach is refused. */
  allowRemote?: boolean;
  now?: () => number;
  timeouts?: Partial<Timeouts>;
};

/** Milliseconds a client has for its part of a request. */
type Timeouts = { headers: number; request: number; keepAlive: number; checkEvery: number };
const defaultTimeouts: Timeouts = {
  headers: 10_000,
  request: 15_000,
  keepAlive: 5_000,
  checkEvery: 2_000,
};
const connectionsAtOnce = 256;
const lastWordMs = 200;

/** A running web runtime. Disposing closes every connection; shells and turns go on in the core. */
export type WebRuntime = AsyncDisposable & {
  readonly address: { host: string; port: number };
  readonly sessions: WebSessions;
  /** A URL with a new token in its fragment: good for 10 minutes and 5 windows. */
  newUrl(): string;
};

/** Serves the page, the control plane and the terminal plane to browsers. */
export async function serveWeb(options: WebOptions): Promise<Result<WebRuntime, FairleadError>> {
  const host = options.host ?? "127.0.0.1";
  if (!isLoopback(host) && options.allowRemote !== true) {
    return fail(failure("exposure-not-allowed", host));
  }
  const timeouts = { ...defaultTimeouts, ...options.timeouts };
  const server = createServer({
    headersTimeout: timeouts.headers,
    requestTimeout: timeouts.request,
    keepAliveTimeout: timeouts.keepAlive,
    connectionsCheckingInterval: timeouts.checkEvery,
    noDelay: true,
  });
  server.maxConnections = connectionsAtOnce;
  const close = closerOf(server);
  const port = await listen(server, host, options.port ?? 0);
  if (!port.ok) return port;

  const hosts = ownHosts(host, port.value);
  const owned = new AsyncDisposableStack();
  owned.defer(close);
  const sessions = owned.use(new WebSessions(options.now));
  const links = owned.use(new TerminalLinks(options.plane));
  const control = controlDoor(options.services);
  const upgrades = owned.use(new Upgrades({ hosts, sessions, links, control }));
  sessions.revoked.on((id) => {
    links.endSession(id);
    upgrades.endSession(id);
  });
  const files = readStaticFiles(options.rendererDir);
  server.on("upgrade", (request, socket, head) => upgrades.upgrade(request, socket, head));
  const isConnected = (id: string) => upgrades.isConnected(id);
  const logins = new LoginNotes(options.services.audit.record, options.now);
  const parts = { hosts, files, sessions, links, isConnected, logins };
  server.on("request", (request, response) => {
    answerRequest(request, response, parts).catch((error: unknown) => {
      options.services.reportFault(error, "web");
      response.destroy();
    });
  });
  const shownHost = host === "0.0.0.0" || host === "::" ? "127.0.0.1" : host;
  return ok({
    address: { host, port: port.value },
    sessions,
    newUrl: () => `http://${inUrl(shownHost)}:${port.value}/#${sessions.newToken()}`,
    [Symbol.asyncDispose]: () => owned.disposeAsync(),
  });
}

function listen(
  server: Server,
  host: string,
  port: number,
): Promise<Result<number, FairleadError>> {
  return new Promise((resolve) => {
    server.once("error", (error) => resolve(fail(failure("address-unavailable", error.message))));
    server.listen({ host, port }, () => resolve(ok((server.address() as AddressInfo).port)));
  });
}

/** Returns what ends the server: connections get a moment to say their last word, then they are cut. */
function closerOf(server: Server): () => Promise<void> {
  const sockets = new Set<Socket>();
  server.on("connection", (socket: Socket) => {
    sockets.add(socket);
    socket.on("close", () => sockets.delete(socket));
  });
  return () =>
    new Promise((resolve) => {
      const cut = setTimeout(() => {
        for (const socket of sockets) socket.destroy();
      }, lastWordMs);
      server.close(() => {
        clearTimeout(cut);
        resolve();
      });
      server.closeIdleConnections();
    });
}
