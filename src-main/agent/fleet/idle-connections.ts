import type { HostId } from "../../../shared/ids.ts";

/** Connections that were opened for runs on many hosts alone: they are closed when nobody has used them for a while. */
export class IdleConnections implements Disposable {
  readonly #hangUp: (id: HostId) => void;
  readonly #idleMs: () => number;
  readonly #opened = new Set<HostId>();
  #timer: NodeJS.Timeout | undefined;

  constructor(hangUp: (id: HostId) => void, idleMs: () => number) {
    this.#hangUp = hangUp;
    this.#idleMs = idleMs;
  }

  opened(id: HostId): void {
    this.#opened.add(id);
    this.inUse(id);
  }

  /** A run is on its way to this host: the time begins anew when it is over. */
  inUse(id: HostId): void {
    if (this.#opened.has(id)) clearTimeout(this.#timer);
  }

  /** A run is over. */
  over(): void {
    clearTimeout(this.#timer);
    if (this.#opened.size === 0) return;
    this.#timer = setTimeout(() => {
      const idle = [...this.#opened];
      this.#opened.clear();
      for (const id of idle) this.#hangUp(id);
    }, this.#idleMs());
    this.#timer.unref();
  }

  [Symbol.dispose](): void {
    clearTimeout(this.#timer);
  }
}
