/**
 * Reads lists of what is waiting: for every item that appears `handle` is called once, with a signal that aborts when the
 * item is gone or `signal` aborts. What `handle` throws ends the reading.
 */
export async function handleEach<T extends { id: string }>(
  lists: AsyncIterable<readonly T[]>,
  handle: (item: T, signal: AbortSignal) => void,
  signal: AbortSignal,
): Promise<void> {
  const open = new Map<string, AbortController>();
  for await (const items of lists) {
    for (const [id, controller] of open) {
      if (!items.some((item) => item.id === id)) controller.abort();
    }
    for (const item of items) {
      if (open.has(item.id)) continue;
      const controller = new AbortController();
      open.set(item.id, controller);
      handle(item, AbortSignal.any([signal, controller.signal]));
    }
  }
}

/**
 * Runs `work`; `helper` runs beside it and may only end it early, by throwing. Both are told by their signal when it is
 * over, and both are waited for: what they hold they have let go of.
 */
export async function withHelper<T>(
  work: (signal: AbortSignal) => Promise<T>,
  helper: (signal: AbortSignal) => Promise<void>,
  signal: AbortSignal,
): Promise<T> {
  const over = new AbortController();
  const both = AbortSignal.any([over.signal, signal]);
  const failed = Promise.withResolvers<never>();
  const helping = helper(both).catch((error: unknown) => {
    if (!both.aborted) failed.reject(error);
  });
  const working = work(both);
  try {
    return await Promise.race([working, failed.promise]);
  } finally {
    over.abort();
    await Promise.allSettled([working, helping]);
  }
}
