import { openDialog } from "../app/frame-store.ts";
import type { Action } from "../control/shortcuts.ts";

/** What a person can do with runs on many hosts from the palette; start.tsx hands them to `registerActions`. */
export const fleetActions: readonly Action[] = [
  {
    id: "run-on-hosts",
    title: "Run a command on many hosts…",
    group: "Hosts",
    run: () => openDialog({ kind: "run-on-hosts", initial: {} }),
  },
  {
    id: "fleets",
    title: "Runs on many hosts: results",
    group: "Hosts",
    run: () => openDialog({ kind: "fleets", id: null }),
  },
];
