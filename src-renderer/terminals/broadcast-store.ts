import { create } from "zustand";
import { useShallow } from "zustand/react/shallow";
import type { TerminalInfo } from "../../shared/contract/terminals.ts";
import type { TerminalId } from "../../shared/ids.ts";
import { type TerminalsStore, useTerminals } from "./terminal-store.ts";

interface Broadcast {
  /** The panes the person has chosen; what is typed in one of them goes to all that receive. Empty: it is off. */
  chosen: ReadonlySet<TerminalId>;
  /** The panes that are on the screen: what nobody sees receives nothing. */
  shown: ReadonlySet<TerminalId>;
}

/** Keys for several panes, in this window. The agent has no part in it: it acts in main, on one terminal at a time. */
export const useBroadcast = create<Broadcast>(() => ({ chosen: new Set(), shown: new Set() }));

/** Why a chosen pane receives nothing now; null where it does. */
export function leftOutBecause(
  terminal: Pick<TerminalInfo, "id" | "state"> | undefined,
  shown: ReadonlySet<TerminalId>,
): string | null {
  if (terminal === undefined) return "closed";
  if (terminal.state !== "ready" && terminal.state !== "stalled") return "not attached";
  return shown.has(terminal.id) ? null : "not on the screen";
}

/** The chosen panes that receive what is typed, and those that do not, with the reason. Pure. */
export function receiversOf(
  { chosen, shown }: Broadcast,
  { terminals }: Pick<TerminalsStore, "terminals">,
): { receive: TerminalId[]; leftOut: { id: TerminalId; because: string }[] } {
  const receive: TerminalId[] = [];
  const leftOut: { id: TerminalId; because: string }[] = [];
  for (const id of chosen) {
    const because = leftOutBecause(terminals.get(id), shown);
    if (because === null) receive.push(id);
    else leftOut.push({ id, because });
  }
  return { receive, leftOut };
}

export const receiversNow = () => receiversOf(useBroadcast.getState(), useTerminals.getState());

/** How many receive, of how many. */
export function useReceiverCount(): { receive: number; chosen: number } {
  const broadcast = useBroadcast();
  const receive = useTerminals((state) => receiversOf(broadcast, state).receive.length);
  return { receive, chosen: broadcast.chosen.size };
}

/** Who receives nothing now, for the status line. */
export function useLeftOut(): { id: TerminalId; because: string }[] {
  const broadcast = useBroadcast();
  const words = useTerminals(
    useShallow((state) =>
      receiversOf(broadcast, state).leftOut.flatMap(({ id, because }) => [id, because]),
    ),
  );
  return [...broadcast.chosen].flatMap((id) => {
    const at = words.indexOf(id);
    return at === -1 ? [] : [{ id, because: words[at + 1] ?? "" }];
  });
}

/** A pane's part in the broadcast: it receives, it was chosen and is left out now, or it has none. */
export function usePart(id: TerminalId | null): "receives" | "left-out" | undefined {
  const terminal = useTerminals(({ terminals }) => (id === null ? undefined : terminals.get(id)));
  return useBroadcast(({ chosen, shown }) => {
    if (id === null || !chosen.has(id)) return undefined;
    return leftOutBecause(terminal, shown) === null ? "receives" : "left-out";
  });
}

export const startBroadcast = (chosen: Iterable<TerminalId>): void =>
  useBroadcast.setState({ chosen: new Set(chosen) });

export const stopBroadcast = (): void => startBroadcast([]);

/** Takes one pane in, or out. */
export function toggleReceiver(id: TerminalId): void {
  const chosen = new Set(useBroadcast.getState().chosen);
  if (!chosen.delete(id)) chosen.add(id);
  startBroadcast(chosen);
}

/** A pane has come onto the screen, or gone from it. */
export function noteShown(id: TerminalId, isShown: boolean): void {
  const shown = new Set(useBroadcast.getState().shown);
  if (isShown) shown.add(id);
  else shown.delete(id);
  useBroadcast.setState({ shown });
}

/** A terminal is gone for good. */
export function forgetReceiver(id: TerminalId): void {
  noteShown(id, false);
  const { chosen } = useBroadcast.getState();
  if (chosen.has(id)) startBroadcast([...chosen].filter((other) => other !== id));
}
