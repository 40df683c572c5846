/** How often the process wakes for those who look now and then, in ms. */
const tickMs = 500;

type Looking = { every: number; next: number; look: () => void };

const lookers = new Set<Looking>();
let tick = 0;
let timer: NodeJS.Timeout | undefined;

/**
 * Calls `look` about every `ms` for as long as the process lives otherwise, until the returned Disposable is disposed.
 * Everybody's looks share one timer: a process with a hundred connections would else wake a hundred times as often.
 * Those who look equally seldom take turns, so that not all of them have something to do at once. Under half a second
 * each has a timer of its own.
 */
export function lookEvery(ms: number, look: () => void): Disposable {
  if (ms < tickMs) {
    const own = setInterval(look, ms);
    own.unref();
    return { [Symbol.dispose]: () => clearInterval(own) };
  }
  const every = Math.round(ms / tickMs);
  const looking: Looking = { every, next: tick + 1 + (lookers.size % every), look };
  lookers.add(looking);
  timer ??= setInterval(wake, tickMs).unref();
  return {
    [Symbol.dispose]() {
      lookers.delete(looking);
      if (lookers.size > 0) return;
      clearInterval(timer);
      timer = undefined;
    },
  };
}

function wake(): void {
  tick += 1;
  for (const looking of [...lookers]) {
    if (tick < looking.next || !lookers.has(looking)) continue;
    looking.next = tick + looking.every;
    looking.look();
  }
}
