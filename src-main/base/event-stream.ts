import type { Emitter } from "./emitter.ts";

/**
 * The first value, then what the emitter says, as an async iterable for one client of the control plane.
 * A client that does not keep up by `limit` events is dropped with an Error: it must connect again and gets the whole
 * state anew. Ends when `signal` aborts; then listens to nothing.
 */
export async function* eventStream<T>(
  first: () => T,
  emitter: Emitter<T>,
  signal: AbortSignal | undefined,
  limit = 10_000,
): AsyncGenerator<T, void, void> {
  const queue: T[] = [];
  let wake: (() => void) | null = null;
  let overrun = false;
  using _listening = emitter.on((value) => {
    if (queue.length >= limit) overrun = true;
    else queue.push(value);
    wake?.();
  });
  const stop = () => wake?.();
  signal?.addEventListener("abort", stop);
  try {
    yield first();
    while (signal?.aborted !== true) {
      if (overrun) throw new Error("this client fell too far behind");
      const next = queue.shift();
      if (next !== undefined) {
        yield next;
        continue;
      }
      await new Promise<void>((resolve) => {
        wake = resolve;
        if (queue.length > 0 || overrun || signal?.aborted === true) resolve();
      });
      wake = null;
    }
  } finally {
    signal?.removeEventListener("abort", stop);
  }
}
