import { whenConnected } from "./connection.ts";

const pauseAfterFailureMs = 500;

/**
 * Follows an event stream of the contract until `signal` aborts: opens it whenever there is a connection, opens it anew
 * when it ends or breaks. Every stream starts with the whole state, so nothing has to be remembered between.
 * `onProblem` hears why a stream broke while the connection stood.
 */
export async function follow<T>(
  open: (signal: AbortSignal) => Promise<AsyncIterable<T>>,
  apply: (event: T) => void,
  signal: AbortSignal,
  onProblem?: (error: unknown) => void,
): Promise<void> {
  while (!signal.aborted) {
    try {
      await whenConnected(signal);
      for await (const event of await open(signal)) {
        if (signal.aborted) return;
        apply(event);
      }
    } catch (error) {
      if (signal.aborted) return;
      onProblem?.(error);
    }
    await new Promise((resolve) => setTimeout(resolve, pauseAfterFailureMs));
  }
}
