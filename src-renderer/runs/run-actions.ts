import { openDialog } from "../app/frame-store.ts";
import type { Action } from "../control/shortcuts.ts";
import { handBack } from "../terminals/hand-back.ts";

/** What a person can do about commands that run; start.tsx hands them to `registerActions`. */
export const runActions: readonly Action[] = [
  {
    id: "running-commands",
    title: "Running commands: look and end",
    group: "Terminal",
    run: () => openDialog({ kind: "runs" }),
  },
  {
    id: "hand-back",
    title: "Hand the keyboard back to the agent",
    group: "Terminal",
    run: () => void handBack(false),
  },
  {
    id: "hand-back-clear",
    title: "Clear the half-typed line and hand the keyboard back",
    group: "Terminal",
    run: () => void handBack(true),
  },
];
