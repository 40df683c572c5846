import type { PlaneAttachment } from "./plane-attachment.ts";
import type { PlaneOutput } from "./plane-terminal.ts";

/** With this much waiting for it a client counts as choked although it has credit: its transport does not drain. */
const chokedBacklog = 256 * 1024;

/**
 * One terminal and everybody who watches it. While every watcher is choked the terminal's source is paused, so the flood
 * waits where it is made; as soon as one can take more it goes on, and whoever falls out of the replay buffer gets a reset.
 * A watcher that has given no credit for `stallMs` is no longer waited for: a frozen page must not stop a shell.
 */
export class PlaneSource implements Disposable {
  readonly #output: PlaneOutput;
  readonly #stallMs: number;
  readonly #watchers = new Map<PlaneAttachment, () => void>();
  readonly #listening = new DisposableStack();
  #paused = false;
  #stallTimer: NodeJS.Timeout | undefined;

  constructor(output: PlaneOutput, stallMs: number) {
    this.#output = output;
    this.#stallMs = stallMs;
    this.#listening.use(output.onOutput.on(() => this.#tellAll(() => undefined)));
    this.#listening.use(output.onReset.on(() => this.#tellAll((watcher) => watcher.startAnew())));
    this.#listening.use(output.onEnd.on(() => this.#tellAll((watcher) => watcher.end())));
  }

  /** `wake` is called whenever there may be something to take. */
  watch(attachment: PlaneAttachment, wake: () => void): void {
    this.#watchers.set(attachment, wake);
    this.balance();
  }

  unwatch(attachment: PlaneAttachment): void {
    this.#watchers.delete(attachment);
    this.balance();
  }

  get isWatched(): boolean {
    return this.#watchers.size > 0;
  }

  /** Pauses or resumes the source by what its watchers can take now. */
  balance(): void {
    const waitedFor = [...this.#watchers.keys()].filter((watcher) => !watcher.stalled);
    const pause = waitedFor.length > 0 && waitedFor.every(isChoked);
    if (pause === this.#paused) return;
    this.#paused = pause;
    clearTimeout(this.#stallTimer);
    if (pause) {
      this.#output.pauseSource();
      this.#watchForStall();
    } else {
      this.#output.resumeSource();
    }
  }

  #watchForStall(): void {
    this.#stallTimer = setTimeout(() => {
      const before = Date.now() - this.#stallMs;
      for (const watcher of this.#watchers.keys()) {
        if (isChoked(watcher) && watcher.heardAt <= before) watcher.stalled = true;
      }
      this.balance();
      if (this.#paused) this.#watchForStall();
    }, this.#stallMs);
    this.#stallTimer.unref();
  }

  #tellAll(change: (watcher: PlaneAttachment) => void): void {
    for (const [watcher, wake] of this.#watchers) {
      change(watcher);
      wake();
    }
    this.balance();
  }

  /** Lets the source run and listens no more. */
  [Symbol.dispose](): void {
    this.#watchers.clear();
    this.balance();
    this.#listening.dispose();
  }
}

function isChoked(watcher: PlaneAttachment): boolean {
  return watcher.credit <= 0 || watcher.backlog > chokedBacklog;
}
