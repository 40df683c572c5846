import { createServer, type Server } from "node:http";
import type { Socket } from "node:net";
import { WebSocketServer } from "ws";
import { commandLineContext } from "../rpc/context.ts";
import { controlDoor, controlPayloadBytes } from "../rpc/control-door.ts";
import type { Services } from "../rpc/services.ts";

/** Paths of the holder's door, for other processes of the same user. */
export const localDoor = {
  /** WebSocket: the contract, by oRPC. `?mode=all` and `?ask=no` hold for the turns that this client starts. */
  control: "/control",
  /** POST: a URL with a new token, as text; 404 where no web runtime is running. */
  url: "/url",
} as const;

/**
 * The door for the user's other `fairlead` processes, to be given to `HeldInstance.listen`. It asks for no secret: nobody
 * else can open its socket.
 */
export function localDoorServer(services: Services, newUrl: () => string | null): Server {
  const serve = controlDoor(services);
  const sockets = new WebSocketServer({
    noServer: true,
    maxPayload: controlPayloadBytes,
    perMessageDeflate: false,
  });
  const server = createServer((request, response) => {
    const url = request.method === "POST" && request.url === localDoor.url ? newUrl() : null;
    response.writeHead(url === null ? 404 : 200, { connection: "close" });
    response.end(url ?? undefined);
  });
  server.on("upgrade", (request, socket: Socket, head) => {
    socket.on("error", () => socket.destroy());
    const url = URL.parse(request.url ?? "", "http://local");
    if (url?.pathname !== localDoor.control) {
      socket.destroy();
      return;
    }
    const turn = {
      approveAll: url.searchParams.get("mode") === "all",
      canAsk: url.searchParams.get("ask") !== "no",
    };
    const context = commandLineContext(turn);
    const detail = { door: "command line", ...turn };
    void services.audit.record({ kind: "login", actor: context.actor, detail });
    sockets.handleUpgrade(request, socket, head, (opened) => serve(opened, context));
  });
  // Closing a server waits for the sockets that were upgraded, so they are cut first.
  const close = server.close.bind(server);
  server.close = (closed) => {
    for (const socket of sockets.clients) socket.terminate();
    return close(closed);
  };
  return server;
}
