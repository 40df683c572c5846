import { type CapturedRow, capturedRows } from "./captured-rows.ts";
import { decodeOctal } from "./octal.ts";
import type { PaneState } from "./pane-state.ts";

/** The two captures that `capturedRows` wants of one range of lines. */
export type Capture = { apart: Uint8Array; joined: Uint8Array };

export type PaneCapture = {
  state: PaneState;
  /** Lines above the screen and the screen itself. */
  lines: Capture;
  /** The normal screen while a program shows the alternate one. */
  normal: Capture;
  /** An escape sequence that has begun and not ended, octal escapes as in `capture-pane -C`. */
  pending: Uint8Array;
};

const csi = "\u001b[";
const plain = `\u000f${csi}m`;

/**
 * History, screen, cursor and modes as bytes for a cleared emulator of the pane's size; one of another size has all rows
 * as well, wrapped and scrolled as they would be there. What tmux cannot tell is left at its default: the pen, character
 * sets, focus reporting, cells cleared in a colour at the end of a line.
 */
export function paintPicture(capture: PaneCapture): Uint8Array {
  const { state } = capture;
  const { columns, rows: height } = state;
  const lines = capturedRows(capture.lines.apart, capture.lines.joined, columns);
  const history = lines.slice(0, -height);
  const screen = lines.slice(-height);
  let text = "\u001b)0";
  let painted: Painted;
  if (state.alternate === null) {
    painted = paintRows(history, screen, state.cursor.y);
  } else {
    const normal = capturedRows(capture.normal.apart, capture.normal.joined, columns);
    const { x, y } = state.alternate.saved ?? { x: 0, y: 0 };
    const behind = paintRows(history, normal, y);
    painted = paintRows([], screen, state.cursor.y);
    text += `${behind.text}${goTo(x, y, behind)}${csi}?1049h${csi}H`;
  }
  text += `${painted.text}\u001b)B${paintModes(state)}${paintCursor(state, screen, painted)}`;
  return Buffer.concat([Buffer.from(text, "latin1"), unescaped(capture.pending)]);
}

/** Rows as bytes, and in which row of the screen, from 0, they leave the cursor. */
type Painted = { text: string; endsIn: number };

/**
 * Each row after the one before, as they were printed. With history all rows of the screen are written, so that in the end
 * it has scrolled off; else those that hold something, and down to the cursor's.
 */
function paintRows(
  history: readonly CapturedRow[],
  screen: readonly CapturedRow[],
  cursorRow: number,
): Painted {
  const filled = screen.findLastIndex(({ text }) => text !== "");
  const endsIn = history.length > 0 ? screen.length - 1 : Math.max(filled, cursorRow);
  const rows = [...history, ...screen.slice(0, endsIn + 1)];
  const text = rows.map((row, index) => {
    if (row.wrapped) return row.text;
    return index === rows.length - 1 ? plainEnd(row) : `${plainEnd(row)}\r\n`;
  });
  return { text: text.join(""), endsIn };
}

/** From where rows have left the cursor to a cell above or beside it: right also where rows have wrapped before. */
function goTo(x: number, y: number, { endsIn }: Painted): string {
  return `${endsIn > y ? `${csi}${endsIn - y}A` : ""}${csi}${x + 1}G`;
}

/** The row, and the pen plain again behind it: an emulator fills new rows with the pen's background. */
function plainEnd(row: CapturedRow): string {
  return row.text.includes("\u001b") || row.text.includes("\u000e") ? row.text + plain : row.text;
}

const place = (x: number, y: number) => `${csi}${y + 1};${x + 1}H`;

function paintModes(state: PaneState): string {
  const { modes, scrollRegion } = state;
  const tracking = { none: "", click: `${csi}?1000h`, drag: `${csi}?1002h`, all: `${csi}?1003h` };
  return [
    paintTabs(state),
    isWhole(state) ? "" : `${csi}${scrollRegion.top + 1};${scrollRegion.bottom + 1}r`,
    modes.applicationCursor ? `${csi}?1h` : "",
    modes.applicationKeypad ? "\u001b=" : "",
    modes.bracketedPaste ? `${csi}?2004h` : "",
    tracking[modes.mouse],
    modes.mouseUtf8 ? `${csi}?1005h` : "",
    modes.mouseSgr ? `${csi}?1006h` : "",
    state.cursor.visible ? "" : `${csi}?25l`,
  ].join("");
}

/** Scrolling takes the whole screen. */
const isWhole = ({ scrollRegion: { top, bottom }, rows }: PaneState): boolean =>
  top === 0 && bottom === rows - 1;

function paintTabs(state: PaneState): string {
  const usual = (column: number) => column > 0 && column % 8 === 0;
  const set = new Set(state.tabs.filter((column) => column > 0));
  const columns = Array.from({ length: state.columns }, (_, column) => column);
  if (columns.every((column) => usual(column) === set.has(column))) return "";
  return `${csi}3g${[...set].map((column) => `${place(column, 0)}\u001bH`).join("")}`;
}

/** Last: moves the cursor, then the modes that would have changed how the picture is written. */
function paintCursor(state: PaneState, screen: readonly CapturedRow[], painted: Painted): string {
  const { cursor, modes, scrollRegion } = state;
  const row = screen[cursor.y];
  // Behind a full row the cursor waits to wrap: only writing that row again brings it there.
  const waits = cursor.x >= state.columns && row !== undefined;
  const x = Math.min(cursor.x, state.columns - 1);
  // Tab stops and a scroll region have moved the cursor from where the rows left it.
  const isThere = isWhole(state) && paintTabs(state) === "";
  const there = isThere ? goTo(x, cursor.y, painted) : place(x, cursor.y);
  const spot = waits ? `${place(0, cursor.y)}${row.text}${plain}` : there;
  const late = `${modes.wrap ? "" : `${csi}?7l`}${modes.insert ? `${csi}4h` : ""}`;
  if (!modes.origin) return `${spot}${late}`;
  const inside = place(cursor.x, Math.max(0, cursor.y - scrollRegion.top));
  return `${csi}?6h${inside}${late}`;
}

function unescaped(pending: Uint8Array): Uint8Array {
  const end = pending.at(-1) === 0x0a ? pending.length - 1 : pending.length;
  const line = pending.subarray(0, end);
  const bytes = new Uint8Array(line.length);
  return bytes.subarray(0, decodeOctal(line, 0, bytes, 0));
}
