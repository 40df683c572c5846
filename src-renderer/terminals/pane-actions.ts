import { openDialog } from "../app/frame-store.ts";
import type { Action } from "../control/shortcuts.ts";
import { changeSettings, useSettings } from "../settings/settings-store.ts";
import { stopBroadcast, toggleReceiver, useBroadcast } from "./broadcast-store.ts";
import { startRename, useTabState } from "./tab-state.ts";
import {
  focusTerminal,
  moveFocused,
  moveFocusedTab,
  moveFocusedToNextGroup,
} from "./terminal-desk.ts";
import { useTerminals } from "./terminal-store.ts";
import { toggleScreenReader } from "./terminal-views.ts";

/** What a person can do with panes as such: name, move, broadcast, make the text larger. */
export const paneActions: readonly Action[] = [
  action("terminal-menu", "Menu of the terminal", "Mod+Shift+M", () => {
    const id = focused();
    if (id === null) return;
    focusTerminal(id);
    useTabState.setState({ menu: id });
  }),
  action("rename-terminal", "Rename terminal…", "Mod+Shift+F2", () => {
    const id = focused();
    if (id === null) return;
    focusTerminal(id);
    startRename(id);
  }),
  action("move-left", "Move terminal left", undefined, () => moveFocused("left")),
  action("move-right", "Move terminal right", undefined, () => moveFocused("right")),
  action("move-up", "Move terminal up", undefined, () => moveFocused("up")),
  action("move-down", "Move terminal down", undefined, () => moveFocused("down")),
  action("move-to-group", "Move terminal to the next group", "Mod+Shift+J", moveFocusedToNextGroup),
  action("move-tab-left", "Move tab to the left", undefined, () => moveFocusedTab(-1)),
  action("move-tab-right", "Move tab to the right", undefined, () => moveFocusedTab(1)),
  action("broadcast", "Broadcast input…", "Mod+Shift+G", () => {
    if (useBroadcast.getState().chosen.size > 0) stopBroadcast();
    else openDialog({ kind: "broadcast" });
  }),
  action("broadcast-pane", "Broadcast input to this pane, or no longer", undefined, () => {
    const id = focused();
    if (id !== null) toggleReceiver(id);
  }),
  {
    ...action("stop-broadcast", "Stop broadcasting input", "Mod+Shift+Escape", stopBroadcast),
    when: () => useBroadcast.getState().chosen.size > 0,
  },
  zoom("larger-text", "Larger text in terminals", "Mod++", (size) => size + 1),
  zoom("smaller-text", "Smaller text in terminals", "Mod+-", (size) => size - 1),
  zoom("usual-text", "Text of the usual size in terminals", "Mod+0", () => usualSize),
  action("screen-reader", "Screen reader mode on or off", undefined, toggleScreenReader),
];

const usualSize = 13;
const sizes = { least: 8, most: 40 };
/** What was asked for while main has not said yet that it is so. */
let wantedSize: number | null = null;

function action(id: string, title: string, chord: string | undefined, run: () => void): Action {
  return { id, title, group: "Terminal", run, ...(chord === undefined ? {} : { chord }) };
}

/** Outside of terminals these keys are the browser's own zoom. */
function zoom(id: string, title: string, chord: string, next: (size: number) => number): Action {
  const inTerminal = () => document.activeElement?.closest(".terminal-area") != null;
  const run = () => {
    const now = useSettings.getState().event?.settings.appearance.terminalFontSize ?? usualSize;
    const size = Math.min(sizes.most, Math.max(sizes.least, next(wantedSize ?? now)));
    wantedSize = size;
    void changeSettings({ appearance: { terminalFontSize: size } }).then((done) => {
      if (!done.ok) wantedSize = null;
    });
    const stop = useSettings.subscribe(({ event }) => {
      if (event?.settings.appearance.terminalFontSize !== size) return;
      stop();
      if (wantedSize === size) wantedSize = null;
    });
  };
  return { ...action(id, title, chord, run), when: inTerminal, repeats: true };
}

const focused = () => useTerminals.getState().focused;
