/** Fires once when `ms` milliseconds of the machine's own work are over; the time a person thinks does not count. */
export class WorkTimer implements Disposable {
  readonly #fire: () => void;
  #leftMs: number;
  #startedAt = 0;
  #timer: NodeJS.Timeout | undefined;
  #holds = 0;

  constructor(ms: number, fire: () => void) {
    this.#leftMs = ms;
    this.#fire = fire;
    this.#start();
  }

  /** Stops the clock while `waiting` is pending. */
  async without<T>(waiting: Promise<T>): Promise<T> {
    if (this.#holds === 0) {
      clearTimeout(this.#timer);
      this.#leftMs -= performance.now() - this.#startedAt;
    }
    this.#holds += 1;
    try {
      return await waiting;
    } finally {
      this.#holds -= 1;
      if (this.#holds === 0) this.#start();
    }
  }

  #start(): void {
    if (this.#leftMs === Number.NEGATIVE_INFINITY) return;
    this.#startedAt = performance.now();
    this.#timer = setTimeout(this.#fire, Math.max(0, this.#leftMs));
  }

  [Symbol.dispose](): void {
    clearTimeout(this.#timer);
    this.#leftMs = Number.NEGATIVE_INFINITY;
  }
}
