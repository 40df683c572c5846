import { Emitter } from "../base/emitter.ts";
import { type Replay, ReplayBuffer } from "./replay-buffer.ts";

/** What the terminal plane reads from: the last bytes of a terminal, and word of what comes. */
export class TerminalOutput implements Disposable {
  readonly onOutput = new Emitter<void>();
  readonly onReset = new Emitter<void>();
  readonly onEnd = new Emitter<void>();
  readonly #buffer: ReplayBuffer;
  #source: { pause(): void; resume(): void } | null = null;
  #paused = false;

  constructor(limit?: number) {
    this.#buffer = new ReplayBuffer(limit);
  }

  /** Bytes so far: where the next one will stand. */
  head(): number {
    return this.#buffer.head;
  }

  /** See `ReplayBuffer.read`. */
  replay(from: number | null, limit = Number.MAX_SAFE_INTEGER): Replay {
    return this.#buffer.read(from, limit);
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

  /** For the terminal: a picture in place of what was before. */
  reset(picture: Uint8Array): void {
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
