import type { Action } from "../control/shortcuts.ts";
import { openFind } from "./find-store.ts";
import { say } from "./pane-notice.tsx";
import { pasteFromClipboard } from "./paste-from-clipboard.ts";
import {
  closeFocused,
  focusNeighbour,
  focusNext,
  focusTerminal,
  openTerminal,
  splitFocused,
  toggleZoom,
} from "./terminal-desk.ts";
import { newShellIn, reconnectTerminal, useTerminals } from "./terminal-store.ts";
import { viewOf } from "./terminal-views.ts";

/** What a person can do with terminals from the palette and by chord; main.tsx hands them to `registerActions`. */
export const terminalActions: readonly Action[] = [
  action("new-terminal", "New terminal on this host", "Mod+Shift+T", () => void openHere()),
  action(
    "new-local-terminal",
    "New local terminal",
    undefined,
    () => void openTerminal("host-local"),
  ),
  action("split-right", "Split right", "Mod+Shift+E", () => void splitFocused("right")),
  action("split-down", "Split down", "Mod+Shift+O", () => void splitFocused("below")),
  action("close-terminal", "Close terminal", "Mod+Shift+W", closeFocused),
  action("zoom-terminal", "Zoom terminal", "Mod+Shift+Z", toggleZoom),
  action("focus-left", "Focus the pane on the left", "Mod+Shift+ArrowLeft", () =>
    focusNeighbour("left"),
  ),
  action("focus-right", "Focus the pane on the right", "Mod+Shift+ArrowRight", () =>
    focusNeighbour("right"),
  ),
  action("focus-up", "Focus the pane above", "Mod+Shift+ArrowUp", () => focusNeighbour("up")),
  action("focus-down", "Focus the pane below", "Mod+Shift+ArrowDown", () => focusNeighbour("down")),
  action("next-terminal", "Next terminal", "Mod+Shift+PageDown", () => focusNext(1)),
  action("previous-terminal", "Previous terminal", "Mod+Shift+PageUp", () => focusNext(-1)),
  action("focus-terminal", "Focus the terminal", "Mod+Shift+Home", focusLast),
  action("reconnect-terminal", "Reconnect terminal now", undefined, reconnectFocused),
  action("new-shell", "New shell in place of one that is gone", undefined, renewFocused),
  action("clear-scrollback", "Clear the lines above the screen", undefined, () =>
    focusedView()?.clear(),
  ),
  action("find", "Find in the terminal…", "Mod+Shift+F", () => {
    const { focused } = useTerminals.getState();
    if (focused !== null) openFind(focused);
  }),
  action("copy", "Copy what is selected in the terminal", undefined, () => copied("text")),
  action("copy-html", "Copy what is selected in the terminal as HTML", undefined, () =>
    copied("html"),
  ),
  action("paste", "Paste into the terminal", undefined, () => {
    const { focused } = useTerminals.getState();
    if (focused !== null) void pasteFromClipboard(focused);
  }),
  action("select-all", "Select all of the terminal's text", undefined, () =>
    focusedView()?.selectAll(),
  ),
];

function action(id: string, title: string, chord: string | undefined, run: () => void): Action {
  return { id, title, group: "Terminal", run, ...(chord === undefined ? {} : { chord }) };
}

function openHere() {
  const { terminals, focused } = useTerminals.getState();
  const terminal = focused === null ? undefined : terminals.get(focused);
  return openTerminal(terminal?.hostId ?? "host-local");
}

function focusLast(): void {
  const { focused, terminals } = useTerminals.getState();
  const id = focused ?? [...terminals.keys()].at(0);
  if (id !== undefined) focusTerminal(id);
}

function reconnectFocused(): void {
  const { focused } = useTerminals.getState();
  if (focused !== null) void reconnectTerminal(focused);
}

function renewFocused(): void {
  const { focused } = useTerminals.getState();
  if (focused !== null) void newShellIn(focused);
}

function copied(as: "text" | "html"): void {
  const { focused } = useTerminals.getState();
  const view = focusedView();
  const done = as === "text" ? view?.copy() : view?.copyHtml();
  if (focused !== null && done !== true) say(focused, "Nothing is selected in this terminal.");
}

function focusedView() {
  const { focused } = useTerminals.getState();
  return focused === null ? undefined : viewOf(focused);
}
