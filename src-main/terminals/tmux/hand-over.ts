import type { BackendEnd } from "../backend.ts";

type Listeners = {
  output: (bytes: Uint8Array) => void;
  reset: (picture: Uint8Array) => void;
  end: (end: BackendEnd) => void;
};

type Parcel =
  | { kind: "output"; bytes: Uint8Array }
  | { kind: "reset"; picture: Uint8Array }
  | { kind: "end"; end: BackendEnd };

/** Hands a pane's events over in order, none after the end. Until all three listeners are there they wait. */
export class HandOver {
  #partial: Partial<Listeners> = {};
  #listeners: Listeners | null = null;
  #waiting: Parcel[] = [];
  #closed = false;

  listen(listeners: Partial<Listeners>): void {
    this.#partial = { ...this.#partial, ...listeners };
    const { output, reset, end } = this.#partial;
    if (output === undefined || reset === undefined || end === undefined) return;
    this.#listeners = { output, reset, end };
    for (const parcel of this.#waiting.splice(0)) this.#hand(this.#listeners, parcel);
  }

  output(bytes: Uint8Array): void {
    this.#add({ kind: "output", bytes });
  }

  /** A picture replaces what waits. */
  reset(picture: Uint8Array): void {
    if (!this.#closed) this.#waiting = [];
    this.#add({ kind: "reset", picture });
  }

  end(end: BackendEnd): void {
    this.#add({ kind: "end", end });
    this.#closed = true;
  }

  /** Drops what waits; nothing is handed over any more. */
  close(): void {
    this.#closed = true;
    this.#waiting = [];
  }

  #add(parcel: Parcel): void {
    if (this.#closed) return;
    if (this.#listeners === null) this.#waiting.push(parcel);
    else this.#hand(this.#listeners, parcel);
  }

  #hand(listeners: Listeners, parcel: Parcel): void {
    if (parcel.kind === "output") listeners.output(parcel.bytes);
    else if (parcel.kind === "reset") listeners.reset(parcel.picture);
    else listeners.end(parcel.end);
  }
}
