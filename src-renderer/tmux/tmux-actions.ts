import { openDialog } from "../app/frame-store.ts";
import type { Action } from "../control/shortcuts.ts";
import { useTerminals } from "../terminals/terminal-store.ts";
import { newWindowInTmux } from "./window-acts.ts";

const focusedId = () => useTerminals.getState().focused;

/** What a person can do with tmux from the palette; main.tsx hands them to `registerActions`. */
export const tmuxActions: readonly Action[] = [
  {
    id: "tmux-sessions",
    title: "tmux sessions on this host",
    group: "Terminal",
    run: () => {
      const { focused, terminals } = useTerminals.getState();
      const terminal = focused === null ? undefined : terminals.get(focused);
      openDialog({ kind: "tmux", hostId: terminal?.hostId ?? "host-local" });
    },
  },
  {
    id: "tmux-new-window",
    title: "New window in this tmux session",
    group: "Terminal",
    run: () => void newWindowInTmux(focusedId()),
  },
];
