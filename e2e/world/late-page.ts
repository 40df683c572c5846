import type { Lateness } from "../../src-renderer/test/late-port.ts";

/**
 * Runs in a page before its own scripts: timers, frames, what observers tell and the clipboard come late, each by less than
 * `mostMs`, as on a machine that is busy with something else. What is due earlier still comes earlier.
 */
export function makePageLate(given: Omit<Lateness, "after">): void {
  const after = setTimeout.bind(window);
  const forget = clearTimeout.bind(window);
  const frame = requestAnimationFrame.bind(window);
  const cancel = cancelAnimationFrame.bind(window);
  window.lateness = { ...given, after };
  const some = () => Math.random() * given.mostMs;
  interface Entry {
    due: number;
    act: (time: number) => void;
  }
  class Waiting {
    readonly #entries: Entry[] = [];
    readonly #known = new Map<number, Entry>();

    add(due: number, act: Entry["act"], plan: (reach: (time: number) => void) => number): number {
      const entry = { due, act };
      const at = this.#entries.findLastIndex((other) => other.due <= due);
      this.#entries.splice(at + 1, 0, entry);
      const id = plan((time) => {
        while (this.#entries.includes(entry)) this.#entries.shift()?.act(time);
        this.#known.delete(id);
      });
      this.#known.set(id, entry);
      return id;
    }

    drop(id: number): void {
      const entry = this.#known.get(id);
      this.#known.delete(id);
      if (entry !== undefined && this.#entries.includes(entry))
        this.#entries.splice(this.#entries.indexOf(entry), 1);
    }
  }

  const timers = new Waiting();
  window.setTimeout = ((act: (...rest: unknown[]) => void, ms = 0, ...rest: unknown[]) =>
    timers.add(
      performance.now() + ms,
      () => act(...rest),
      (reach) => after(reach, ms + some()),
    )) as typeof window.setTimeout;
  window.clearTimeout = (id) => {
    timers.drop(Number(id));
    forget(id);
  };

  const frames = new Waiting();
  let turn = 0;
  window.requestAnimationFrame = (act) =>
    frames.add(turn++, act, (reach) => frame(() => after(() => frame(reach), some())));
  window.cancelAnimationFrame = (id) => {
    frames.drop(id);
    cancel(id);
  };

  const told = new Waiting();
  /** What an observer tells belongs to a frame. */
  const later = (tell: () => void) => told.add(turn++, tell, (reach) => after(reach, some()));
  class Coming {
    readonly #ids: number[] = [];

    add(tell: () => void): void {
      this.#ids.push(later(tell));
    }

    drop(): void {
      for (const id of this.#ids.splice(0)) told.drop(id);
    }
  }
  window.ResizeObserver = class extends ResizeObserver {
    readonly #coming = new Coming();

    constructor(tell: ResizeObserverCallback) {
      super((entries) => this.#coming.add(() => tell(entries, this)));
    }

    override disconnect(): void {
      this.#coming.drop();
      super.disconnect();
    }
  };
  window.IntersectionObserver = class extends IntersectionObserver {
    readonly #coming = new Coming();

    constructor(tell: IntersectionObserverCallback, options?: IntersectionObserverInit) {
      super((entries) => this.#coming.add(() => tell(entries, this)), options);
    }

    override disconnect(): void {
      this.#coming.drop();
      super.disconnect();
    }
  };

  const { clipboard } = navigator;
  let before: Promise<unknown> = Promise.resolve();
  for (const name of ["read", "readText", "write", "writeText"] as const) {
    const real = clipboard?.[name].bind(clipboard) as (...rest: unknown[]) => Promise<unknown>;
    if (clipboard === undefined) break;
    const late = async (...rest: unknown[]) => {
      const waited = new Promise((resolve) => after(resolve, some()));
      const mine = before.then(() => waited).then(() => real(...rest));
      before = mine.catch(() => undefined);
      return mine;
    };
    Object.assign(clipboard, { [name]: late });
  }
}
