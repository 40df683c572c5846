import { type FairleadError, failure } from "../../shared/errors.ts";
import { fail, ok, type Result } from "../../shared/result.ts";
import type { Silence } from "../base/pulse.ts";
import type { PtyChannel } from "../targets/target.ts";
import type { BackendEnd, TerminalBackend } from "./backend.ts";

const brokeSentence = "The connection was lost, and with it the shell: it was not in tmux.";

/** A shell on a PTY of its own: it ends with its connection and cannot be had back. */
export class PlainBackend implements TerminalBackend {
  readonly durability = "plain";
  readonly tmuxSession = null;
  readonly #channel: PtyChannel;
  #ended = false;

  /** Takes the channel over. */
  constructor(channel: PtyChannel) {
    this.#channel = channel;
  }

  onOutput(listener: (bytes: Uint8Array) => void): void {
    this.#channel.onData(listener);
  }

  /** Nothing is ever missed. */
  onReset(_listener: (picture: Uint8Array) => void): void {
    return;
  }

  onSilence(listener: (silence: Silence) => void): void {
    this.#channel.onSilence?.(listener);
  }

  onEnd(listener: (end: BackendEnd) => void): void {
    this.#channel.onEnd((end) => {
      this.#ended = true;
      if (end.lost) listener({ kind: "gone", reason: end.reason ?? brokeSentence });
      else listener({ kind: "exited", exitCode: end.exitCode });
    });
  }

  write(bytes: Uint8Array): Promise<Result<void, FairleadError>> {
    if (this.#ended) return Promise.resolve(fail(failure("terminal-lost")));
    this.#channel.write(bytes);
    return Promise.resolve(ok(undefined));
  }

  resize(columns: number, rows: number): void {
    if (!this.#ended) this.#channel.resize(columns, rows);
  }

  pause(): void {
    this.#channel.pause();
  }

  resume(): void {
    this.#channel.resume();
  }

  /** Hangs up, which ends the shell. */
  kill(_signal: AbortSignal): Promise<Result<void, FairleadError>> {
    this.#channel[Symbol.dispose]();
    return Promise.resolve(ok(undefined));
  }

  [Symbol.asyncDispose](): Promise<void> {
    this.#channel[Symbol.dispose]();
    return Promise.resolve();
  }
}
