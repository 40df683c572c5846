import type { TerminalId } from "../../shared/ids.ts";
import type { Action } from "../control/shortcuts.ts";
import { useClipboardRequests } from "./clipboard-requests.ts";
import { say } from "./pane-notice.tsx";
import { focusTerminal } from "./terminal-desk.ts";
import { useTerminals } from "./terminal-store.ts";
import { viewOf } from "./terminal-views.ts";

/** The way by keyboard to what a program wants on the clipboard; start.tsx hands it to `registerActions`. */
export const clipboardActions: readonly Action[] = [
  {
    id: "clipboard-question",
    title: "Go to what a program wants on your clipboard",
    group: "Terminal",
    run: goToQuestion,
  },
];

/** The one of the terminal in use, else the one that waits longest. It is shown, not answered. */
function goToQuestion(): void {
  const { focused } = useTerminals.getState();
  const { waiting } = useClipboardRequests.getState();
  const id = focused !== null && waiting.has(focused) ? focused : waiting.keys().next().value;
  if (id === undefined) {
    if (focused !== null) say(focused, "No program wants anything on your clipboard.");
    return;
  }
  if (id !== focused) focusTerminal(id);
  focusStrip(id, framesToDraw);
}

/** About a second: by then its pane is on the screen. */
const framesToDraw = 60;

function focusStrip(id: TerminalId, framesLeft: number): void {
  const strip = document.querySelector(`[data-clipboard="${id}"]`);
  const button = strip?.querySelector("button");
  button?.focus();
  // Its terminal does not take the keyboard any more when it is drawn.
  if (button !== undefined && document.activeElement === button) viewOf(id)?.cancelFocus();
  else if (framesLeft > 0) requestAnimationFrame(() => focusStrip(id, framesLeft - 1));
}
