import type { FairleadError } from "../../shared/errors.ts";
import type { Result } from "../../shared/result.ts";

/** What a `Terminal` stands on: a PTY of its own, or a pane of the host's tmux. */
export interface TerminalBackend extends AsyncDisposable {
  readonly durability: "tmux" | "plain";
  readonly tmuxSession: string | null;
  /** The last OSC 7 as its shell wrote it, known right after a reset; undefined where nothing is kept. */
  readonly lastOsc7?: string | null;
  /** True while somebody who watches elsewhere has it in a mode that takes the keys (tmux's copy mode). */
  readonly inMode?: boolean;
  /** Raw bytes of the screen. One listener, set once; output before that is kept. */
  onOutput(listener: (bytes: Uint8Array) => void): void;
  /**
   * What was missed cannot be had byte by byte (reattached, or far behind): `picture` is history, screen, cursor and modes
   * as bytes for a cleared emulator.
   */
  onReset(listener: (picture: Uint8Array) => void): void;
  /** After the last output. "exited": the shell is gone. "detached": the connection is gone and the shell may live. */
  onEnd(listener: (end: BackendEnd) => void): void;
  /** Keys in order. Resolves when the shell's terminal has them (tmux: every %end is in); a failure means "not delivered". */
  write(bytes: Uint8Array): Promise<Result<void, FairleadError>>;
  resize(columns: number, rows: number): void;
  pause(): void;
  resume(): void;
  /** Ends the shell itself; disposing only lets go of it. */
  kill(signal: AbortSignal): Promise<void>;
}

export type BackendEnd =
  | { kind: "exited"; exitCode: number | null }
  | { kind: "detached"; reason: string };
