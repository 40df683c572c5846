import type { Terminal } from "@xterm/xterm";

/** As wide as the scroll bar that lies over it, in pixels, so that no column is lost. */
const width = 14;
/** After something was drawn on the screen the ruler follows within this many ms. */
const followMs = 250;

/** What is used of xterm.js 6.0.0 behind its interface. */
interface Inside {
  _core?: {
    _overviewRulerRenderer?: { _queueRefresh(newSize?: boolean, newPlace?: boolean): void };
  };
}

/** Shows where in all its lines a terminal's marks stand; only from the first mark on, since it costs at every drawing. */
export function showRuler(terminal: Terminal): void {
  if (terminal.options.overviewRuler?.width === width) return;
  terminal.options.overviewRuler = { width };
  drawSeldom(terminal);
}

/**
 * By itself the ruler is drawn anew after every change of the screen, a frame of its own after each letter that is typed,
 * and where the processor draws it that frame keeps the next letter waiting. Marks and sizes still show at once. Does
 * nothing where xterm.js looks different inside.
 */
function drawSeldom(terminal: Terminal): void {
  const ruler = (terminal as unknown as Inside)._core?._overviewRulerRenderer;
  if (typeof ruler?._queueRefresh !== "function") return;
  const refresh = ruler._queueRefresh.bind(ruler);
  let waits = false;
  ruler._queueRefresh = (newSize, newPlace) => {
    if (newSize === true || newPlace === true) {
      refresh(newSize, newPlace);
      return;
    }
    if (waits) return;
    waits = true;
    setTimeout(() => {
      waits = false;
      if (terminal.element?.isConnected === true) refresh();
    }, followMs);
  };
}
