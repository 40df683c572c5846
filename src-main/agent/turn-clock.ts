import type { Approvals } from "./approvals.ts";

/** What a turn's signal is aborted with when its time is up. */
export const timeIsUp = "the turn's time is up";

/** The time a turn may take. Waiting for a person does not count. Whoever made it disposes of it. */
export class TurnClock implements Disposable {
  readonly #controller = new AbortController();
  readonly #now: () => number;
  #leftMs: number;
  #workedMs = 0;
  #runningSince = 0;
  #pauses = 0;
  #timer: NodeJS.Timeout | undefined;

  /** `seconds` 0 = no limit. */
  constructor(seconds: number, now: () => number) {
    this.#now = now;
    this.#leftMs = seconds === 0 ? Number.POSITIVE_INFINITY : seconds * 1_000;
    this.#run();
  }

  /** Aborts, with `timeIsUp` as its reason, when the time is up. */
  get signal(): AbortSignal {
    return this.#controller.signal;
  }

  /** Milliseconds so far in which no person was waited for. */
  get workedMs(): number {
    return this.#workedMs + (this.#pauses > 0 ? 0 : this.#now() - this.#runningSince);
  }

  /** The same way of asking, with the clock stopped for as long as the question waits. */
  pausing(ask: Approvals["ask"]): Approvals["ask"] {
    return (question, check, signal) => this.pausedFor(ask(question, check, signal));
  }

  /** Waits for a person with the clock stopped. */
  async pausedFor<T>(waiting: Promise<T>): Promise<T> {
    this.#pause();
    try {
      return await waiting;
    } finally {
      this.#resume();
    }
  }

  #pause(): void {
    this.#pauses += 1;
    if (this.#pauses > 1) return;
    clearTimeout(this.#timer);
    const ran = this.#now() - this.#runningSince;
    this.#leftMs -= ran;
    this.#workedMs += ran;
  }

  #resume(): void {
    this.#pauses -= 1;
    if (this.#pauses === 0) this.#run();
  }

  #run(): void {
    this.#runningSince = this.#now();
    if (this.#leftMs === Number.POSITIVE_INFINITY) return;
    this.#timer = setTimeout(() => this.#controller.abort(timeIsUp), Math.max(0, this.#leftMs));
  }

  [Symbol.dispose](): void {
    clearTimeout(this.#timer);
    this.#leftMs = Number.POSITIVE_INFINITY;
  }
}
