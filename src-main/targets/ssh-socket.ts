import { connect, type Socket } from "node:net";
import { type FairleadError, failure } from "../../shared/errors.ts";
import { fail, ok, type Result } from "../../shared/result.ts";
import { type RawSshError, sshFailure } from "./ssh-errors.ts";

/** A connected TCP socket without Nagle's delay. The caller destroys it. Aborting destroys it here. */
export function openSocket(
  host: string,
  port: number,
  signal: AbortSignal,
): Promise<Result<Socket, FairleadError>> {
  if (signal.aborted) return Promise.resolve(fail(failure("aborted")));
  return new Promise((resolve) => {
    const socket = connect({ host, port, noDelay: true });
    const settle = (result: Result<Socket, FairleadError>) => {
      signal.removeEventListener("abort", stopped);
      socket.off("connect", connected).off("error", failed);
      if (!result.ok) {
        // A late error of a socket that nobody wants any more.
        socket.on("error", () => socket.destroy());
        socket.destroy();
      }
      resolve(result);
    };
    const stopped = () => settle(fail(failure("aborted")));
    const connected = () => settle(ok(socket));
    const failed = (error: RawSshError) => settle(fail(sshFailure(error, "connecting")));
    signal.addEventListener("abort", stopped);
    socket.once("connect", connected).once("error", failed);
  });
}
