import { create } from "zustand";
import type {
  AttachedSession,
  TmuxAct,
  TmuxPaneInfo,
  TmuxSessionKey,
  TmuxSizePolicy,
  TmuxWindowInfo,
} from "../../shared/contract/tmux.ts";
import type { HostId, TerminalId } from "../../shared/ids.ts";
import { attempt, type CallFailure, client } from "../control/client.ts";
import { follow } from "../control/follow.ts";
import { useTerminals } from "../terminals/terminal-store.ts";

/** The sessions of tmux that are shown here, as they are now. */
export const useTmux = create<{ sessions: readonly AttachedSession[] }>(() => ({ sessions: [] }));

/** Keeps the store as main says until `signal` aborts. */
export const followTmux = (signal: AbortSignal): Promise<void> =>
  follow(
    (stop) => client.tmux.attached(undefined, { signal: stop }),
    ({ sessions }) => useTmux.setState({ sessions }),
    signal,
  );

/** Where a terminal stands in tmux. */
export interface TmuxPlace {
  session: AttachedSession;
  window: TmuxWindowInfo;
  pane: TmuxPaneInfo;
}

/** The place of a terminal among the shown sessions; null for one that is not in any. */
export function placeIn(sessions: readonly AttachedSession[], id: TerminalId): TmuxPlace | null {
  for (const session of sessions) {
    for (const window of session.windows) {
      const pane = window.panes.find(({ terminalId }) => terminalId === id);
      if (pane !== undefined) return { session, window, pane };
    }
  }
  return null;
}

export const placeOf = (id: TerminalId): TmuxPlace | null =>
  placeIn(useTmux.getState().sessions, id);

/** Whether the window's panes are laid out by tmux, or its size by others: then it has a panel of its own kind. */
export const isSharedWindow = ({ session, window }: TmuxPlace): boolean =>
  window.panes.length > 1 || session.policy !== "ours";

export const keyOf = ({ hostId, server, session }: AttachedSession): TmuxSessionKey => ({
  hostId,
  server,
  session,
});

/** Does one thing to tmux; what went wrong is shown above the terminals, and answered. */
export async function actOn(
  hostId: HostId,
  server: string | null,
  act: TmuxAct,
): Promise<CallFailure | null> {
  return shown(await attempt(client.tmux.act({ hostId, server, act })));
}

export async function attachSession(key: TmuxSessionKey): Promise<TerminalId[] | CallFailure> {
  const attached = await attempt(client.tmux.attach(key));
  return attached.ok ? attached.value : attached.error;
}

export async function detachSession(key: TmuxSessionKey): Promise<CallFailure | null> {
  return shown(await attempt(client.tmux.detach(key)));
}

export async function chooseSize(session: AttachedSession, policy: TmuxSizePolicy): Promise<void> {
  shown(await attempt(client.tmux.setSizePolicy({ ...keyOf(session), policy })));
}

function shown(outcome: { ok: true } | { ok: false; error: CallFailure }): CallFailure | null {
  if (outcome.ok) return null;
  useTerminals.setState({ failure: outcome.error });
  return outcome.error;
}
