import type { UpdateState } from "../../../shared/contract/desktop.ts";
import { failure } from "../../../shared/errors.ts";
import { Emitter } from "../../base/emitter.ts";

/** What finds, fetches and installs a version. Methods reject with what went wrong. */
export type Updater = {
  /** The newer version that `feed` names, null where there is none, "unsupported" where this copy cannot replace itself. */
  look(feed: string): Promise<{ version: string } | null | "unsupported">;
  /** Fetches the version found last and checks it; `progress` hears percent, 0 to 100. */
  fetch(progress: (percent: number) => void, signal: AbortSignal): Promise<void>;
  /** Whether what was fetched is installed when the app quits. */
  installAtQuit(wanted: boolean): void;
};

export type UpdateParts = {
  /** The https address of the feed; "" = nobody is ever asked. */
  feed: () => string;
  feedChanged: Emitter<void>;
  /** Loads the updater, which happens when a feed is first asked; null where this copy cannot replace itself. */
  load: (() => Promise<Updater>) | null;
};

const dayMs = 24 * 60 * 60 * 1_000;

/**
 * Looks at the feed at the start, once a day and when it is changed; fetches only when told to. Failures are states.
 * Disposing stops looking and fetching; what was fetched is still installed at quit.
 */
export class Updates implements Disposable {
  readonly changed = new Emitter<void>();
  readonly #parts: UpdateParts;
  readonly #stop: Disposable;
  readonly #daily: NodeJS.Timeout;
  #state: UpdateState = { kind: "off" };
  #feed = "";
  /** Aborted when the feed changes: what it said no longer counts. */
  #work = new AbortController();
  /** One step at a time: the updater shares one look among all who ask. */
  #tail: Promise<void> = Promise.resolve();
  #updater: Updater | null = null;

  constructor(parts: UpdateParts) {
    this.#parts = parts;
    this.#stop = parts.feedChanged.on(() => this.#follow());
    this.#daily = setInterval(() => void this.look(), dayMs).unref();
    this.#follow();
  }

  state(): UpdateState {
    return this.#state;
  }

  /** Asks the feed. Resolves when it has answered or failed. */
  look(): Promise<void> {
    return this.#step(async (signal) => {
      const { kind } = this.#state;
      if (kind === "off" || kind === "unsupported" || kind === "ready") return;
      this.#say({ kind: "looking" });
      try {
        const found = await (await this.#loaded()).look(this.#feed);
        if (signal.aborted) return;
        if (found === "unsupported") this.#say({ kind: "unsupported" });
        else if (found === null) this.#say({ kind: "current", at: Date.now() });
        else this.#say({ kind: "available", version: found.version });
      } catch (error) {
        this.#fail(signal, "update-not-found", null, error);
      }
    });
  }

  /** Fetches the version that is there. Resolves when it is ready or has failed. */
  fetch(): Promise<void> {
    return this.#step(async (signal) => {
      const state = this.#state;
      const version = state.kind === "available" || state.kind === "failed" ? state.version : null;
      if (version === null) return;
      this.#say({ kind: "downloading", version, percent: 0 });
      try {
        const updater = await this.#loaded();
        updater.installAtQuit(true);
        await updater.fetch((percent) => this.#progress(signal, version, percent), signal);
        if (!signal.aborted) this.#say({ kind: "ready", version });
      } catch (error) {
        this.#fail(signal, "update-not-fetched", version, error);
      }
    });
  }

  [Symbol.dispose](): void {
    clearInterval(this.#daily);
    this.#stop[Symbol.dispose]();
    this.#work.abort();
    this.changed[Symbol.dispose]();
  }

  #follow(): void {
    const feed = this.#parts.feed();
    if (feed === this.#feed) return;
    this.#feed = feed;
    this.#work.abort();
    this.#work = new AbortController();
    // What another feed offered is not installed any more.
    this.#updater?.installAtQuit(false);
    if (feed === "") this.#say({ kind: "off" });
    else if (this.#parts.load === null) this.#say({ kind: "unsupported" });
    else {
      this.#say({ kind: "waiting" });
      void this.look();
    }
  }

  #step(run: (signal: AbortSignal) => Promise<void>): Promise<void> {
    const { signal } = this.#work;
    this.#tail = this.#tail.then(() => (signal.aborted ? undefined : run(signal)));
    return this.#tail;
  }

  async #loaded(): Promise<Updater> {
    if (this.#updater !== null) return this.#updater;
    if (this.#parts.load === null) throw new Error("this copy cannot replace itself");
    this.#updater = await this.#parts.load();
    return this.#updater;
  }

  #progress(signal: AbortSignal, version: string, percent: number): void {
    const whole = Math.min(100, Math.max(0, Math.floor(percent)));
    const told = this.#state.kind === "downloading" ? this.#state.percent : null;
    if (!signal.aborted && told !== null && whole !== told)
      this.#say({ kind: "downloading", version, percent: whole });
  }

  #fail(
    signal: AbortSignal,
    code: "update-not-found" | "update-not-fetched",
    version: string | null,
    error: unknown,
  ): void {
    if (signal.aborted) return;
    const detail = (error instanceof Error ? error.message : String(error)).slice(0, 2_000);
    this.#say({ kind: "failed", version, error: failure(code, detail) });
  }

  #say(state: UpdateState): void {
    this.#state = state;
    this.changed.emit();
  }
}
