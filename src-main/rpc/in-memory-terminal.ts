import type { CommandMark } from "../../shared/command-mark.ts";
import { Emitter } from "../base/emitter.ts";
import type { PlaneTerminal } from "./plane-terminal.ts";

/** A terminal without a shell, for tests: `print` is the shell, `typed` and `sizes` what came up. */
export class InMemoryTerminal implements PlaneTerminal {
  readonly output = new InMemoryOutput();
  readonly typed: string[] = [];
  readonly sizes: [number, number][] = [];

  input(bytes: Uint8Array): void {
    this.typed.push(Buffer.from(bytes).toString());
  }

  resize(columns: number, rows: number): void {
    this.sizes.push([columns, rows]);
  }
}

class InMemoryOutput {
  readonly onOutput = new Emitter<void>();
  readonly onReset = new Emitter<void>();
  readonly onEnd = new Emitter<void>();
  /** What a client that has to begin again is fed first. */
  keepBytes = 2_000_000;
  paused = false;
  /** Every pause and resume. */
  readonly flow: ("pause" | "resume")[] = [];
  /** In order; a test adds to it before it prints what stands up to there. */
  readonly marks: { position: number; mark: CommandMark }[] = [];
  #kept = Buffer.alloc(0);
  #start = 0;

  head(): number {
    return this.#start + this.#kept.length;
  }

  replay(from: number | null, limit: number) {
    const gone = from === null || from < this.#start || from > this.head();
    const sequence = gone ? this.#start : from;
    const at = sequence - this.#start;
    return {
      kind: gone ? ("reset" as const) : ("output" as const),
      sequence,
      bytes: this.#kept.subarray(at, at + limit),
    };
  }

  markAfter(position: number) {
    return this.marks.find((placed) => placed.position > position) ?? null;
  }

  /** The shell writes; what exceeds the replay buffer is forgotten. */
  print(bytes: Uint8Array): void {
    const all = Buffer.concat([this.#kept, bytes]);
    const over = Math.max(0, all.length - this.keepBytes);
    this.#kept = all.subarray(over);
    this.#start += over;
    this.onOutput.emit();
  }

  /** As after a reattach: what was before is void, the picture stands for it. */
  reset(picture: Uint8Array): void {
    this.#start = this.head();
    this.#kept = Buffer.from(picture);
    this.onReset.emit();
  }

  pauseSource(): void {
    this.paused = true;
    this.flow.push("pause");
  }

  resumeSource(): void {
    this.paused = false;
    this.flow.push("resume");
  }
}
