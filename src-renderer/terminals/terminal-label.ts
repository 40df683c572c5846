import type { TerminalId } from "../../shared/ids.ts";
import { type TerminalsStore, useTerminals } from "./terminal-store.ts";

/** What a terminal is called: its own name, else its host's, with a number where several of its host have none. Pure. */
export function labelOf({ terminals }: Pick<TerminalsStore, "terminals">, id: TerminalId): string {
  const terminal = terminals.get(id);
  if (terminal === undefined) return "";
  if (terminal.name !== null) return terminal.name;
  const same = [...terminals.values()]
    .filter(({ hostId, name }) => hostId === terminal.hostId && name === null)
    .sort((one, other) => one.openedAt - other.openedAt);
  if (same.length < 2) return terminal.hostName;
  return `${terminal.hostName} ${same.findIndex((other) => other.id === id) + 1}`;
}

/** What a terminal is called now. */
export const useLabel = (id: TerminalId | null): string =>
  useTerminals((state) => (id === null ? "" : labelOf(state, id)));

/** What a terminal is called now, with its host where the name does not say it. */
export function fullLabel(id: TerminalId): string {
  const state = useTerminals.getState();
  const terminal = state.terminals.get(id);
  const label = labelOf(state, id);
  return terminal === undefined || terminal.name === null
    ? label
    : `${label} (${terminal.hostName})`;
}
