/** How often the clock is looked at, and how much later than that a look must come to mean a sleep, in ms. */
const everyMs = 2_000;
const sleptMs = 5_000;

/** Tells when this process has slept, with its machine or alone: the clock on the wall has jumped between two looks. */
export class WakeWatch implements Disposable {
  readonly #timer: NodeJS.Timeout;

  constructor(woke: () => void, now: () => number = Date.now) {
    let lookedAt = now();
    this.#timer = setInterval(() => {
      const late = now() - lookedAt - everyMs;
      lookedAt = now();
      if (late > sleptMs) woke();
    }, everyMs);
    this.#timer.unref();
  }

  [Symbol.dispose](): void {
    clearInterval(this.#timer);
  }
}
