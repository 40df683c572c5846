import type { Terminal } from "@xterm/xterm";
import type { DrawPause } from "./parse-pump.ts";

/** What is used of xterm.js 6.0.0 behind its interface. */
interface Debouncer {
  refresh(start: number | undefined, end: number | undefined, rowCount: number): void;
}
interface Inside {
  _core?: {
    _selectionService?: { refresh(byMouse?: boolean): void; readonly hasSelection: boolean };
    _viewport?: { _isSyncing: boolean; _sync(): void };
    _renderService?: { _renderDebouncer?: Debouncer };
  };
}

const inside = (terminal: Terminal) => (terminal as unknown as Inside)._core;

/**
 * Draws the screen once a frame. By itself xterm.js redraws the selection, and for that every row, in each frame in which
 * a line scrolled: all rows are then made twice. Without a selection, now and before, there is nothing to redraw.
 * Once for each terminal, after it was opened; does nothing where xterm.js looks different inside.
 */
export function drawOnceAFrame(terminal: Terminal): void {
  const selection = inside(terminal)?._selectionService;
  if (typeof selection?.refresh !== "function" || !("hasSelection" in selection)) return;
  const refresh = selection.refresh.bind(selection);
  let drawn = false;
  selection.refresh = (byMouse) => {
    if (!selection.hasSelection && !drawn) return;
    drawn = selection.hasSelection;
    refresh(byMouse);
  };
}

/**
 * Lets the scroll bar stand still until the returned function is called, and then follow: xterm.js moves it with every
 * line, which is a fifth of the work of a flood. For the time of one batch.
 */
export function holdScrollBar(terminal: Terminal): () => void {
  const viewport = inside(terminal)?._viewport;
  if (typeof viewport?._isSyncing !== "boolean" || typeof viewport._sync !== "function") {
    return () => undefined;
  }
  viewport._isSyncing = true;
  return () => {
    viewport._isSyncing = false;
    viewport._sync();
  };
}

/**
 * Draws a flooded screen seldom: with the DOM a frame costs as much as parsing 300 KB, and nobody reads sixty screens a
 * second. `hold` before every batch of a flood and `batchOver` after it; the screen is drawn when a breath follows, and in any
 * case when the time of the first hold is over.
 * Made after the terminal was opened; does nothing where xterm.js looks different inside.
 */
export class DrawHold implements Disposable {
  readonly #draw: (() => void) | null;
  #held: { start: number; end: number; rows: number } | null = null;
  #holding = false;
  #breathMs = 0;
  #latest: ReturnType<typeof setTimeout> | undefined;
  #breath: ReturnType<typeof setTimeout> | undefined;

  constructor(terminal: Terminal) {
    const debouncer = inside(terminal)?._renderService?._renderDebouncer;
    if (typeof debouncer?.refresh !== "function") {
      this.#draw = null;
      return;
    }
    const refresh = debouncer.refresh.bind(debouncer);
    debouncer.refresh = (start = 0, end, rows) => {
      const last = end ?? rows - 1;
      if (!this.#holding) refresh(start, last, rows);
      else {
        const held = this.#held ?? { start, end: last, rows };
        this.#held = { start: Math.min(start, held.start), end: Math.max(last, held.end), rows };
      }
    };
    this.#draw = () => {
      if (this.#held !== null) refresh(this.#held.start, this.#held.end, this.#held.rows);
      this.#held = null;
    };
  }

  hold({ withinMs, breathMs }: DrawPause): void {
    if (this.#draw === null) return;
    this.#holding = true;
    this.#breathMs = breathMs;
    this.#latest ??= setTimeout(() => this.release(), withinMs);
    clearTimeout(this.#breath);
  }

  batchOver(): void {
    if (!this.#holding) return;
    clearTimeout(this.#breath);
    // On a busy machine the next batch may be as late as the timer: it has its turn first.
    const release = () => this.release();
    this.#breath = setTimeout(() => {
      this.#breath = setTimeout(release);
    }, this.#breathMs);
  }

  release(): void {
    clearTimeout(this.#latest);
    clearTimeout(this.#breath);
    this.#latest = undefined;
    this.#holding = false;
    this.#draw?.();
  }

  [Symbol.dispose](): void {
    clearTimeout(this.#latest);
    clearTimeout(this.#breath);
  }
}
