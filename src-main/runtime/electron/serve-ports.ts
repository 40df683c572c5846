import { RPCHandler } from "@orpc/server/message-port";
import type { MessagePortMain } from "electron";
import { windowContext } from "../../rpc/context.ts";
import { createRouter } from "../../rpc/router.ts";
import type { Services } from "../../rpc/services.ts";
import type { TerminalPlane } from "../../rpc/terminal-plane.ts";
import type { ElectronCore } from "./start-electron.ts";

type Parts = { core: AsyncDisposable & { plane: TerminalPlane }; services: Services };

/** The two doors of the core for the ports of Electron's windows. Disposing lets go of the core. */
export function servePorts({ core, services }: Parts): Omit<ElectronCore, "leaving"> {
  const handler = new RPCHandler(createRouter(services));
  return {
    serveControl(port: MessagePortMain) {
      handler.upgrade(port, { context: windowContext });
      port.start();
    },
    serveTerminals(port: MessagePortMain) {
      // A port has no buffer to look at: what the window has parsed comes back as credit, and that bounds what is under way.
      const connection = core.plane.connect({
        send: (frame) => port.postMessage(frame),
        buffered: () => 0,
      });
      port.on("message", ({ data }) => {
        if (!(data instanceof Uint8Array) || !connection.receive(data)) port.close();
      });
      port.on("close", () => connection[Symbol.dispose]());
      port.start();
    },
    [Symbol.asyncDispose]: () => core[Symbol.asyncDispose](),
  };
}
