import type { Result } from "../../shared/result.ts";
import { attempt, type CallFailure } from "./client.ts";

/** The state that an event stream of the contract begins with; null where it ended before. The stream is closed again. */
export async function firstEvent<T>(
  open: (signal: AbortSignal) => Promise<AsyncIterable<T>>,
): Promise<Result<T | null, CallFailure>> {
  const stop = new AbortController();
  const first = await attempt(
    open(stop.signal).then(async (stream) => {
      for await (const event of stream) return event;
      return null;
    }),
  );
  stop.abort();
  return first;
}
