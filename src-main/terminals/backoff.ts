/** Waits between tries, in ms; the last one for all that follow. */
const waits = [500, 2_000, 5_000, 15_000, 30_000, 60_000];
/** A line that has held this long, in ms, was a good one. */
const steadyMs = 10_000;

/** How long to wait before a broken line is tried again: not at all at first, then longer and longer, for ever. */
export class Backoff {
  #tries = 0;
  #attachedAt: number | null = null;

  /** The line stands. */
  attached(now: number): void {
    this.#attachedAt = now;
  }

  /** The line broke: ms until the first try. One that breaks again and again as soon as it stands is not tried at once. */
  broke(now: number): number {
    if (this.#attachedAt !== null && now - this.#attachedAt >= steadyMs) this.#tries = 0;
    this.#tries += 1;
    return this.#tries === 1 ? 0 : this.#wait();
  }

  /** A try failed: ms until the next one. */
  failed(): number {
    this.#tries += 1;
    return this.#wait();
  }

  #wait(): number {
    return waits[Math.min(Math.max(this.#tries - 2, 0), waits.length - 1)] ?? 0;
  }
}
