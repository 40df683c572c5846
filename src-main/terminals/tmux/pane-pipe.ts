import type { FairleadError } from "../../../shared/errors.ts";
import type { Result } from "../../../shared/result.ts";
import { type RawPipe, stopPipe } from "./raw-pipes.ts";

export type PanePipeParts = {
  pane: number;
  send(commands: readonly string[]): Promise<Result<Uint8Array[], FairleadError>>;
  /** A new pipe, or null where there is none to be had; undefined where there never is one. */
  open: (() => Promise<RawPipe | null>) | undefined;
  data(bytes: Uint8Array): void;
  /** Some bytes are missing and no more come. "dropped": more waited on the host than it keeps. Else pipes are over. */
  lost(why: "dropped" | "gone" | "taken"): void;
  /** False where the pane's pipe is somebody else's. */
  allowed: boolean;
};

/** The pipe that a pane's output comes through, while it has one. */
export class PanePipe {
  readonly #parts: PanePipeParts;
  #pipe: RawPipe | null = null;
  #allowed: boolean;
  #held = false;
  #was = false;

  constructor(parts: PanePipeParts) {
    this.#parts = parts;
    this.#allowed = parts.allowed;
  }

  get isThere(): boolean {
    return this.#pipe !== null;
  }

  /** How to have a new pipe, or null. */
  get opener(): (() => Promise<RawPipe | null>) | null {
    return this.#allowed ? (this.#parts.open ?? null) : null;
  }

  /** From now on this pane goes without. */
  forbid(): void {
    this.#allowed = false;
  }

  /** Takes the pipe over, in place of the one before. */
  read(pipe: RawPipe): void {
    this.leave();
    this.#pipe = pipe;
    this.#was = true;
    pipe.listen(this.#parts.pane, {
      data: (bytes) => this.#parts.data(bytes),
      lost: () => this.#end("dropped"),
      end: (why) => this.#end(why),
    });
  }

  /** Listens no more; tmux still leads there. */
  leave(): void {
    this.#pipe?.close();
    this.#pipe = null;
    this.#held = false;
  }

  /** Has the rest wait on the host until `go`. */
  hold(): void {
    if (!this.#held) this.#pipe?.hold();
    this.#held = true;
  }

  go(): void {
    if (this.#held) this.#pipe?.go();
    this.#held = false;
  }

  /** Commands after which nothing leads into the pipe any more. */
  closing(): string[] {
    return this.#pipe === null ? [] : stopPipe(this.#parts.pane);
  }

  /** Commands that stop the pane's `%output`. The relay may have stopped tmux from reading the program at all. */
  stopping(): string[] {
    const { pane } = this.#parts;
    const on = this.#was ? [`refresh-client -A '%${pane}:on'`] : [];
    return [...on, `refresh-client -A '%${pane}:pause'`];
  }

  /** More waited than the host keeps, the relay is gone, or somebody pipes the pane elsewhere: theirs stays. */
  #end(why: "dropped" | "gone" | "taken"): void {
    const stop = stopPipe(this.#parts.pane);
    void this.#parts.send(why === "taken" ? stop.slice(1) : stop);
    if (why !== "dropped") this.forbid();
    this.leave();
    this.#parts.lost(why);
  }
}
