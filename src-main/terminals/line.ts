import type { FairleadError } from "../../shared/errors.ts";
import type { Result } from "../../shared/result.ts";
import type { Terminal } from "./terminal.ts";

/** A terminal and the way to its shell. Disposing lets go of both. */
export interface Line extends AsyncDisposable {
  readonly terminal: Terminal;
  /** Opens the shell or has it back; nothing where it is there. Resolves when that has come to an end, well or not. */
  start(): Promise<void>;
  /** A try now: the next one, or one that would not come by itself. Nothing where a shell is there or is gone. */
  tryNow(): void;
  /** The host can be reached, or this machine has slept: nobody waits for the rest of a pause. */
  hostIsBack(): void;
  /** A new shell in the place of one that is gone or given up; nothing while there is one. */
  newShell(): Promise<void>;
  /** The shell has said what it is. */
  noteShell(): void;
  /** Names the terminal; null gives it its usual name back. */
  rename(name: string | null): Promise<Result<void, FairleadError>>;
  /** Ends the shell, or has it ended as soon as that can be. */
  end(signal: AbortSignal): Promise<Result<void, FairleadError>>;
}
