/** Resolves after `ms` milliseconds with true, or at once with false when the signal aborts. Leaves no timer behind. */
export function pause(ms: number, signal: AbortSignal): Promise<boolean> {
  return new Promise((resolve) => {
    if (signal.aborted) return resolve(false);
    const end = (elapsed: boolean) => {
      clearTimeout(timer);
      signal.removeEventListener("abort", stopped);
      resolve(elapsed);
    };
    const stopped = () => end(false);
    const timer = setTimeout(() => end(true), ms);
    signal.addEventListener("abort", stopped);
  });
}

/** Settles like `promise`, or with `onAbort()` as soon as the signal aborts. The promise itself goes on; its late rejection is swallowed. */
export function orAborted<T>(
  promise: Promise<T>,
  signal: AbortSignal,
  onAbort: () => T,
): Promise<T> {
  return new Promise((resolve, reject) => {
    const stopped = () => resolve(onAbort());
    if (signal.aborted) stopped();
    else signal.addEventListener("abort", stopped, { once: true });
    promise.then(resolve, reject).finally(() => signal.removeEventListener("abort", stopped));
  });
}
