import { openDialog, useFrame } from "../app/frame-store.ts";
import type { Action } from "../control/shortcuts.ts";
import { compactNow, useContextInfo } from "./context-store.ts";

/** What a person can do about the context from the palette. */
export const contextActions: readonly Action[] = [
  {
    id: "context",
    title: "How full the agent's context is…",
    group: "Chat",
    run: () => {
      useFrame.setState({ chatShown: true });
      useContextInfo.setState({ detailsOpen: true });
    },
  },
  {
    id: "compact-context",
    title: "Sum up the earlier messages",
    group: "Chat",
    // What stands in the way is said where the button is.
    run: () =>
      void compactNow().then(({ ok }) => ok || useContextInfo.setState({ detailsOpen: true })),
  },
  {
    id: "told",
    title: "What the agent is told…",
    group: "Chat",
    run: () => openDialog({ kind: "told" }),
  },
];
