import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { type IncomingHttpHeaders, request } from "node:http";
import { connect } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { webSubprotocol, webSubprotocols } from "../../../shared/web-endpoints.ts";
import { inMemoryServices } from "../../rpc/in-memory-services.ts";
import { InMemoryTerminal } from "../../rpc/in-memory-terminal.ts";
import { TerminalPlane } from "../../rpc/terminal-plane.ts";
import { serveWeb, type WebOptions } from "./serve-web.ts";

export type Answer = { status: number; headers: IncomingHttpHeaders; body: string };

/** A web runtime on in-memory services and a page of three files, for tests. The test disposes of it. */
export async function webWorld(options: Partial<WebOptions> = {}) {
  const folder = mkdtempSync(join(tmpdir(), "fairlead-web-"));
  const rendererDir = join(folder, "renderer");
  mkdirSync(join(rendererDir, "assets"), { recursive: true });
  writeFileSync(join(rendererDir, "index.html"), "<!doctype html>page");
  writeFileSync(join(rendererDir, "assets", "index-AbCd_123.js"), "script");
  writeFileSync(join(rendererDir, "assets", "plain.svg"), "<svg/>");
  writeFileSync(join(folder, "outside.txt"), "outside");

  const memory = inMemoryServices();
  const terminals = [new InMemoryTerminal(), new InMemoryTerminal()] as const;
  const plane = new TerminalPlane({ byChannel: (channel) => terminals[channel - 1] });
  const served = await serveWeb({ services: memory.services, plane, rendererDir, ...options });
  if (!served.ok) throw new Error(served.error.sentence);
  const runtime = served.value;
  const { port } = runtime.address;
  const host = `127.0.0.1:${port}`;
  const origin = `http://${host}`;

  /** One request exactly as given, on a connection of its own. */
  const ask = (
    method: string,
    path: string,
    headers: Record<string, string> = {},
    body?: string,
  ): Promise<Answer> =>
    new Promise((resolve, reject) => {
      const asking = request({
        host: "127.0.0.1",
        port,
        method,
        path,
        agent: false,
        headers: { host, ...headers },
      });
      asking.on("error", reject);
      asking.on("response", (response) => {
        const pieces: Buffer[] = [];
        response.on("data", (piece: Buffer) => pieces.push(piece));
        response.on("end", () =>
          resolve({
            status: response.statusCode ?? 0,
            headers: response.headers,
            body: Buffer.concat(pieces).toString(),
          }),
        );
      });
      asking.end(body);
    });

  const token = () => runtime.newUrl().split("#")[1] ?? "";
  const exchange = (value: unknown, headers: Record<string, string> = {}) =>
    ask("POST", "/session", { origin, ...headers }, JSON.stringify({ token: value }));
  const secret = async () => {
    const answer = await exchange(token());
    return String(JSON.parse(answer.body).secret);
  };
  /** The first line and whatever follows the headers of an upgrade's answer. */
  const upgrade = (path: string, headers: Record<string, string>): Promise<string> =>
    new Promise((resolve, reject) => {
      const socket = connect(port, "127.0.0.1");
      const lines = Object.entries({
        host,
        connection: "Upgrade",
        upgrade: "websocket",
        "sec-websocket-version": "13",
        "sec-websocket-key": "dGhlIHNhbXBsZSBub25jZQ==",
        ...headers,
      }).map(([name, value]) => `${name}: ${value}\r\n`);
      socket.write(`GET ${path} HTTP/1.1\r\n${lines.join("")}\r\n`);
      let text = "";
      socket.on("error", reject);
      socket.on("data", (bytes) => {
        text += bytes.toString("latin1");
        if (text.startsWith("HTTP/1.1 101")) socket.destroy();
      });
      socket.on("close", () => resolve(text));
    });
  const protocols = (value: string) => webSubprotocols(value).join(", ");

  return {
    ...memory,
    runtime,
    terminals,
    host,
    origin,
    port,
    ask,
    token,
    exchange,
    secret,
    upgrade,
    protocols,
    webSubprotocol,
    [Symbol.asyncDispose]: async () => {
      await runtime[Symbol.asyncDispose]();
      rmSync(folder, { recursive: true });
    },
  };
}
