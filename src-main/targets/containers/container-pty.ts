import { type FairleadError, failure } from "../../../shared/errors.ts";
import { fail, ok, type Result } from "../../../shared/result.ts";
import type { Emitter } from "../../base/emitter.ts";
import type { ChannelEnd, PtyChannel } from "../target.ts";
import { engineFailure } from "./engine-failure.ts";
import { linePrefix } from "./engine-scripts.ts";
import type { ShellKeeper, ShellProcess } from "./shell-keeper.ts";

/** No engine says more than this before a script runs. */
const introLimit = 16 * 1024;
const introLine = new RegExp(`^${linePrefix} (\\d+) (\\d+)\\r?\\n`, "m");

/** What a shell in a container has to know of its container. */
export type ContainerHooks = {
  keeper: ShellKeeper;
  /** Said with the reason once the container has gone, which the engine's command may not notice. */
  gone: Emitter<string>;
  /** Why the container ended what ran in it; null where it did not. Asked when a shell has not ended with 0. */
  whyEnded: () => Promise<string | null>;
};

/**
 * Waits until the script of `ptyScript` has said who it is; what comes from then on is the terminal's. An end before that is
 * the engine's refusal, which becomes a failure. Takes the channel over.
 */
export function containerPty(
  channel: PtyChannel,
  hooks: ContainerHooks,
  signal: AbortSignal,
): Promise<Result<PtyChannel, FairleadError>> {
  return new Promise((resolve) => {
    let said = Buffer.alloc(0);
    let settled = false;
    const settle = (result: Result<PtyChannel, FairleadError>) => {
      settled = true;
      signal.removeEventListener("abort", stopped);
      if (!result.ok) channel[Symbol.dispose]();
      resolve(result);
    };
    const stopped = () => settle(fail(failure("aborted")));
    if (signal.aborted) return stopped();
    signal.addEventListener("abort", stopped);
    channel.onEnd((end) => {
      if (settled) return;
      if (end.lost) settle(fail(failure("connection-lost")));
      else settle(fail(engineFailure(end.exitCode, said.toString("utf8"))));
    });
    channel.onData((bytes) => {
      if (settled) return;
      said = Buffer.concat([said, bytes]);
      const text = said.toString("latin1");
      const intro = introLine.exec(text);
      if (intro === null) {
        if (said.length > introLimit) settle(fail(failure("engine-failed", "it did not start")));
        return;
      }
      const shell = { pid: Number(intro[1]), start: Number(intro[2]) };
      const rest = said.subarray(intro.index + intro[0].length);
      settle(ok(new ContainerPty(channel, { ...hooks, rest, shell })));
    });
  });
}

/** A terminal in a container: its end is told apart from the container's, and its shell does not outlive it. */
class ContainerPty implements PtyChannel {
  readonly #channel: PtyChannel;
  readonly #hooks: ContainerHooks & { shell: ShellProcess };
  #early: Uint8Array[];
  #endListener: ((end: ChannelEnd) => void) | null = null;
  #end: ChannelEnd | null = null;
  #listens = false;
  readonly #listening: Disposable;

  constructor(
    channel: PtyChannel,
    given: ContainerHooks & { rest: Uint8Array; shell: ShellProcess },
  ) {
    this.#channel = channel;
    this.#hooks = given;
    this.#early = given.rest.length === 0 ? [] : [new Uint8Array(given.rest)];
    given.keeper.add(given.shell);
    this.#listening = given.gone.on((reason) => this.#lost(reason));
    channel.pause();
    channel.onData((bytes) => void this.#early.push(bytes));
    channel.onEnd((end) => void this.#ended(end)); // Its last step tells the listener; nothing can fail.
  }

  write(bytes: Uint8Array): void {
    this.#channel.write(bytes);
  }

  endInput(): void {
    this.#channel.endInput();
  }

  onData(listener: (bytes: Uint8Array) => void): void {
    for (const bytes of this.#early) listener(bytes);
    this.#early = [];
    this.#listens = true;
    this.#channel.onData(listener);
    this.#channel.resume();
  }

  onEnd(listener: (end: ChannelEnd) => void): void {
    this.#endListener = listener;
    if (this.#end !== null) listener(this.#end);
  }

  pause(): void {
    this.#channel.pause();
  }

  resume(): void {
    if (this.#listens) this.#channel.resume();
  }

  resize(columns: number, rows: number): void {
    this.#channel.resize(columns, rows);
  }

  [Symbol.dispose](): void {
    this.#hooks.keeper.end(this.#hooks.shell);
    this.#listening[Symbol.dispose]();
    this.#channel[Symbol.dispose]();
  }

  async #ended(end: ChannelEnd): Promise<void> {
    // The engine's command may have been killed while the shell lives on.
    this.#hooks.keeper.end(this.#hooks.shell);
    const reason = end.lost || end.exitCode === 0 ? null : await this.#hooks.whyEnded();
    if (reason !== null) this.#lost(reason);
    else this.#tell(end);
  }

  #lost(reason: string): void {
    this.#tell({ exitCode: null, standardError: "", lost: true, reason });
  }

  #tell(end: ChannelEnd): void {
    if (this.#end !== null) return;
    this.#end = end;
    this.#listening[Symbol.dispose]();
    this.#endListener?.(end);
  }
}
