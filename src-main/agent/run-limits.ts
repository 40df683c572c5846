import type { RunLimit } from "../../shared/contract/runs.ts";
import type { RunId } from "../../shared/ids.ts";

/** Timeouts of commands that somebody has set and can see. They end with the program. */
export class RunLimits implements Disposable {
  readonly #limits = new Map<RunId, { limit: RunLimit; timer: NodeJS.Timeout }>();
  readonly #reached: (id: RunId, limit: RunLimit) => void;

  constructor(reached: (id: RunId, limit: RunLimit) => void) {
    this.#reached = reached;
  }

  get(id: RunId): RunLimit | null {
    return this.#limits.get(id)?.limit ?? null;
  }

  /** In the place of one that was set before; null = none. */
  set(id: RunId, limit: RunLimit | null, durationMs = 0): void {
    clearTimeout(this.#limits.get(id)?.timer);
    this.#limits.delete(id);
    if (limit === null) return;
    const timer = setTimeout(() => {
      const over = { ...limit, isOver: true };
      this.#limits.set(id, { limit: over, timer });
      this.#reached(id, over);
    }, durationMs);
    timer.unref();
    this.#limits.set(id, { limit, timer });
  }

  [Symbol.dispose](): void {
    for (const { timer } of this.#limits.values()) clearTimeout(timer);
    this.#limits.clear();
  }
}
