import { create } from "zustand";
import type { ContextInfo } from "../../shared/contract/context.ts";
import type { ConversationId } from "../../shared/ids.ts";
import type { Result } from "../../shared/result.ts";
import { useConversations } from "../chat/conversations-store.ts";
import { attempt, type CallFailure, client } from "../control/client.ts";
import { follow } from "../control/follow.ts";

interface ContextStore {
  /** Of the conversation on the screen; null until main has told, and where there is none yet. */
  info: ContextInfo | null;
  detailsOpen: boolean;
}

export const useContextInfo = create<ContextStore>(() => ({ info: null, detailsOpen: false }));

/** Keeps the meter up to date until `signal` aborts. */
export async function followContext(id: ConversationId, signal: AbortSignal): Promise<void> {
  await follow(
    (stop) => client.context.events({ id }, { signal: stop }),
    (info) => {
      if (!signal.aborted) useContextInfo.setState({ info });
    },
    signal,
  );
}

/** Sums up the earlier messages of the conversation on the screen. */
export async function compactNow(): Promise<Result<unknown, CallFailure>> {
  const { current } = useConversations.getState();
  return current === null
    ? { ok: true, value: null }
    : attempt(client.context.compact({ id: current }));
}
