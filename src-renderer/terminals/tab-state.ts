import { create } from "zustand";
import type { TerminalId } from "../../shared/ids.ts";
import { attempt, client } from "../control/client.ts";
import { useTerminals } from "./terminal-store.ts";
import { viewOf } from "./terminal-views.ts";

/** What of a tab is open: its name as a field, or its menu. */
export const useTabState = create<{ renaming: TerminalId | null; menu: TerminalId | null }>(() => ({
  renaming: null,
  menu: null,
}));

/** Turns the name on a tab into a field. */
export const startRename = (id: TerminalId): void =>
  useTabState.setState({ renaming: id, menu: null });

/** Names the terminal and gives it the keyboard; null leaves the name, an empty one gives the host's back. */
export async function endRename(id: TerminalId, text: string | null): Promise<void> {
  if (useTabState.getState().renaming !== id) return;
  useTabState.setState({ renaming: null });
  viewOf(id)?.focus();
  const before = useTerminals.getState().terminals.get(id)?.name ?? null;
  const name = text === null ? before : text.trim().slice(0, mostLetters) || null;
  if (name === before) return;
  const renamed = await attempt(client.terminals.rename({ id, name }));
  if (!renamed.ok) useTerminals.setState({ failure: renamed.error });
}

export const mostLetters = 60;
