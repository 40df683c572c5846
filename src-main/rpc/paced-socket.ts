import type { WebSocket } from "ws";

/** Beyond this nothing more is pulled from an event stream and nothing more is read from the client. */
const highWaterBytes = 1024 * 1024;
/** A client that lets this much pile up is gone: answers to calls are not paced. */
const limitBytes = 64 * 1024 * 1024;

/**
 * A socket as oRPC's handler wants it, with back-pressure: `send` settles when there is room again, so an event stream is
 * not pulled faster than the client reads, and no further call is read meanwhile.
 */
export function pacedSocket(socket: WebSocket): Pick<WebSocket, "addEventListener" | "send"> {
  let waiting: PromiseWithResolvers<void> | null = null;
  const drained = () => {
    if (waiting === null || socket.bufferedAmount > highWaterBytes / 2) return;
    socket.resume();
    waiting.resolve();
    waiting = null;
  };
  socket.on("close", () => waiting?.resolve());
  const send = (message: string | Uint8Array): Promise<void> => {
    if (socket.readyState !== socket.OPEN) return Promise.resolve();
    socket.send(message, drained);
    if (socket.bufferedAmount > limitBytes) socket.terminate();
    if (waiting === null && socket.bufferedAmount > highWaterBytes) {
      waiting = Promise.withResolvers();
      socket.pause();
    }
    return waiting?.promise ?? Promise.resolve();
  };
  return { addEventListener: socket.addEventListener.bind(socket), send };
}
