import type { WaitReason } from "../../shared/contract/terminals.ts";
import { type FairleadError, failure } from "../../shared/errors.ts";
import { waitWords } from "../../shared/wait-words.ts";
import { durationWords } from "./duration.ts";
import type { ToolTerminal } from "./surroundings.ts";
import type { Begin } from "./tool.ts";

/** How long a call holds its turn up. Nothing is ended by it: a command runs on, the model only hears how it stands. */
export type Patience = {
  /** After so long the model is told that a command still runs, in ms; 0 = when it ends. */
  stillRunningMs: number;
  /** So long a command may wait for the keyboard before it is taken back, in ms; 0 = as long as it takes. */
  keyboardMs: number;
  /** Aborts when the person writes a message that the agent should answer. */
  spoken: () => AbortSignal;
};

/** Waits for ever, for nobody. */
export const endlessPatience: Patience = {
  stillRunningMs: 0,
  keyboardMs: 0,
  spoken: () => neverSpoken,
};

const neverSpoken = new AbortController().signal;

/**
 * A command's wait for the keyboard, which ends in time or when the person writes: then the command is taken back, so that
 * what was approved does not run at some later key of the person. Once it has begun it is out of these hands.
 */
export class KeyboardWait implements Disposable {
  readonly #controller = new AbortController();
  readonly #owned = new DisposableStack();
  readonly #since = Date.now();
  #error: FairleadError | null = null;

  constructor(terminal: Pick<ToolTerminal, "info">, { keyboardMs, spoken }: Patience) {
    const giveUp = (why: string) => {
      if (this.#error !== null) return;
      const reason = terminal.info().agentWaits?.reason ?? null;
      this.#error = busy(reason, why, Date.now() - this.#since);
      this.#controller.abort();
    };
    const signal = spoken();
    const written = () => giveUp("the person wrote a message meanwhile");
    signal.addEventListener("abort", written);
    this.#owned.defer(() => signal.removeEventListener("abort", written));
    if (keyboardMs === 0) return;
    const timer = setTimeout(() => giveUp("that took too long"), keyboardMs);
    this.#owned.defer(() => clearTimeout(timer));
  }

  get signal(): AbortSignal {
    return this.#controller.signal;
  }

  /** Why it was taken back; null while it was not. */
  get error(): FairleadError | null {
    return this.#error;
  }

  /** The same beginning; with its ok the wait is over. */
  until(begin: Begin): Begin {
    return async () => {
      const begun = await begin();
      if (begun.ok) this[Symbol.dispose]();
      return begun;
    };
  }

  [Symbol.dispose](): void {
    this.#owned.dispose();
  }
}

function busy(reason: WaitReason | null, why: string, waitedMs: number): FairleadError {
  const what = reason === null ? "" : `${waitWords[reason]}, and `;
  return failure("keyboard-busy", `It waited ${durationWords(waitedMs)}: ${what}${why}.`);
}
