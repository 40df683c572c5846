import { Emitter } from "../base/emitter.ts";
import { CommandMarks, type PlacedMark } from "./command-marks.ts";
import type { Mark } from "./marks.ts";
import { type Replay, ReplayBuffer } from "./replay-buffer.ts";

/** What the terminal plane reads from: the last bytes of a terminal, and word of what comes. */
export class TerminalOutput implements Disposable {
  readonly onOutput = new Emitter<void>();
  readonly onReset = new Emitter<void>();
  readonly onEnd = new Emitter<void>();
  readonly #buffer: ReplayBuffer;
  readonly #marks: CommandMarks;
  #source: { pause(): void; resume(): void } | null = null;
  #paused = false;

  constructor(limit?: number, now: () => number = Date.now) {
    this.#buffer = new ReplayBuffer(limit);
    this.#marks = new CommandMarks(now);
  }

  /** Bytes so far: where the next one will stand. */
  head(): number {
    return this.#buffer.head;
  }

  /** See `ReplayBuffer.read`. */
  replay(from: number | null, limit = Number.MAX_SAFE_INTEGER): Replay {
    return this.#buffer.read(from, limit);
  }

  /** The first mark of a command that stands after `position`; null where there is none. */
  markAfter(position: number): PlacedMark | null {
    return this.#marks.after(position);
  }

  tail(limit: number): Uint8Array {
    return this.#buffer.tail(limit);
  }

  /** Stops reading from the shell, for as long as nobody who watches can take more. */
  pauseSource(): void {
    this.#paused = true;
    this.#source?.pause();
  }

  resumeSource(): void {
    this.#paused = false;
    this.#source?.resume();
  }

  /** For the terminal: where bytes come from now. */
  connect(source: { pause(): void; resume(): void } | null): void {
    this.#source = source;
    if (this.#paused) source?.pause();
  }

  /** For the terminal: bytes of the shell. */
  add(bytes: Uint8Array): void {
    this.#buffer.add(bytes);
    this.onOutput.emit();
  }

  /** For the terminal: a mark of its shell that ends at `position`; the bytes up to there are added right after. */
  mark(mark: Mark, position: number): void {
    this.#marks.take(mark, position);
  }

  /** For the terminal: a picture in place of what was before. */
  reset(picture: Uint8Array): void {
    this.#marks.clear();
    this.#buffer.reset(picture);
    this.onReset.emit();
  }

  /** For the terminal: nothing more will come. */
  end(): void {
    this.onEnd.emit();
  }

  [Symbol.dispose](): void {
    this.#source = null;
    this.onOutput[Symbol.dispose]();
    this.onReset[Symbol.dispose]();
    this.onEnd[Symbol.dispose]();
  }
}
