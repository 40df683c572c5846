import { useFrame } from "../../app/frame-store.ts";
import type { Action } from "../../control/shortcuts.ts";
import { usePlanView } from "./plan-store.ts";

/** What the palette has for the plan of the agent; start.tsx hands it to `registerActions`. */
export const planActions: readonly Action[] = [
  {
    id: "toggle-plan",
    title: "Show or hide the steps of the agent's plan",
    group: "Chat",
    run: () => {
      useFrame.setState({ chatShown: true });
      usePlanView.setState(({ open }) => ({ open: !open }));
    },
  },
];
