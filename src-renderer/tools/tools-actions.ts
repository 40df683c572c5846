import { useFrame } from "../app/frame-store.ts";
import type { Action } from "../control/shortcuts.ts";
import { useTools } from "./tools-store.ts";

/** What a person can do with tools from the palette. */
export const toolsActions: readonly Action[] = [
  {
    id: "tools",
    title: "Tools of the agent in this conversation…",
    group: "Chat",
    run: () => {
      useFrame.setState({ chatShown: true });
      useTools.setState({ menuOpen: true });
    },
  },
];
