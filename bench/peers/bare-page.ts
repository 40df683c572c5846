import { readFileSync } from "node:fs";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { fileURLToPath } from "node:url";
import { Client } from "ssh2";
import { WebSocketServer } from "ws";

const packaged = (path: string) =>
  readFileSync(fileURLToPath(new URL(`../../node_modules/@xterm/xterm/${path}`, import.meta.url)));

/** What the page does: a WebSocket into xterm.js and back, and nothing else. Runs in the browser. */
const pageScript = `
const size = new URLSearchParams(location.search);
const terminal = new Terminal({ cols: +size.get("columns"), rows: +size.get("rows"), scrollback: 10000, fontSize: 13,
  fontFamily: "monospace", allowProposedApi: true });
terminal.open(document.querySelector("#terminal"));
const socket = new WebSocket("ws://" + location.host + "/shell?" + size);
socket.binaryType = "arraybuffer";
socket.onmessage = ({ data }) => terminal.write(new Uint8Array(data));
terminal.onData((text) => socket.send(text));
`;
const page = `<!doctype html><meta charset="utf-8"><link rel="stylesheet" href="/xterm.css"><body>
<div id="terminal"></div><script src="/xterm.js"></script><script>${pageScript}</script>`;

export type SshLogin = { address: string; port: number; user: string; privateKey: string };

/**
 * The least that a terminal in a browser can be: ssh2's PTY, a WebSocket, xterm.js with its DOM renderer. What Fairlead is
 * compared with. Disposing ends server and shells.
 */
export async function serveBarePage(login: SshLogin): Promise<AsyncDisposable & { url: string }> {
  const files: Record<string, [string, Buffer | string]> = {
    "/": ["text/html", page],
    "/xterm.js": ["text/javascript", packaged("lib/xterm.js")],
    "/xterm.css": ["text/css", packaged("css/xterm.css")],
  };
  const server = createServer((request, response) => {
    const found = files[(request.url ?? "/").replace(/\?.*/, "")];
    if (found === undefined) response.writeHead(404).end();
    else response.writeHead(200, { "content-type": found[0] }).end(found[1]);
  });
  const sockets = new WebSocketServer({ server, perMessageDeflate: false });
  const clients = new Set<Client>();
  sockets.on("connection", (socket, request) => {
    const wanted = new URL(request.url ?? "/", "http://x").searchParams;
    const client = new Client();
    clients.add(client);
    client.on("ready", () => {
      client.setNoDelay(true);
      const cols = Number(wanted.get("columns"));
      const rows = Number(wanted.get("rows"));
      client.shell({ term: "xterm-256color", cols, rows }, (error, channel) => {
        if (error) return socket.close();
        channel.on("data", (bytes: Buffer) => socket.send(bytes));
        channel.on("close", () => socket.close());
        socket.on("message", (data: Buffer) => channel.write(data));
      });
    });
    client.on("error", () => socket.close());
    socket.on("close", () => client.destroy());
    client.connect({
      host: login.address,
      port: login.port,
      username: login.user,
      privateKey: readFileSync(login.privateKey),
    });
  });
  await new Promise<void>((listening) => server.listen(0, "127.0.0.1", listening));
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}/`,
    async [Symbol.asyncDispose]() {
      for (const client of clients) client.destroy();
      sockets.close();
      server.closeAllConnections();
      await new Promise((closed) => server.close(closed));
    },
  };
}
