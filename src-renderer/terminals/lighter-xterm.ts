import type { Terminal } from "@xterm/xterm";

/** What is used of xterm.js 6.0.0 behind its interface. */
interface Inside {
  _core?: {
    _selectionService?: { refresh(byMouse?: boolean): void; readonly hasSelection: boolean };
    _viewport?: { _isSyncing: boolean; _sync(): void };
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
