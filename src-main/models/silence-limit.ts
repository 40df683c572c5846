/**
 * `signal` aborts with the caller's, or after `seconds` without `heard` being called; the clock starts with the first
 * `heard`. 0 seconds = no limit. Disposing stops the clock.
 */
export class SilenceLimit implements Disposable {
  readonly #silent = new AbortController();
  readonly #ms: number;
  #timer: NodeJS.Timeout | null = null;
  readonly signal: AbortSignal;
  readonly caller: AbortSignal;

  constructor(seconds: number, signal: AbortSignal) {
    this.#ms = seconds * 1_000;
    this.caller = signal;
    this.signal = AbortSignal.any([signal, this.#silent.signal]);
  }

  get expired(): boolean {
    return this.#silent.signal.aborted;
  }

  get sentence(): string {
    return `the endpoint was silent for ${this.#ms / 1_000} s`;
  }

  heard(): void {
    this.rest();
    if (this.#ms > 0) this.#timer = setTimeout(() => this.#silent.abort(), this.#ms);
  }

  /** Stops the clock until `heard`: for waits that are not the endpoint's. */
  rest(): void {
    if (this.#timer !== null) clearTimeout(this.#timer);
  }

  [Symbol.dispose](): void {
    this.rest();
  }
}
