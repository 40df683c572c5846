import { create } from "zustand";
import type { ToolInfo } from "../../shared/contract/chat.ts";
import type { Result } from "../../shared/result.ts";
import { currentOrNew } from "../chat/conversations-store.ts";
import { attempt, type CallFailure, client } from "../control/client.ts";

interface ToolsStore {
  /** Every tool there is; null until main has listed them. */
  tools: readonly ToolInfo[] | null;
  /** Why they could not be listed. */
  failure: CallFailure | null;
  menuOpen: boolean;
}

export const useTools = create<ToolsStore>(() => ({ tools: null, failure: null, menuOpen: false }));

/** Lists the tools where that was not done yet; they stay the same as long as the app runs. */
export async function loadTools(): Promise<void> {
  if (useTools.getState().tools !== null) return;
  const listed = await attempt(client.chat.tools());
  useTools.setState(listed.ok ? { tools: listed.value, failure: null } : { failure: listed.error });
}

/** Switches a tool in the conversation on the screen, which is made first where there is none. */
export async function switchTool(tool: string, on: boolean): Promise<Result<void, CallFailure>> {
  const conversation = await currentOrNew();
  if (!conversation.ok) return conversation;
  return attempt(client.chat.setTool({ id: conversation.value, tool, on }));
}
