/** What a silence amounts to: none worth a word, one that may end by itself, one that has lasted too long. */
export type Silence = "answers" | "stalled" | "silent";

export type PulseTimes = {
  /** A question goes out after this long without a sign of life, in ms. */
  beatMs: number;
  /** Without an answer for this long the other side counts as stalled, in ms. */
  stalledMs: number;
  /** And for this long as silent, in ms. */
  silentMs: number;
};

/** The times that go with a question every `beatMs`: 3 s make a stall known within 7 s and a silence within 13. */
export const pulseTimes = (beatMs: number): PulseTimes => ({
  beatMs,
  stalledMs: (beatMs * 4) / 3,
  silentMs: (beatMs * 10) / 3,
});

/** Of a shell in tmux it is asked at least every 3 s, whatever the keepalive of connections is. */
export const sessionHeartbeatMs = (keepaliveSeconds: number): number =>
  keepaliveSeconds > 0 ? Math.min(keepaliveSeconds * 1_000, 3_000) : 3_000;

/**
 * Whether the other side still answers. It is told of every question and of everything heard, and asked from time to time
 * what that amounts to. Owns no timer and no clock: `now` is any clock in ms that never runs backwards. A look that comes
 * much too late means that this process itself slept: silence counts from its waking.
 */
export class Pulse {
  readonly #times: PulseTimes;
  /** When the question went out that has no answer yet. */
  #askedAt: number | null = null;
  #heardAt: number;
  #lookedAt: number;

  constructor(times: PulseTimes, now: number) {
    this.#times = times;
    this.#heardAt = now;
    this.#lookedAt = now;
  }

  /** A question goes out. Those after it do not count while it waits. */
  asked(now: number): void {
    this.#askedAt ??= now;
  }

  /** Any sign of life. */
  heard(now: number): void {
    this.#askedAt = null;
    this.#heardAt = now;
  }

  /** To be called a few times per `beatMs`. `isDue`: a question should go out now. */
  look(now: number): { silence: Silence; isDue: boolean } {
    const slept = now - this.#lookedAt > 2 * this.#times.beatMs;
    this.#lookedAt = now;
    if (slept && this.#askedAt !== null) this.#askedAt = now;
    const isDue = this.#askedAt === null && now - this.#heardAt >= this.#times.beatMs;
    const waitedMs = this.#askedAt === null ? 0 : now - this.#askedAt;
    if (waitedMs >= this.#times.silentMs) return { silence: "silent", isDue };
    return { silence: waitedMs >= this.#times.stalledMs ? "stalled" : "answers", isDue };
  }
}
