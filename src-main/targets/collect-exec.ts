import type { FairleadError } from "../../shared/errors.ts";
import { failure } from "../../shared/errors.ts";
import { fail, ok, type Result } from "../../shared/result.ts";
import type { ByteChannel, ExecResult } from "./target.ts";

/** What a script says and how it ends, once its channel has opened; it gets no input. */
export async function execOver(
  opening: Promise<Result<ByteChannel, FairleadError>>,
  signal: AbortSignal,
  limitBytes?: number,
): Promise<Result<ExecResult, FairleadError>> {
  const channel = await opening;
  if (!channel.ok) return channel;
  channel.value.endInput();
  return await collectExec(channel.value, signal, limitBytes);
}

/** Reads a channel to its end; what exceeds `limitBytes` is read and dropped. Disposes of the channel. */
function collectExec(
  channel: ByteChannel,
  signal: AbortSignal,
  limitBytes = 1024 * 1024,
): Promise<Result<ExecResult, FairleadError>> {
  return new Promise((resolve) => {
    const pieces: Uint8Array[] = [];
    let kept = 0;
    const settle = (result: Result<ExecResult, FairleadError>) => {
      signal.removeEventListener("abort", stopped);
      channel[Symbol.dispose]();
      resolve(result);
    };
    const stopped = () => settle(fail(failure("aborted")));
    if (signal.aborted) return stopped();
    signal.addEventListener("abort", stopped);
    channel.onData((bytes) => {
      const room = limitBytes - kept;
      if (room <= 0) return;
      pieces.push(bytes.length > room ? bytes.subarray(0, room) : bytes);
      kept += Math.min(room, bytes.length);
    });
    channel.onEnd((end) => {
      if (end.lost) return settle(fail(failure("connection-lost")));
      settle(
        ok({
          exitCode: end.exitCode,
          standardOutput: Buffer.concat(pieces),
          standardError: end.standardError,
        }),
      );
    });
  });
}
