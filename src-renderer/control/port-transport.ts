import { RPCLink } from "@orpc/client/message-port";
import { portsHandedOver, portsWanted } from "../../shared/electron-ports.ts";
import { fail, ok, type Result } from "../../shared/result.ts";
import type {
  ControlConnection,
  PlaneConnection,
  PlaneListener,
  Transport,
  TransportFailure,
} from "./transport.ts";

/** The two ends that main gave the page: control plane and terminal plane. */
export interface Ports {
  control: MessagePort;
  terminals: MessagePort;
}

/** Asks the preload script for the ports and resolves when it has handed them over. */
export function portsFromPreload(page: Window, signal?: AbortSignal): Promise<Ports> {
  return new Promise((resolve) => {
    const listen = (event: MessageEvent<unknown>) => {
      const [control, terminals] = event.ports;
      if (event.source !== page || event.data !== portsHandedOver) return;
      if (!control || !terminals) return;
      page.removeEventListener("message", listen);
      resolve({ control, terminals });
    };
    page.addEventListener("message", listen, signal ? { signal } : {});
    page.postMessage(portsWanted, page.origin);
  });
}

/** Electron's transport. Ports never come back: when main ends, so does the window. */
export class PortTransport implements Transport {
  readonly runtime = "electron";
  readonly #ports: Promise<Ports>;
  #controlUsed = false;

  constructor(ports: Promise<Ports>) {
    this.#ports = ports;
  }

  async openControl(_signal: AbortSignal): Promise<Result<ControlConnection, TransportFailure>> {
    const { control } = await this.#ports;
    if (this.#controlUsed) return fail("unreachable");
    this.#controlUsed = true;
    const closed = new Promise<void>((resolve) => {
      control.addEventListener("close", () => resolve());
    });
    const link = new RPCLink({ port: control });
    control.start();
    return ok({ link, closed, close: () => control.close() });
  }

  async openPlane(
    listener: PlaneListener,
    _signal: AbortSignal,
  ): Promise<Result<PlaneConnection, TransportFailure>> {
    const { terminals } = await this.#ports;
    const owned = new AbortController();
    terminals.addEventListener(
      "message",
      (event: MessageEvent<unknown>) => {
        if (event.data instanceof Uint8Array) listener.onBytes(event.data);
      },
      { signal: owned.signal },
    );
    terminals.addEventListener(
      "close",
      () => {
        owned.abort();
        listener.onClosed(true);
      },
      { signal: owned.signal },
    );
    terminals.start();
    return ok({
      send: (frame) => terminals.postMessage(frame),
      close: () => {
        owned.abort();
        listener.onClosed(false);
      },
    });
  }
}
