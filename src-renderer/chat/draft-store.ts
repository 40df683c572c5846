import { create } from "zustand";

/** What is in the composer; kept while the chat is hidden. `focusWish` grows whenever the composer is to take the focus. */
export const useDraft = create<{ text: string; focusWish: number }>(() => ({
  text: "",
  focusWish: 0,
}));

/** Puts a text into the composer, to be edited and sent. */
export const editInComposer = (text: string): void =>
  useDraft.setState(({ focusWish }) => ({ text, focusWish: focusWish + 1 }));

export const focusComposer = (): void =>
  useDraft.setState(({ focusWish }) => ({ focusWish: focusWish + 1 }));
