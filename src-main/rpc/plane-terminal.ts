import type { CommandMark } from "../../shared/command-mark.ts";

type Announcement = { on(listener: () => void): Disposable };

/** What the terminal plane needs of a terminal's output. Positions count bytes since the terminal was opened. */
export type PlaneOutput = {
  /** Where the next byte will stand. */
  head(): number;
  /**
   * At most `limit` bytes from `from` on. Where those are gone, or `from` is null, a "reset": the start of what a cleared
   * emulator has to be fed, to be read on from its end.
   */
  replay(
    from: number | null,
    limit: number,
  ): { kind: "output" | "reset"; sequence: number; bytes: Uint8Array };
  /** The first mark of a command that stands after `position`; null where there is none. */
  markAfter(position: number): { position: number; mark: CommandMark } | null;
  /** There is more to read. */
  readonly onOutput: Announcement;
  /** Whoever has read up to here has to begin again with a "reset". */
  readonly onReset: Announcement;
  /** Nothing more will come. */
  readonly onEnd: Announcement;
  /** Stops reading from the shell until `resumeSource`. */
  pauseSource(): void;
  resumeSource(): void;
};

/** A terminal as the terminal plane sees it. */
export type PlaneTerminal = {
  readonly output: PlaneOutput;
  /** Keys of the person. */
  input(bytes: Uint8Array): void;
  resize(columns: number, rows: number): void;
};

export type PlaneTerminals = {
  byChannel(channel: number): PlaneTerminal | undefined;
};
