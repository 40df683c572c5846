import type { TerminalId } from "../../shared/ids.ts";
import { type CommandTimes, openDialog } from "../app/frame-store.ts";
import type { Action } from "../control/shortcuts.ts";
import { useTerminals } from "../terminals/terminal-store.ts";

/** What a person can do with the records of commands from the palette. */
export const historyActions: readonly Action[] = [
  {
    id: "history",
    title: "Commands that ran in this terminal…",
    group: "Terminal",
    run: () => {
      const { focused } = useTerminals.getState();
      if (focused !== null) openHistory(focused);
    },
    when: () => useTerminals.getState().focused !== null,
  },
];

/** Shows what ran in a terminal; with `command` the record of that one. */
export function openHistory(id: TerminalId, command: CommandTimes | null = null): void {
  openDialog({ kind: "history", id, command });
}
