import { type FairleadError, failure } from "../../../shared/errors.ts";
import { fail, ok, type Result } from "../../../shared/result.ts";
import { isAnsweredByTmux } from "./emulator-answers.ts";
import { keyLines } from "./key-commands.ts";

type Send = (commands: readonly string[]) => Promise<Result<Uint8Array[], FairleadError>>;

/** Types into one pane; writes keep their order. */
export class PaneKeys {
  readonly #pane: number;
  readonly #send: Send;
  readonly #isOver: () => boolean;
  #typed: Promise<unknown> = Promise.resolve();

  constructor(pane: number, send: Send, isOver: () => boolean) {
    this.#pane = pane;
    this.#send = send;
    this.#isOver = isOver;
  }

  /**
   * Long input goes in lines of 32 KB, each sent when the one before is in, so that an error stops what follows. A short
   * one does not wait for the answer to the one before. What an emulator answers to questions that tmux has answered is
   * dropped.
   */
  write(bytes: Uint8Array): Promise<Result<void, FairleadError>> {
    if (isAnsweredByTmux(bytes)) return Promise.resolve(ok(undefined));
    const lines = keyLines(this.#pane, bytes);
    const sent = Promise.withResolvers<void>();
    const before = this.#typed;
    this.#typed = sent.promise;
    return before.then(() => this.#type(lines, () => sent.resolve()));
  }

  async #type(lines: string[][], sent: () => void): Promise<Result<void, FairleadError>> {
    for (const [index, line] of lines.entries()) {
      if (this.#isOver()) {
        sent();
        return fail(failure("terminal-lost"));
      }
      const answer = this.#send(line);
      if (index === lines.length - 1) sent();
      const result = await answer;
      if (!result.ok) {
        sent();
        return result;
      }
    }
    sent();
    return ok(undefined);
  }
}
