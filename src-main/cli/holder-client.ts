import { once } from "node:events";
import { request } from "node:http";
import { connect } from "node:net";
import { createORPCClient } from "@orpc/client";
import { RPCLink } from "@orpc/client/websocket";
import { WebSocket } from "ws";
import { type FairleadError, failure } from "../../shared/errors.ts";
import { fail, ok, type Result } from "../../shared/result.ts";
import { localDoor } from "../runtime/local-door.ts";
import type { Client } from "./open-core.ts";

export type HolderClient = Disposable & {
  client: Client;
  /** Resolves when the holder is gone. */
  closed: Promise<void>;
};

/** Connects to the process that holds the data folder. */
export async function connectHolder(
  socketPath: string,
  turn: { approveAll: boolean; canAsk: boolean },
): Promise<Result<HolderClient, FairleadError>> {
  const query = new URLSearchParams();
  if (turn.approveAll) query.set("mode", "all");
  if (!turn.canAsk) query.set("ask", "no");
  const socket = new WebSocket(`ws://fairlead${localDoor.control}?${query}`, {
    createConnection: () => connect(socketPath),
  });
  try {
    await once(socket, "open");
  } catch (error) {
    const detail = error instanceof Error ? error.message : String(error);
    return fail(failure("instance-running", detail));
  }
  const closed = new Promise<void>((resolve) => socket.once("close", () => resolve()));
  socket.on("error", () => socket.terminate());
  // The link wants a browser's WebSocket, of which this one has every part that it uses.
  const link = new RPCLink({ websocket: socket as never });
  const client: Client = createORPCClient(link);
  return ok({ client, closed, [Symbol.dispose]: () => socket.close() });
}

/** A URL with a new token of the holder's web runtime; null where it has none. */
export async function askHolderForUrl(socketPath: string): Promise<string | null> {
  const asking = request({ socketPath, path: localDoor.url, method: "POST", agent: false });
  asking.end();
  try {
    const [response] = await once(asking, "response");
    let text = "";
    for await (const piece of response) text += String(piece);
    return response.statusCode === 200 ? text : null;
  } catch {
    return null;
  }
}
