import type { TerminalId } from "../../shared/ids.ts";
import { focusTerminal } from "../terminals/terminal-desk.ts";
import { useTerminals } from "../terminals/terminal-store.ts";

/** Shows a terminal and gives it the keyboard, as soon as main has told of it. */
export function showTerminal(id: TerminalId): void {
  const known = () => useTerminals.getState().terminals.has(id);
  if (known()) {
    focusTerminal(id);
    return;
  }
  const stop = useTerminals.subscribe(() => {
    if (!known()) return;
    stop();
    // Its panel is made by the same change.
    queueMicrotask(() => focusTerminal(id));
  });
}
