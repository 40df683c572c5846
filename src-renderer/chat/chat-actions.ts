import type { ConversationId } from "../../shared/ids.ts";
import type { Result } from "../../shared/result.ts";
import { attempt, type CallFailure, client } from "../control/client.ts";
import { useTerminals } from "../terminals/terminal-store.ts";
import { currentOrNew, useConversations } from "./conversations-store.ts";

/** Sends a message in the conversation on the screen; the agent acts on the pane in use. */
export async function sendMessage(text: string): Promise<Result<unknown, CallFailure>> {
  const conversation = await currentOrNew();
  if (!conversation.ok) return conversation;
  const terminalId = useTerminals.getState().focused;
  return attempt(client.chat.send({ id: conversation.value, text, terminalId }));
}

/** Asks the last question again. */
export const retryTurn = (id: ConversationId): Promise<Result<unknown, CallFailure>> =>
  attempt(client.chat.retry({ id, terminalId: useTerminals.getState().focused }));

/** Stops the turn of the conversation on the screen. */
export async function stopTurn(): Promise<Result<unknown, CallFailure>> {
  const { current } = useConversations.getState();
  return current === null ? { ok: true, value: null } : attempt(client.chat.stop({ id: current }));
}
