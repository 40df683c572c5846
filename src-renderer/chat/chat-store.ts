import { create } from "zustand";
import type { ChatEvent, ChatItem } from "../../shared/contract/chat.ts";
import type { Plan } from "../../shared/contract/plan.ts";
import type { ConversationId, TurnId } from "../../shared/ids.ts";
import { unreachable } from "../../shared/result.ts";
import { client } from "../control/client.ts";
import { follow } from "../control/follow.ts";

export interface ChatStore {
  /** False until main has sent what the conversation holds. */
  loaded: boolean;
  items: readonly ChatItem[];
  /** The turn under way, null while nothing is. */
  turnId: TurnId | null;
  /** The newest plan of the agent, also where it has ended. */
  plan: Plan | null;
}

const empty: ChatStore = { loaded: false, items: [], turnId: null, plan: null };

/** The conversation on the screen. */
export const useChat = create<ChatStore>(() => empty);

/** The state after a batch of events; pure. Items that did not change stay the same objects. */
export function applyChatEvents(state: ChatStore, events: readonly ChatEvent[]): ChatStore {
  let next = state;
  for (const event of events) next = applyChatEvent(next, event);
  return next;
}

function applyChatEvent(state: ChatStore, event: ChatEvent): ChatStore {
  switch (event.type) {
    case "items-listed":
      return { loaded: true, items: event.items, turnId: event.turnId, plan: event.plan };
    case "item-changed": {
      const at = state.items.findLastIndex(({ id }) => id === event.item.id);
      const items = at === -1 ? [...state.items, event.item] : state.items.with(at, event.item);
      return { ...state, items };
    }
    case "text-delta": {
      const at = state.items.findLastIndex(({ id }) => id === event.itemId);
      const item = state.items[at];
      if (item?.kind !== "agent") return state;
      return {
        ...state,
        items: state.items.with(at, { ...item, text: item.text + event.text }),
      };
    }
    case "turn-started":
      return { ...state, turnId: event.turnId };
    case "turn-ended":
      return { ...state, turnId: state.turnId === event.turnId ? null : state.turnId };
    case "plan-changed":
      return { ...state, plan: event.plan };
    default:
      return unreachable(event);
  }
}

/**
 * Shows a conversation until `signal` aborts. Events are applied once per drawn frame, so that a fast model costs a
 * frame's work and not a drawing per word; a hidden page gets no frames and applies them by a timer.
 */
export async function followChat(id: ConversationId, signal: AbortSignal): Promise<void> {
  useChat.setState(empty, true);
  const waiting: ChatEvent[] = [];
  let planned = false;
  const flush = () => {
    planned = false;
    const batch = waiting.splice(0);
    if (!signal.aborted) useChat.setState((state) => applyChatEvents(state, batch));
  };
  await follow(
    (stop) => client.chat.events({ id }, { signal: stop }),
    (event) => {
      waiting.push(event);
      if (planned) return;
      planned = true;
      if (document.hidden) setTimeout(flush, 100);
      else requestAnimationFrame(flush);
    },
    signal,
  );
}

/** Nothing is shown: a new conversation that has no message yet. */
export const clearChat = (): void => useChat.setState({ ...empty, loaded: true }, true);
