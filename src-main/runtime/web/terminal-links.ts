import type { ServerResponse } from "node:http";
import type { WebSocket } from "ws";
import { webCloseCodes } from "../../../shared/web-endpoints.ts";
import type { PlaneConnection } from "../../rpc/plane-connection.ts";
import type { TerminalPlane } from "../../rpc/terminal-plane.ts";
import { keepAlive } from "./heartbeat.ts";

/** A stream whose keys do not come within this time is not wanted any more. */
const keysWithinMs = 30_000;

type Link = {
  sessionId: string;
  response: ServerResponse;
  connection: PlaneConnection;
  keys: WebSocket | null;
  waiting: NodeJS.Timeout;
};

/**
 * The windows on the terminal plane: for each a streamed response down and a WebSocket up, which live and die together.
 * A window is known by its session and the id it chose.
 */
export class TerminalLinks implements Disposable {
  readonly #plane: TerminalPlane;
  readonly #links = new Map<string, Link>();

  constructor(plane: TerminalPlane) {
    this.#plane = plane;
  }

  /** Begins the stream of a window on `response`; one that the window had before ends. */
  openStream(sessionId: string, windowId: string, response: ServerResponse): void {
    const key = keyOf(sessionId, windowId);
    this.#end(key, webCloseCodes.replaced);
    const connection = this.#plane.connect({
      send: (frame) => void response.write(frame),
      buffered: () => response.writableLength,
    });
    const waiting = setTimeout(() => this.#end(key, webCloseCodes.streamEnded), keysWithinMs);
    waiting.unref();
    const link: Link = { sessionId, response, connection, keys: null, waiting };
    this.#links.set(key, link);
    response.on("drain", () => connection.drained());
    response.on("error", () => response.destroy());
    response.on("close", () => {
      if (this.#links.get(key) === link) this.#end(key, webCloseCodes.streamEnded);
    });
    response.writeHead(200, {
      "content-type": "application/octet-stream",
      "cache-control": "no-store, no-transform",
    });
    response.flushHeaders();
  }

  hasStream(sessionId: string, windowId: string): boolean {
    return this.#links.has(keyOf(sessionId, windowId));
  }

  /** Takes the keys of a window that has its stream; keys that it had before end. */
  openKeys(sessionId: string, windowId: string, socket: WebSocket): void {
    const key = keyOf(sessionId, windowId);
    const link = this.#links.get(key);
    if (link === undefined) {
      socket.close(webCloseCodes.streamEnded);
      return;
    }
    clearTimeout(link.waiting);
    link.keys?.close(webCloseCodes.replaced);
    link.keys = socket;
    keepAlive(socket);
    const end = (code: number) => {
      if (this.#links.get(key) === link && link.keys === socket) this.#end(key, code);
    };
    socket.on("error", () => socket.terminate());
    socket.on("close", () => end(webCloseCodes.streamEnded));
    socket.on("message", (data, isBinary) => {
      const whole = isBinary && data instanceof Buffer;
      if (!whole || !link.connection.receive(data)) end(webCloseCodes.malformed);
    });
  }

  /** Ends every link of a session. */
  endSession(sessionId: string): void {
    for (const [key, link] of [...this.#links]) {
      if (link.sessionId === sessionId) this.#end(key, webCloseCodes.revoked);
    }
  }

  #end(key: string, code: number): void {
    const link = this.#links.get(key);
    if (link === undefined) return;
    this.#links.delete(key);
    clearTimeout(link.waiting);
    link.connection[Symbol.dispose]();
    link.keys?.close(code);
    // What a client that does not read has left in the transport is not worth keeping.
    if (link.response.writableLength > 0) link.response.destroy();
    else link.response.end();
  }

  [Symbol.dispose](): void {
    for (const key of [...this.#links.keys()]) this.#end(key, webCloseCodes.closing);
  }
}

const keyOf = (sessionId: string, windowId: string) => `${sessionId}/${windowId}`;
