/** How a command that runs comes along. */
export type RunProgress = {
  /** Bytes that it has printed, escape sequences included. */
  bytes: number;
  /** Over the last seconds. */
  bytesPerSecond: number;
  /** What it printed last, without escape sequences. */
  lastLines: string;
};

/** How far back a rate looks, in ms. */
const spanMs = 5_000;
const bucketMs = 250;

/** Counts what comes and says how fast it came over the last five seconds. Keeps some twenty numbers. */
export class OutputRate {
  readonly #now: () => number;
  readonly #startedAt: number;
  readonly #buckets: { at: number; bytes: number }[] = [];
  bytes = 0;

  constructor(now: () => number) {
    this.#now = now;
    this.#startedAt = now();
  }

  add(bytes: number): void {
    const at = this.#now();
    this.bytes += bytes;
    const last = this.#buckets.at(-1);
    if (last !== undefined && at - last.at < bucketMs) last.bytes += bytes;
    else this.#buckets.push({ at, bytes });
    while ((this.#buckets[0]?.at ?? at) < at - spanMs - bucketMs) this.#buckets.shift();
  }

  /** Bytes a second, over the last five seconds or since the start where that is less. */
  perSecond(): number {
    const now = this.#now();
    const from = Math.max(now - spanMs, this.#startedAt);
    const recent = this.#buckets.reduce(
      (sum, { at, bytes }) => (at >= from ? sum + bytes : sum),
      0,
    );
    return Math.round(recent / (Math.max(1_000, now - from) / 1_000));
  }
}
