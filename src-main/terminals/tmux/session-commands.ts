import type { TerminalId } from "../../../shared/ids.ts";
import { shArgument } from "../../targets/sh-command.ts";
import { findTmux } from "./find-tmux.ts";
import { tmuxWindowName } from "./names.ts";
import { type RawPipe, startPipe } from "./raw-pipes.ts";
import { serverFormat } from "./tmux-script.ts";

/** A session by its number, which is its own as long as `server` lives. */
export type ListedSession = { server: string; session: number };

/** Keeps a new session alive until its first terminal is there; ends by itself should we not come that far. */
export const holderWindow = "fairlead-hold";
// No subscription (refresh-client -B) tells of ended panes: tmux 3.3a crashes, with every shell in it, when its timer meets a
// client whose session has ended and that has not read the last of its output. The hook and the heartbeat tell.
/** tmux skips output of a pane that this client is so many seconds behind with. */
const clientFlags = "pause-after=3,ignore-size";

const start = `${findTmux}[ -n "$fl_tmux" ] || { echo 'tmux was not found' >&2; exit 127; }
unset TMUX TMUX_PANE
cd 2>/dev/null || cd /
`;

/** What tmux says where the session is gone: it was closed, or the whole server ended. */
export const saysNoSession =
  /can't find session|no such session|no server running|No such file or directory|Connection refused/;

/** What tmux says where its server is just ending: asked again it finds none, or a new one. */
export const saysEnding = /server exited|lost server/;

/** Becomes a control-mode client of the session, which is made where there is none. */
export function createScript(session: string): string {
  return `${start}exec "$fl_tmux" -u -C new-session -A -s ${session} -n ${holderWindow} -f ${clientFlags} -- sleep 60\n`;
}

/** Becomes a control-mode client of the session; what tmux has against it is on standard error. */
export function attachScript(session: string): string {
  return `${start}"$fl_tmux" has-session -t =${session} || exit 1
exec "$fl_tmux" -u -C attach-session -t =${session} -f ${clientFlags}
`;
}

/** Becomes a control-mode client of a session that is not ours, where it is still the one that was listed. */
export function attachListedScript({ server, session }: ListedSession): string {
  return `${start}[ "$("$fl_tmux" display-message -p '${serverFormat}' 2>/dev/null)" = '${server}' ] || { echo "can't find session" >&2; exit 1; }
"$fl_tmux" has-session -t '$${session}' || exit 1
exec "$fl_tmux" -u -C attach-session -t '$${session}' -f ${clientFlags}
`;
}

/** Exit code 0 where the session exists. */
export function hasSessionScript(session: string): string {
  return `${start}exec "$fl_tmux" has-session -t ${session}\n`;
}

/** `pipe`: where its output goes from the first byte on. */
export type NewWindow = {
  session: number;
  terminalId: TerminalId;
  /** POSIX sh text. */
  launch: string;
  size: { columns: number; rows: number };
  pipe: RawPipe | null;
};

/**
 * Makes the window of a terminal in one line: answers "@window %pane" as its second reply. Its size is set by hand from
 * the start, so that a person who attaches with another size changes nothing for us.
 */
export function newWindow(made: NewWindow): string[] {
  const { session, terminalId, launch, size, pipe } = made;
  const name = tmuxWindowName(terminalId);
  const target = `'$${session}:=${name}'`;
  return [
    `set-option -t '$${session}' default-size ${size.columns}x${size.rows}`,
    `new-window -da -t '$${session}:{end}' -n ${name} -P -F '#{window_id} #{pane_id}' -- /bin/sh -c '${shArgument(launch)}'`,
    `set-option -w -t ${target} window-size manual`,
    `resize-window -t ${target} -x ${size.columns} -y ${size.rows}`,
    `set-option -p -t ${target} @fairlead_terminal ${terminalId}`,
    ...(pipe === null ? [] : startPipe(target, pipe)),
  ];
}

/**
 * Lets an ended pane stay for a moment: tmux drops output that it has not sent when a program ends, and forgets the exit
 * code, so both are read from the ended pane. The hook tells us by a rename, and closes the pane after `seconds` should we
 * not be there.
 */
export function keepEnded(
  pane: { pane: number; window: number; terminalId: TerminalId },
  seconds: number,
): string[] {
  const { pane: number, window, terminalId } = pane;
  const tell = `run-shell -b -C "rename-window -t @${window} ${tmuxWindowName(terminalId)}"`;
  const path = "PATH=\\$PATH:/usr/local/bin:/opt/homebrew/bin:/opt/local/bin";
  const close = `run-shell -b -d ${seconds} "${path} tmux kill-pane -t %${number} 2>/dev/null; true"`;
  return [
    `set-option -p -t %${number} remain-on-exit on`,
    `set-option -pq -t %${number} remain-on-exit-format ''`,
    `set-hook -p -t %${number} pane-died '${tell} ; ${close}'`,
  ];
}

/** Sets a window's size, whatever the size of other clients; tmux takes 1 to 10,000 cells a side. */
export function resizeWindow(window: number, size: { columns: number; rows: number }): string {
  return `resize-window -t @${window} -x ${clamped(size.columns)} -y ${clamped(size.rows)}`;
}

/** A number of cells that tmux accepts. */
export function clamped(cells: number): number {
  return Math.min(10_000, Math.max(1, Math.floor(cells)));
}
