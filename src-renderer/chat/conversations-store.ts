import { create } from "zustand";
import type { Conversation } from "../../shared/contract/chat.ts";
import type { ConversationId } from "../../shared/ids.ts";
import type { Result } from "../../shared/result.ts";
import { attempt, type CallFailure, client } from "../control/client.ts";
import { follow } from "../control/follow.ts";
import { keepOwnConversation, ownConversation } from "./own-conversation.ts";

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

/**
 * The next state when main lists conversations: at the first list `own` is shown, the newest one where that is undefined;
 * pure.
 */
export function applyConversations(
  state: ConversationsStore,
  listed: readonly Conversation[],
  own?: ConversationId | null,
): ConversationsStore {
  const conversations = listed.toSorted((one, other) => other.usedAt - one.usedAt);
  const newest = conversations[0]?.id ?? null;
  const wanted = state.loaded ? state.current : own === undefined ? newest : own;
  const there = conversations.some(({ id }) => id === wanted);
  return { loaded: true, conversations, current: there ? wanted : null };
}

export const showConversation = (id: ConversationId | null): void =>
  useConversations.setState({ current: id });

let making: Promise<Result<ConversationId, CallFailure>> | null = null;

/** The conversation on the screen, made first where there is none: once, however many ask meanwhile. */
export async function currentOrNew(): Promise<Result<ConversationId, CallFailure>> {
  const { current } = useConversations.getState();
  if (current !== null) return { ok: true, value: current };
  making ??= makeConversation().finally(() => {
    making = null;
  });
  return making;
}

async function makeConversation(): Promise<Result<ConversationId, CallFailure>> {
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

export function followConversations(signal: AbortSignal): Promise<void> {
  const own = ownConversation(window);
  const stop = useConversations.subscribe(({ loaded, current }) => {
    if (loaded) keepOwnConversation(window, current);
  });
  signal.addEventListener("abort", stop, { once: true });
  return follow(
    (stopped) => client.chat.conversations(undefined, { signal: stopped }),
    ({ conversations }) =>
      useConversations.setState((state) => applyConversations(state, conversations, own)),
    signal,
  );
}
