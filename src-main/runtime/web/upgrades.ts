import type { IncomingMessage } from "node:http";
import type { Duplex } from "node:stream";
import { type WebSocket, WebSocketServer } from "ws";
import {
  webCloseCodes,
  webEndpoints,
  webSubprotocol,
  windowId,
} from "../../../shared/web-endpoints.ts";
import { windowContext } from "../../rpc/context.ts";
import { type ControlDoor, controlPayloadBytes } from "../../rpc/control-door.ts";
import { foreignness, isOwnSite, subprotocolSecret } from "./guard.ts";
import { keepAlive } from "./heartbeat.ts";
import type { WebSessions } from "./sessions.ts";
import type { TerminalLinks } from "./terminal-links.ts";

/** Longest up frame; a page cuts its pastes into pieces far below. */
const keysPayloadBytes = 256 * 1024;

export type UpgradeParts = {
  hosts: ReadonlySet<string>;
  sessions: WebSessions;
  links: TerminalLinks;
  control: ControlDoor;
};

/** The WebSockets of the web runtime: the control plane, and the keys of the terminal plane. */
export class Upgrades implements Disposable {
  readonly #parts: UpgradeParts;
  readonly #control = socketServer(controlPayloadBytes);
  readonly #keys = socketServer(keysPayloadBytes);
  /** Open control sockets with the session they belong to. */
  readonly #open = new Map<WebSocket, string>();

  constructor(parts: UpgradeParts) {
    this.#parts = parts;
  }

  /** Opens the WebSocket that is wanted, or answers with a status and nothing else. */
  upgrade(request: IncomingMessage, socket: Duplex, head: Buffer): void {
    socket.on("error", () => socket.destroy());
    const decided = this.#decide(request);
    if (typeof decided === "string") {
      socket.end(`HTTP/1.1 ${decided}\r\nContent-Length: 0\r\nConnection: close\r\n\r\n`);
      return;
    }
    decided.server.handleUpgrade(request, socket, head, decided.opened);
  }

  /** Same order as for requests: 403 for a foreign page, 401 without a secret, then what it wants. */
  #decide(
    request: IncomingMessage,
  ): string | { server: WebSocketServer; opened: (socket: WebSocket) => void } {
    const { hosts, sessions, links } = this.#parts;
    if (foreignness(request, hosts, "must-be-there") !== null || !isOwnSite(request)) {
      return "403 Forbidden";
    }
    const session = sessions.check(subprotocolSecret(request));
    if (session === null) return "401 Unauthorized";
    const url = URL.parse(request.url ?? "", "http://own");
    const offered = (request.headers["sec-websocket-protocol"] ?? "").split(/ *, */);
    if (url === null || !offered.includes(webSubprotocol)) return "400 Bad Request";
    if (url.pathname === webEndpoints.control) {
      return {
        server: this.#control,
        opened: (opened) => this.#serveControl(opened, session.id),
      };
    }
    if (url.pathname !== webEndpoints.terminalKeys) return "404 Not Found";
    const window = windowId.safeParse(url.searchParams.get("window"));
    if (!window.success) return "400 Bad Request";
    if (!links.hasStream(session.id, window.data)) return "409 Conflict";
    return {
      server: this.#keys,
      opened: (opened) => links.openKeys(session.id, window.data, opened),
    };
  }

  #serveControl(socket: WebSocket, sessionId: string): void {
    this.#open.set(socket, sessionId);
    socket.on("close", () => {
      this.#open.delete(socket);
      this.#parts.sessions.seen(sessionId);
    });
    keepAlive(socket);
    this.#parts.control(socket, windowContext);
  }

  /** Whether a page of the session is connected. */
  isConnected(sessionId: string): boolean {
    return [...this.#open.values()].includes(sessionId);
  }

  /** Closes the control sockets of a session. */
  endSession(sessionId: string): void {
    for (const [socket, owner] of this.#open) {
      if (owner === sessionId) socket.close(webCloseCodes.revoked);
    }
  }

  [Symbol.dispose](): void {
    for (const socket of this.#open.keys()) socket.close(webCloseCodes.closing);
  }
}

function socketServer(maxPayload: number): WebSocketServer {
  return new WebSocketServer({
    noServer: true,
    maxPayload,
    perMessageDeflate: false,
    clientTracking: false,
    handleProtocols: () => webSubprotocol,
  });
}
