import { create } from "zustand";
import type { ConversationId, ItemId } from "../../../shared/ids.ts";
import { useChat } from "../chat-store.ts";
import { useConversations } from "../conversations-store.ts";
import type { NoteAnswer } from "./note-blocks.ts";

/** A command and its answer. It is this window's alone: not kept, and the agent never reads it. */
export interface Note {
  id: number;
  conversationId: ConversationId | null;
  /** The entry it stands behind; null: at the beginning. */
  after: ItemId | null;
  command: string;
  answer: NoteAnswer;
}

/** Older ones go. */
const mostNotes = 100;

let lastId = 0;

export const useNotes = create<{ notes: readonly Note[] }>(() => ({ notes: [] }));

// What was asked in one new conversation does not stand in the next.
useConversations.subscribe(({ current }, before) => {
  if (current !== null || before.current === null) return;
  useNotes.setState(({ notes }) => ({
    notes: notes.filter(({ conversationId }) => conversationId !== null),
  }));
});

/** The conversation that was new has its first message: what was asked in it before stays in it. */
export function adoptNotes(): void {
  const { current } = useConversations.getState();
  useNotes.setState(({ notes }) => ({
    notes: notes.map((note) =>
      note.conversationId === null ? { ...note, conversationId: current } : note,
    ),
  }));
}

/** Shows an answer where the conversation is now. */
export function addNote(command: string, answer: NoteAnswer): void {
  if (answer.length === 0) return;
  lastId += 1;
  const { current } = useConversations.getState();
  const after = useChat.getState().items.at(-1)?.id ?? null;
  const note = { id: lastId, conversationId: current, after, command, answer };
  useNotes.setState(({ notes }) => ({ notes: [...notes.slice(1 - mostNotes), note] }));
}

export const dismissNote = (id: number): void =>
  useNotes.setState(({ notes }) => ({ notes: notes.filter((note) => note.id !== id) }));

/**
 * The notes of a conversation by the entry of `drawn` they stand behind: their own, or where that is not drawn the one before
 * it; null: before all. Pure.
 */
export function notesByItem(
  notes: readonly Note[],
  conversationId: ConversationId | null,
  items: readonly { id: ItemId }[],
  drawn: ReadonlySet<ItemId>,
): ReadonlyMap<ItemId | null, readonly Note[]> {
  const own = notes.filter((note) => note.conversationId === conversationId);
  return Map.groupBy(own, ({ after }) => {
    const at = items.findIndex(({ id }) => id === after);
    return items.slice(0, at + 1).findLast(({ id }) => drawn.has(id))?.id ?? null;
  });
}
