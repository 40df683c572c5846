import { create } from "zustand";

/** What is in the composer; kept while the chat is hidden. `focusWish` grows whenever the composer is to take the focus. */
export const useDraft = create<{ text: string; focusWish: number }>(() => ({
  text: "",
  focusWish: 0,
}));

/** Puts a text into the composer, to be edited and sent. */
export const editInComposer = (text: string): void =>
  useDraft.setState(({ focusWish }) => ({ text, focusWish: focusWish + 1 }));

/** The beginning of a message, where none is begun yet. */
export const beginInComposer = (text: string): void =>
  useDraft.setState((now) => ({ text: now.text || text, focusWish: now.focusWish + 1 }));

export const focusComposer = (): void =>
  useDraft.setState(({ focusWish }) => ({ focusWish: focusWish + 1 }));

/** Puts back what could not be sent, before what has been written since. */
export const giveBack = (text: string): void =>
  useDraft.setState((now) => ({ text: now.text === "" ? text : `${text}\n${now.text}` }));
