import { create } from "zustand";
import type { Run, TerminalEvent, TerminalInfo } from "../../shared/contract/terminals.ts";
import type { HostId, RunId, TerminalId } from "../../shared/ids.ts";
import { ok, type Result, unreachable } from "../../shared/result.ts";
import { attempt, type CallFailure, client } from "../control/client.ts";
import { follow } from "../control/follow.ts";
import type { PlaneState } from "./plane-client.ts";

/** Records beyond this many are forgotten here, oldest first; main keeps them all. */
const keptRuns = 500;

export interface TerminalsStore {
  /** False until main has said what there is. */
  loaded: boolean;
  terminals: ReadonlyMap<TerminalId, TerminalInfo>;
  /** Terminals that appeared while this page watched: all their output is new to it. */
  fresh: ReadonlySet<TerminalId>;
  /** Commands as they change, by id, in the order in which they were heard of first. */
  runs: ReadonlyMap<RunId, Run>;
  /** The terminal the person used last. */
  focused: TerminalId | null;
  /** Where the terminal plane stands. */
  plane: PlaneState;
  /** The last thing that did not work, for the notice above the terminals. */
  failure: CallFailure | null;
}

export const useTerminals = create<TerminalsStore>(() => ({
  loaded: false,
  terminals: new Map(),
  fresh: new Set(),
  runs: new Map(),
  focused: null,
  plane: "connecting",
  failure: null,
}));

/** The next state after an event; pure. */
export function applyTerminalEvent(state: TerminalsStore, event: TerminalEvent): TerminalsStore {
  switch (event.type) {
    case "terminals-listed": {
      const terminals = new Map(event.terminals.map((terminal) => [terminal.id, terminal]));
      const fresh = new Set([...state.fresh].filter((id) => terminals.has(id)));
      return { ...state, loaded: true, terminals, fresh, focused: kept(state.focused, terminals) };
    }
    case "terminal-changed": {
      const { terminal } = event;
      const known = state.terminals.has(terminal.id);
      return {
        ...state,
        terminals: new Map(state.terminals).set(terminal.id, terminal),
        fresh: known ? state.fresh : new Set(state.fresh).add(terminal.id),
      };
    }
    case "terminal-removed": {
      const terminals = new Map(state.terminals);
      terminals.delete(event.id);
      const fresh = new Set([...state.fresh].filter((id) => id !== event.id));
      return { ...state, terminals, fresh, focused: kept(state.focused, terminals) };
    }
    case "run-changed":
      return { ...state, runs: withRun(state.runs, event.run) };
    default:
      return unreachable(event);
  }
}

const kept = (focused: TerminalId | null, terminals: ReadonlyMap<TerminalId, TerminalInfo>) =>
  focused !== null && terminals.has(focused) ? focused : null;

function withRun(runs: ReadonlyMap<RunId, Run>, run: Run): ReadonlyMap<RunId, Run> {
  const next = new Map(runs).set(run.id, run);
  for (const id of next.keys()) {
    if (next.size <= keptRuns) break;
    next.delete(id);
  }
  return next;
}

/** Keeps the store as main says until `signal` aborts. */
export const followTerminals = (signal: AbortSignal): Promise<void> =>
  follow(
    (stop) => client.terminals.events(undefined, { signal: stop }),
    (event) => useTerminals.setState((state) => applyTerminalEvent(state, event)),
    signal,
  );

/** Opens a terminal; it is in the store when this resolves. A failure is shown above the terminals, too. */
export async function requestTerminal(
  hostId: HostId,
  size: { columns: number; rows: number },
): Promise<Result<TerminalInfo, CallFailure>> {
  const opened = await attempt(client.terminals.open({ hostId, size }));
  if (!opened.ok) return reported(opened);
  const terminal = opened.value;
  // The event may come before the answer or after it.
  useTerminals.setState((state) =>
    state.terminals.has(terminal.id)
      ? state
      : applyTerminalEvent(state, { type: "terminal-changed", terminal }),
  );
  return ok(terminal);
}

/** Ends the shell. The terminal leaves the store when main says so. */
export const closeTerminal = async (id: TerminalId): Promise<Result<void, CallFailure>> =>
  reported(await attempt(client.terminals.close({ id })));

/** Tries now to have the shell of a terminal back. */
export const reconnectTerminal = async (id: TerminalId): Promise<Result<void, CallFailure>> =>
  reported(await attempt(client.terminals.reconnect({ id })));

/** Starts a new shell in the place of one that is gone or given up. */
export const newShellIn = async (id: TerminalId): Promise<Result<void, CallFailure>> =>
  reported(await attempt(client.terminals.newShell({ id })));

export const dismissFailure = (): void => useTerminals.setState({ failure: null });

function reported<T>(outcome: Result<T, CallFailure>): Result<T, CallFailure> {
  useTerminals.setState({ failure: outcome.ok ? null : outcome.error });
  return outcome;
}
