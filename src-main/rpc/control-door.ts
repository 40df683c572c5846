import { RPCHandler } from "@orpc/server/ws";
import type { WebSocket } from "ws";
import type { CallContext } from "./context.ts";
import { pacedSocket } from "./paced-socket.ts";
import { createRouter } from "./router.ts";
import type { Services } from "./services.ts";

/** Longest message a client may send; a pasted question of 200,000 characters fits. */
export const controlPayloadBytes = 4 * 1024 * 1024;

/** Serves the contract on a socket until it closes. */
export type ControlDoor = (socket: WebSocket, context: CallContext) => void;

/** The control plane for WebSockets, whoever accepts them. */
export function controlDoor(services: Services): ControlDoor {
  const handler = new RPCHandler(createRouter(services));
  return (socket, context) => {
    // A socket that fails closes too, and closing is what ends its calls.
    socket.on("error", () => socket.terminate());
    handler
      .upgrade(pacedSocket(socket), { context })
      .catch((error: unknown) => services.reportFault(error, "control"));
  };
}
