/** What tmux knows of a pane's emulator beside its cells: format variables of tmux(1), "FORMATS". */
export type PaneState = {
  columns: number;
  rows: number;
  historySize: number;
  cursor: { x: number; y: number; visible: boolean };
  /** Null where the normal screen is shown; else where its cursor waits (null: tmux did not say). */
  alternate: { saved: { x: number; y: number } | null } | null;
  scrollRegion: { top: number; bottom: number };
  modes: {
    insert: boolean;
    applicationCursor: boolean;
    applicationKeypad: boolean;
    origin: boolean;
    wrap: boolean;
    bracketedPaste: boolean;
    mouse: "none" | "click" | "drag" | "all";
    mouseSgr: boolean;
    mouseUtf8: boolean;
  };
  tabs: number[];
  dead: { exitCode: number | null } | null;
  /** In copy mode or another mode that takes the keys. */
  inMode: boolean;
  /** The last OSC 7 of the pane's programs, as they wrote it. */
  lastOsc7: string | null;
  /** Name of the program in front. */
  command: string;
};

/** Shells that switch bracketed paste on at every prompt; before tmux 3.7 there is no way to ask. */
const pastingShells = /^-?(bash|zsh|fish)$/;

const fields = [
  "pane_width",
  "pane_height",
  "history_size",
  "cursor_x",
  "cursor_y",
  "cursor_flag",
  "alternate_on",
  "alternate_saved_x",
  "alternate_saved_y",
  "scroll_region_upper",
  "scroll_region_lower",
  "insert_flag",
  "keypad_cursor_flag",
  "keypad_flag",
  "origin_flag",
  "wrap_flag",
  "bracket_paste_flag",
  "mouse_standard_flag",
  "mouse_button_flag",
  "mouse_all_flag",
  "mouse_sgr_flag",
  "mouse_utf8_flag",
  "pane_tabs",
  "pane_dead",
  "pane_dead_status",
  "pane_in_mode",
  "pane_current_command",
  "pane_path",
] as const;

type Field = (typeof fields)[number];

/** For `display-message -p`: one field per line, the free text last. */
export const paneStateFormat = fields.map((name) => `#{${name}}`).join("|");

/** Reads one answer to `paneStateFormat`; null where it is none. */
export function parsePaneState(text: string): PaneState | null {
  const parts = text.replace(/\n$/, "").split("|");
  // OSC 7 comes last and may hold the separator; so may a program's name, then it is cut.
  const path = parts.slice(fields.length - 1).join("|");
  const values = new Map<Field, string>(fields.map((name, index) => [name, parts[index] ?? ""]));
  const number = (name: Field) => Number(values.get(name) || "0");
  const flag = (name: Field) => values.get(name) === "1";
  if (parts.length < fields.length || number("pane_width") === 0) return null;
  const command = values.get("pane_current_command") ?? "";
  const status = values.get("pane_dead_status");
  return {
    columns: number("pane_width"),
    rows: number("pane_height"),
    historySize: number("history_size"),
    cursor: { x: number("cursor_x"), y: number("cursor_y"), visible: flag("cursor_flag") },
    alternate: flag("alternate_on")
      ? { saved: savedCursor(number("alternate_saved_x"), number("alternate_saved_y")) }
      : null,
    scrollRegion: { top: number("scroll_region_upper"), bottom: number("scroll_region_lower") },
    modes: {
      insert: flag("insert_flag"),
      applicationCursor: flag("keypad_cursor_flag"),
      applicationKeypad: flag("keypad_flag"),
      origin: flag("origin_flag"),
      wrap: flag("wrap_flag"),
      bracketedPaste:
        values.get("bracket_paste_flag") === ""
          ? pastingShells.test(command)
          : flag("bracket_paste_flag"),
      mouse: mouseMode(flag),
      mouseSgr: flag("mouse_sgr_flag"),
      mouseUtf8: flag("mouse_utf8_flag"),
    },
    tabs: (values.get("pane_tabs") ?? "").split(",").filter(Boolean).map(Number),
    dead: flag("pane_dead") ? { exitCode: status ? Number(status) : null } : null,
    inMode: number("pane_in_mode") > 0,
    lastOsc7: path === "" ? null : path,
    command,
  };
}

function mouseMode(flag: (name: Field) => boolean): PaneState["modes"]["mouse"] {
  if (flag("mouse_all_flag")) return "all";
  if (flag("mouse_button_flag")) return "drag";
  return flag("mouse_standard_flag") ? "click" : "none";
}

/** tmux says 4294967295 where a program switched screens without saving the cursor. */
function savedCursor(x: number, y: number): { x: number; y: number } | null {
  return x > 65_535 || y > 65_535 ? null : { x, y };
}
