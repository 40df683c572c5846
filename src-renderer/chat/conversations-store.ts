import { create } from "zustand";
import type { Conversation } from "../../shared/contract/chat.ts";
import type { ConversationId } from "../../shared/ids.ts";
import type { Result } from "../../shared/result.ts";
import { attempt, type CallFailure, client } from "../control/client.ts";
import { follow } from "../control/follow.ts";

interface ConversationsStore {
  loaded: boolean;
  /** The one used last comes first. */
  conversations: readonly Conversation[];
  /** The one on the screen; null: a new one that has no message yet. */
  current: ConversationId | null;
}

export const useConversations = create<ConversationsStore>(() => ({
  loaded: false,
  conversations: [],
  current: null,
}));

/** The next state when main lists conversations: at the first list the newest one is shown; pure. */
export function applyConversations(
  state: ConversationsStore,
  listed: readonly Conversation[],
): ConversationsStore {
  const conversations = listed.toSorted((one, other) => other.usedAt - one.usedAt);
  const first = state.loaded ? state.current : (conversations[0]?.id ?? null);
  const there = conversations.some(({ id }) => id === first);
  return { loaded: true, conversations, current: there || !state.loaded ? first : null };
}

export const showConversation = (id: ConversationId | null): void =>
  useConversations.setState({ current: id });

/** The conversation on the screen, made first where there is none. */
export async function currentOrNew(): Promise<Result<ConversationId, CallFailure>> {
  const { current } = useConversations.getState();
  if (current !== null) return { ok: true, value: current };
  const made = await attempt(client.chat.create());
  if (!made.ok) return made;
  useConversations.setState(({ conversations }) => ({
    conversations: conversations.some(({ id }) => id === made.value.id)
      ? conversations
      : [made.value, ...conversations],
    current: made.value.id,
  }));
  return { ok: true, value: made.value.id };
}

export const followConversations = (signal: AbortSignal): Promise<void> =>
  follow(
    (stop) => client.chat.conversations(undefined, { signal: stop }),
    ({ conversations }) =>
      useConversations.setState((state) => applyConversations(state, conversations)),
    signal,
  );
