/**
 * What a control-mode client of tmux is told, after tmux(1) "CONTROL MODE". Bytes are the program's own, octal escapes
 * undone; they may end in the middle of a character or an escape sequence.
 */
export type ControlEvent =
  /** `%output`, or `%extended-output` with its age: how far this client is behind, in milliseconds. */
  | { type: "pane-output"; pane: number; age: number; bytes: Uint8Array }
  /** tmux skips this pane's output for this client until it is told to go on. */
  | { type: "pane-pause"; pane: number }
  | { type: "pane-continue"; pane: number }
  /** Somebody entered or left copy mode (or another mode that takes the keys). */
  | { type: "pane-mode-change"; pane: number }
  /** A whole `%begin` … `%end` or `%error` block. */
  | { type: "reply"; reply: ControlReply }
  | { type: "window-add"; window: number }
  /** A window left our session, or any session: `%window-close`, `%unlinked-window-close`. */
  | { type: "window-close"; window: number }
  | { type: "window-rename"; window: number; name: string }
  | { type: "layout-change"; window: number }
  | { type: "session-change"; session: number; name: string }
  /** What a subscription of ours (`refresh-client -B`) says of a pane now. */
  | { type: "subscription-change"; name: string; pane: number; value: string }
  /** The client ends here; `reason` is empty for an ordinary detach. */
  | { type: "exit"; reason: string }
  /** A notification that we have no use for, `name` without its percent sign. */
  | { type: "notification"; name: string; text: string }
  /** A line that is no part of the protocol: greeting of the login shell, output of a hook. */
  | { type: "noise"; text: string }
  /** A line or block beyond every measure: this is not tmux. Nothing follows. */
  | { type: "overrun" };

export type ControlReply = {
  ok: boolean;
  /** True for commands of this client; false for the attach itself and for hooks. */
  own: boolean;
  /** The lines as they came, each with its LF. Raw: may hold anything a screen can hold. */
  body: Uint8Array;
};
