import type { CommandMark } from "../../shared/command-mark.ts";
import type { Mark } from "./marks.ts";

/** What windows are told of a command, and how many bytes of the terminal's output stood before it. */
export type PlacedMark = { position: number; mark: CommandMark };

/** More are not kept: each command has three or four. */
const most = 2_000;

/**
 * Where in a terminal's output its shell's commands begin and end, for the windows that draw it. Fed with marks that have
 * been proven to be the shell's own; nothing of the proof is kept.
 */
export class CommandMarks {
  readonly #now: () => number;
  #placed: PlacedMark[] = [];
  #startedAt: number | null = null;
  /** The shell says when it starts something; an end without that is the end of an empty line. */
  #saysStart = false;

  constructor(now: () => number) {
    this.#now = now;
  }

  take(mark: Mark, position: number): void {
    switch (mark.kind) {
      case "intro":
        this.#saysStart = false;
        return;
      case "prompt-end":
        // Where it is drawn anew, the last one counts.
        if (this.#placed.at(-1)?.mark.kind === "prompt") this.#placed.pop();
        this.#place(position, { kind: "prompt" });
        return;
      case "command-start":
        this.#saysStart = true;
        this.#startedAt = this.#now();
        this.#place(position, { kind: "start", at: this.#startedAt });
        return;
      case "output-end":
        if (this.#startedAt !== null) this.#place(position, { kind: "output-end" });
        return;
      case "command-end":
        this.#end(mark.exitCode, position);
        return;
      default:
        return;
    }
  }

  /** The first after `position`; null where there is none. */
  after(position: number): PlacedMark | null {
    // In a flood there is none, and that is known at once.
    if ((this.#placed.at(-1)?.position ?? 0) <= position) return null;
    return this.#placed.find((placed) => placed.position > position) ?? null;
  }

  /** What was printed so far cannot be had any more, and a command that runs has lost its beginning. */
  clear(): void {
    this.#placed = [];
    this.#startedAt = null;
  }

  #end(exitCode: number, position: number): void {
    const startedAt = this.#startedAt;
    this.#startedAt = null;
    if (startedAt === null && this.#saysStart) return;
    this.#place(position, { kind: "end", exitCode, at: this.#now(), startedAt });
  }

  #place(position: number, mark: CommandMark): void {
    this.#placed.push({ position, mark });
    if (this.#placed.length > most) this.#placed.splice(0, most / 4);
  }
}
