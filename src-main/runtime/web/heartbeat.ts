import type { WebSocket } from "ws";

/** Cuts a socket off whose other end has answered no ping for a whole interval. */
export function keepAlive(socket: WebSocket, intervalMs = 20_000): void {
  let answered = true;
  socket.on("pong", () => {
    answered = true;
  });
  const timer = setInterval(() => {
    if (!answered) {
      socket.terminate();
      return;
    }
    answered = false;
    socket.ping();
  }, intervalMs);
  timer.unref();
  socket.on("close", () => clearInterval(timer));
}
