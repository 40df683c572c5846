import { type FairleadError, failure } from "../../shared/errors.ts";
import { fail, ok, type Result } from "../../shared/result.ts";
import type { Silence } from "../base/pulse.ts";
import type { BackendEnd, TerminalBackend } from "./backend.ts";
import type { TerminalOutput } from "./terminal-output.ts";

/** Who is told what comes from the backend. */
export type BackendListener = {
  /** There is one now; what it had kept for its listener was told before. */
  attached: () => void;
  received: (bytes: Uint8Array) => void;
  /** `lastOsc7`: "" where nothing is kept. */
  redrawn: (picture: Uint8Array, lastOsc7: string) => void;
  silence: (silence: Silence) => void;
  modeChanged: () => void;
  /** It is attached no longer. */
  ended: (end: BackendEnd) => void;
};

/** The backend that a terminal stands on now, or none: one comes after the other, and what is over says nothing more. */
export class AttachedBackend {
  readonly #output: Pick<TerminalOutput, "connect">;
  readonly #listener: BackendListener;
  #backend: TerminalBackend | null = null;

  /** `output` is where its back-pressure comes from. */
  constructor(output: Pick<TerminalOutput, "connect">, listener: BackendListener) {
    this.#output = output;
    this.#listener = listener;
  }

  get isThere(): boolean {
    return this.#backend !== null;
  }

  /** Whether a mode that takes the keys is on, as far as it has said so. */
  get inMode(): boolean {
    return this.#backend?.inMode === true;
  }

  /** Takes it over. */
  attach(backend: TerminalBackend): void {
    this.#backend = backend;
    backend.onOutput((bytes) => this.#listener.received(bytes));
    backend.onReset((picture) => this.#listener.redrawn(picture, backend.lastOsc7 ?? ""));
    this.#listener.attached();
    backend.onSilence?.((silence) => {
      if (this.#backend === backend) this.#listener.silence(silence);
    });
    backend.onMode?.(() => this.#listener.modeChanged());
    backend.onEnd((end) => this.#ended(backend, end));
    this.#output.connect(this.#backend);
  }

  /** Lets go of it without ending the shell. */
  async letGo(): Promise<void> {
    const backend = this.#backend;
    this.#backend = null;
    this.#output.connect(null);
    await backend?.[Symbol.asyncDispose]();
  }

  write(bytes: Uint8Array): Promise<Result<void, FairleadError>> {
    return this.#backend?.write(bytes) ?? Promise.resolve(fail(failure("terminal-lost")));
  }

  resize(columns: number, rows: number): void {
    this.#backend?.resize(columns, rows);
  }

  /** Leaves the mode that takes the keys; nothing where none is on. */
  leaveMode(): Promise<Result<void, FairleadError>> {
    return this.#backend?.leaveMode?.() ?? Promise.resolve(ok(undefined));
  }

  /** Ends the shell, where there is one. A failure means that it may live on. */
  kill(signal: AbortSignal): Promise<Result<void, FairleadError>> {
    return this.#backend?.kill(signal) ?? Promise.resolve(ok(undefined));
  }

  #ended(backend: TerminalBackend, end: BackendEnd): void {
    if (this.#backend !== backend) return;
    void this.letGo(); // It has ended: nothing can go wrong that matters.
    this.#listener.ended(end);
  }
}
