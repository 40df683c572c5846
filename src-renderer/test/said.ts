/** Something that several streams hear; each stream begins with the state as it is then. */
export class Said<T> {
  readonly #state: () => T;
  readonly #listeners = new Set<(event: T) => void>();

  constructor(state: () => T) {
    this.#state = state;
  }

  say(event: T): void {
    for (const listener of this.#listeners) listener(event);
  }

  /** Says the whole state again. */
  sayState(): void {
    this.say(this.#state());
  }

  /** The state, then everything said, until `signal` aborts. */
  async *stream(signal: AbortSignal | undefined): AsyncGenerator<T, void, void> {
    const waiting: T[] = [this.#state()];
    let wake: () => void = () => undefined;
    const listener = (event: T) => {
      waiting.push(event);
      wake();
    };
    this.#listeners.add(listener);
    signal?.addEventListener("abort", () => wake(), { once: true });
    try {
      while (signal?.aborted !== true) {
        const next = waiting.shift();
        if (next !== undefined) yield next;
        else
          await new Promise<void>((resolve) => {
            wake = resolve;
          });
      }
    } finally {
      this.#listeners.delete(listener);
    }
  }
}
