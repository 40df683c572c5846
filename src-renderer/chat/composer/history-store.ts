import { create } from "zustand";
import { useChat } from "../chat-store.ts";
import { useDraft } from "../draft-store.ts";
import {
  atDraft,
  draftOf,
  type HistoryPlace,
  historyEntries,
  moved,
  type SentLine,
} from "./composer-history.ts";

/** Older ones are forgotten. */
const mostSent = 200;

interface HistoryStore {
  place: HistoryPlace;
  /** What was sent from this window: commands, and for a conversation without a message everything. */
  sent: readonly (SentLine & { isCommand: boolean })[];
}

export const useHistory = create<HistoryStore>(() => ({ place: atDraft, sent: [] }));

/** Goes to an earlier (+1) or later (-1) text; false where there is none. */
export function moveInHistory(step: 1 | -1): boolean {
  const { place } = useHistory.getState();
  const to = moved(place, step, useDraft.getState().text, entriesNow());
  if (to === null) return false;
  useHistory.setState({ place: to.place });
  useDraft.setState({ text: to.text });
  return true;
}

/** Whether what stands in the composer is an earlier text as it was sent. */
export function isRecalled(): boolean {
  const { at } = useHistory.getState().place;
  return at > 0 && useDraft.getState().text === entriesNow().at(-at);
}

/** Back to what was being written; false where one is there. */
export function backToDraft(): boolean {
  const { place } = useHistory.getState();
  if (place.at === 0) return false;
  useDraft.setState({ text: draftOf(place, useDraft.getState().text) });
  useHistory.setState({ place: atDraft });
  return true;
}

/** Notes what was sent; a draft that waited meanwhile stands in the composer again. */
export function noteSent(text: string, isCommand: boolean): void {
  const { place, sent } = useHistory.getState();
  const draft = place.at === 0 ? "" : draftOf(place, "");
  useDraft.setState({ text: draft });
  const line = { text, at: Date.now(), isCommand };
  useHistory.setState({ place: atDraft, sent: [...sent.slice(1 - mostSent), line] });
}

function entriesNow(): readonly string[] {
  const { items } = useChat.getState();
  const { sent } = useHistory.getState();
  const isNew = !items.some(({ kind }) => kind === "person");
  return historyEntries(items, isNew ? sent : sent.filter(({ isCommand }) => isCommand));
}
