import type { TerminalId } from "../../shared/ids.ts";
import { chordWords } from "../control/chords.ts";
import { say } from "./pane-notice.tsx";
import { pasteIntoPane } from "./terminal-views.ts";

/** Pastes what is on the clipboard, judged as every paste; says so where the browser does not give it away. */
export async function pasteFromClipboard(id: TerminalId): Promise<void> {
  try {
    pasteIntoPane(id, await navigator.clipboard.readText());
  } catch {
    say(id, `The browser keeps the clipboard to itself. Paste with ${chordWords("Mod+Shift+V")}.`);
  }
}
