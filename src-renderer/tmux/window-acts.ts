import type { TerminalId } from "../../shared/ids.ts";
import { openDialog } from "../app/frame-store.ts";
import { useTerminals } from "../terminals/terminal-store.ts";
import { actOn, placeOf, type TmuxPlace } from "./tmux-store.ts";

/** The place of a terminal that tmux itself arranges: not ours alone, or beside others in its window. */
function arranged(id: TerminalId | null): TmuxPlace | null {
  const place = id === null ? null : placeOf(id);
  if (place === null) return null;
  return place.session.own && place.window.panes.length === 1 ? null : place;
}

/** Splits the terminal's pane in tmux; false where tmux does not arrange it. */
export function splitInTmux(id: TerminalId | null, direction: "right" | "below"): boolean {
  const place = arranged(id);
  if (place === null) return false;
  const { hostId, server } = place.session;
  void actOn(hostId, server, { kind: "split-pane", pane: place.pane.pane, direction });
  return true;
}

/** Zooms the terminal's pane within its window of tmux; false where it is alone there. */
export function zoomInTmux(id: TerminalId | null): boolean {
  const place = arranged(id);
  if (place === null || place.window.panes.length < 2) return false;
  void actOn(place.session.hostId, place.session.server, {
    kind: "zoom-pane",
    pane: place.pane.pane,
  });
  return true;
}

/** One more window in the session of a person; false elsewhere. */
export function newWindowInTmux(id: TerminalId | null): boolean {
  const place = id === null ? null : placeOf(id);
  if (place === null || place.session.own) return false;
  const { hostId, server, session } = place.session;
  void actOn(hostId, server, { kind: "new-window", session });
  return true;
}

/** Asks what closing a terminal of somebody's session means; false where it is ours. */
export function closeInTmux(id: TerminalId): boolean {
  const place = arranged(id);
  const state = useTerminals.getState().terminals.get(id)?.state;
  if (place === null || state === "lost" || state === "closed") return false;
  openDialog({ kind: "tmux-close", id });
  return true;
}

/** The pane on that side within the same window; null where there is none. */
export function neighbourInTmux(
  id: TerminalId | null,
  side: "left" | "right" | "up" | "down",
): TerminalId | null {
  const place = arranged(id);
  if (place === null || place.window.zoomed) return null;
  const { pane, window } = place;
  const middle = { x: pane.left + pane.columns / 2, y: pane.top + pane.rows / 2 };
  const found = window.panes.find((one) => {
    const beside = one.top <= middle.y && middle.y <= one.top + one.rows;
    const above = one.left <= middle.x && middle.x <= one.left + one.columns;
    return {
      left: beside && one.left + one.columns + 1 === pane.left,
      right: beside && one.left === pane.left + pane.columns + 1,
      up: above && one.top + one.rows + 1 === pane.top,
      down: above && one.top === pane.top + pane.rows + 1,
    }[side];
  });
  return found?.terminalId ?? null;
}
