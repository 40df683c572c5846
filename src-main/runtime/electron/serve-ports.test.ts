import { once } from "node:events";
import { MessageChannel, type MessagePort as NodePort } from "node:worker_threads";
import { createORPCClient } from "@orpc/client";
import { RPCLink } from "@orpc/client/message-port";
import type { ContractRouterClient } from "@orpc/contract";
import type { MessagePortMain } from "electron";
import { expect, test } from "vitest";
import type { contract } from "../../../shared/contract/contract.ts";
import { DownDecoder, encodeUp } from "../../../shared/frames.ts";
import { inMemoryServices } from "../../rpc/in-memory-services.ts";
import { InMemoryTerminal } from "../../rpc/in-memory-terminal.ts";
import { TerminalPlane } from "../../rpc/terminal-plane.ts";
import { servePorts } from "./serve-ports.ts";

/** Node's port with the face of Electron's: its messages arrive as events with `data`. */
function asMain(port: NodePort): MessagePortMain {
  const face = {
    on(event: string, listener: (value: unknown) => void) {
      port.on(event as "message", (data: unknown) =>
        listener(event === "message" ? { data } : data),
      );
      return face;
    },
    postMessage: (message: unknown) => port.postMessage(message),
    start: () => port.start(),
    close: () => port.close(),
  };
  return face as unknown as MessagePortMain;
}

function world() {
  const terminal = new InMemoryTerminal();
  const plane = new TerminalPlane({
    byChannel: (channel) => (channel === 1 ? terminal : undefined),
  });
  let disposed = false;
  const doors = servePorts({
    services: inMemoryServices().services,
    core: {
      plane,
      async [Symbol.asyncDispose]() {
        plane[Symbol.dispose]();
        disposed = true;
      },
    },
  });
  return { terminal, doors, isDisposed: () => disposed };
}

test("a window's control port speaks the contract", async () => {
  const { doors } = world();
  const { port1, port2 } = new MessageChannel();
  doors.serveControl(asMain(port1));
  const client: ContractRouterClient<typeof contract> = createORPCClient(
    new RPCLink({ port: port2 as never }),
  );
  port2.start();
  expect((await client.hosts.list()).map((host) => host.id)).toEqual(["host-local"]);
  port2.close();
});

test("a window's terminal port carries output down and keys up; a frame that cannot be closes it", async () => {
  const { doors, terminal, isDisposed } = world();
  const { port1, port2 } = new MessageChannel();
  doors.serveTerminals(asMain(port1));
  const decoder = new DownDecoder();
  let screen = "";
  port2.on("message", (bytes: Uint8Array) => {
    for (const frame of decoder.push(bytes)) {
      if (frame.kind === "output" || frame.kind === "reset")
        screen += Buffer.from(frame.bytes).toString();
    }
  });
  port2.postMessage(encodeUp({ kind: "attach", channel: 1, from: 0, credit: 65_536 }));
  terminal.output.print(Buffer.from("hello"));
  await expect.poll(() => screen).toBe("hello");
  port2.postMessage(encodeUp({ kind: "input", channel: 1, bytes: Buffer.from("ls\r") }));
  await expect.poll(() => terminal.typed).toEqual(["ls\r"]);
  const closed = once(port2, "close");
  port2.postMessage("no frame");
  await closed;
  await doors[Symbol.asyncDispose]();
  expect(isDisposed()).toBe(true);
});
