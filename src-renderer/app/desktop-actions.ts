import { attempt, client } from "../control/client.ts";
import type { Action } from "../control/shortcuts.ts";
import { openDialog } from "./frame-store.ts";

/** What only the desktop app can do; start.tsx hands them to `registerActions` there. */
export const desktopActions: readonly Action[] = [
  {
    id: "new-window",
    title: "New window",
    group: "Fairlead",
    chord: "Mod+Shift+N",
    run: () => void attempt(client.desktop.openWindow()),
  },
  {
    id: "updates",
    title: "Updates: look for a new version",
    group: "Fairlead",
    run: () => openDialog({ kind: "settings", page: "updates" }),
  },
];
