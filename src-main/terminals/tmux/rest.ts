/** How long nothing may come before it counts as rest. */
const restMs = 300;

/** Calls back once nothing has come for a while, when asked to. Disposing asks no more. */
export class Rest implements Disposable {
  readonly #reached: () => void;
  #timer: NodeJS.Timeout | null = null;

  constructor(reached: () => void) {
    this.#reached = reached;
  }

  /** Calls back at the next rest, once. */
  await(): void {
    if (this.#timer !== null) return;
    this.#timer = setTimeout(() => {
      this.#timer = null;
      this.#reached();
    }, restMs);
    this.#timer.unref();
  }

  /** Something has come. */
  disturb(): void {
    this.#timer?.refresh();
  }

  [Symbol.dispose](): void {
    if (this.#timer !== null) clearTimeout(this.#timer);
    this.#timer = null;
  }
}
