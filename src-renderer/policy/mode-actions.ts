import type { Mode } from "../../shared/contract/policy.ts";
import { openDialog, useFrame } from "../app/frame-store.ts";
import { currentOrNew } from "../chat/conversations-store.ts";
import type { Action } from "../control/shortcuts.ts";
import { clearMode, setMode } from "./policy-store.ts";

const everywhere = { kind: "everywhere" } as const;

const inThisConversation = (mode: Mode): Action => ({
  id: `mode-${mode}`,
  title: `Mode ${mode}, in this conversation`,
  group: "Approvals",
  run: () => void setHere(mode),
});

async function setHere(mode: Mode): Promise<void> {
  const conversation = await currentOrNew();
  if (!conversation.ok) return;
  await setMode({
    scope: { kind: "conversation", conversationId: conversation.value },
    mode,
    until: null,
  });
}

async function takeBackHere(): Promise<void> {
  const conversation = await currentOrNew();
  if (conversation.ok)
    await clearMode({ kind: "conversation", conversationId: conversation.value });
}

/** What a person can do with modes and the policy from the palette; "all" needs the menu, which warns. */
export const modeActions: readonly Action[] = [
  {
    id: "mode-menu",
    title: "Choose the approval mode…",
    group: "Approvals",
    run: () => useFrame.setState({ chatShown: true, modeMenuOpen: true }),
  },
  inThisConversation("none"),
  inThisConversation("ask"),
  inThisConversation("read-only"),
  inThisConversation("patterns"),
  {
    id: "mode-take-back",
    title: "Take back the mode of this conversation",
    group: "Approvals",
    run: () => void takeBackHere(),
  },
  {
    id: "mode-none-everywhere",
    title: "Mode none, everywhere",
    group: "Approvals",
    run: () => void setMode({ scope: everywhere, mode: "none", until: null }),
  },
  {
    id: "policy",
    title: "Policy in force",
    group: "Fairlead",
    run: () => openDialog({ kind: "settings", page: "policy" }),
  },
];
