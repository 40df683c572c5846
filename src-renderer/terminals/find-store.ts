import { create } from "zustand";
import type { TerminalId } from "../../shared/ids.ts";
import type { SearchQuery } from "./search-query.ts";
import { viewOf } from "./terminal-views.ts";

interface Find {
  /** Terminals whose bar is open. */
  open: ReadonlySet<TerminalId>;
  /** Grows whenever a bar is to take the keyboard. */
  wish: number;
  /** As it was asked last, in whichever terminal. */
  query: SearchQuery;
}

export const useFind = create<Find>(() => ({
  open: new Set(),
  wish: 0,
  query: { text: "", regex: false, caseSensitive: false, wholeWord: false },
}));

/** Opens the bar of a terminal, with what is selected there, and gives it the keyboard. */
export function openFind(id: TerminalId): void {
  const selected = viewOf(id)?.selectedLine ?? "";
  useFind.setState(({ open, query, wish }) => ({
    open: new Set([...open, id]),
    wish: wish + 1,
    query: selected === "" ? query : { ...query, text: selected, regex: false },
  }));
}

/** Closes it; the terminal gets the keyboard back. */
export function closeFind(id: TerminalId): void {
  viewOf(id)?.search?.close();
  useFind.setState(({ open }) => ({ open: new Set([...open].filter((other) => other !== id)) }));
  viewOf(id)?.focus();
}
