import type { Terminal } from "@xterm/xterm";

/** As wide as the scroll bar that lies over it, in pixels, so that no column is lost. */
const width = 14;

/** Shows where in all its lines a terminal's marks stand; only from the first mark on, since it costs at every drawing. */
export function showRuler(terminal: Terminal): void {
  if (terminal.options.overviewRuler?.width !== width) terminal.options.overviewRuler = { width };
}
