import type { FairleadError } from "../../shared/errors.ts";
import type { Result } from "../../shared/result.ts";
import type { Silence } from "../base/pulse.ts";

/** What a `Terminal` stands on: a PTY of its own, or a pane of the host's tmux. */
export interface TerminalBackend extends AsyncDisposable {
  readonly durability: "tmux" | "plain";
  readonly tmuxSession: string | null;
  /** The last OSC 7 as its shell wrote it, known right after a reset; undefined where nothing is kept. */
  readonly lastOsc7?: string | null;
  /** True while somebody who watches elsewhere has it in a mode that takes the keys (tmux's copy mode). */
  readonly inMode?: boolean;
  /** Told when `inMode` has changed. One listener. */
  onMode?(listener: () => void): void;
  /** Leaves that mode; nothing where it is in none. */
  leaveMode?(): Promise<Result<void, FairleadError>>;
  /** Raw bytes of the screen. One listener, set once; output before that is kept. */
  onOutput(listener: (bytes: Uint8Array) => void): void;
  /**
   * What was missed cannot be had byte by byte (reattached, or far behind): `picture` is history, screen, cursor and modes
   * as bytes for a cleared emulator.
   */
  onReset(listener: (picture: Uint8Array) => void): void;
  /** Every change of whether the other side answers, where that can be asked. One listener. */
  onSilence?(listener: (silence: Silence) => void): void;
  /** After the last output, once. */
  onEnd(listener: (end: BackendEnd) => void): void;
  /** Keys in order. Resolves when the shell's terminal has them (tmux: every %end is in); a failure means "not delivered". */
  write(bytes: Uint8Array): Promise<Result<void, FairleadError>>;
  resize(columns: number, rows: number): void;
  pause(): void;
  resume(): void;
  /** Ends the shell itself; disposing only lets go of it. A failure means that it may live on. */
  kill(signal: AbortSignal): Promise<Result<void, FairleadError>>;
}

export type BackendEnd =
  /** The shell has ended. */
  | { kind: "exited"; exitCode: number | null }
  /** The connection is gone and the shell lives on. */
  | { kind: "detached"; reason: string }
  /** The shell is gone, with its connection or with what it lived in. */
  | { kind: "gone"; reason: string };
