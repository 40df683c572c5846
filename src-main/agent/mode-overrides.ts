import type { ModeOverride, PolicyScope } from "../../shared/contract/policy.ts";
import { isLive } from "../../shared/effective-mode.ts";

/** The longest a timer can wait. */
const longestTimer = 2 ** 31 - 1;

/** Modes that were set for a place or a while: for this run of the app, each until its end. */
export class ModeOverrides implements Disposable {
  readonly #now: () => number;
  readonly #ended: (override: ModeOverride) => void;
  #overrides: ModeOverride[] = [];
  #timer: NodeJS.Timeout | null = null;

  /** `ended` is told of each that has run out. */
  constructor(now: () => number, ended: (override: ModeOverride) => void) {
    this.#now = now;
    this.#ended = ended;
  }

  /** Those that hold now. */
  list(): ModeOverride[] {
    const now = this.#now();
    return this.#overrides.filter((each) => isLive(each, now));
  }

  /** Instead of what was set for the same place. */
  set(override: ModeOverride): void {
    this.#drop(override.scope);
    this.#overrides.push(override);
    this.#wait();
  }

  /** False where nothing was set for this place. */
  clear(scope: PolicyScope): boolean {
    const cleared = this.#drop(scope);
    this.#wait();
    return cleared;
  }

  [Symbol.dispose](): void {
    if (this.#timer !== null) clearTimeout(this.#timer);
    this.#timer = null;
  }

  #drop(scope: PolicyScope): boolean {
    const before = this.#overrides.length;
    this.#overrides = this.#overrides.filter((each) => placeKey(each.scope) !== placeKey(scope));
    return this.#overrides.length < before;
  }

  #wait(): void {
    this[Symbol.dispose]();
    const ends = this.#overrides.flatMap(({ until }) => until ?? []);
    if (ends.length === 0) return;
    const wait = Math.max(0, Math.min(...ends) - this.#now());
    this.#timer = setTimeout(() => this.#expire(), Math.min(wait, longestTimer));
    this.#timer.unref();
  }

  #expire(): void {
    const now = this.#now();
    const over = this.#overrides.filter((each) => !isLive(each, now));
    this.#overrides = this.#overrides.filter((each) => isLive(each, now));
    this.#wait();
    for (const each of over) this.#ended(each);
  }
}

function placeKey(scope: PolicyScope): string {
  return JSON.stringify(
    scope.kind === "tag" ? { ...scope, tag: scope.tag.trim().toLowerCase() } : scope,
  );
}
