import { createInterface, type Interface } from "node:readline/promises";
import { Writable } from "node:stream";
import type { Surroundings } from "./surroundings.ts";

/** Asks the person at the terminal, one question at a time; questions go to standard error. */
export class Asker {
  readonly #surroundings: Surroundings;
  #queue: Promise<unknown> = Promise.resolve();

  constructor(surroundings: Surroundings) {
    this.#surroundings = surroundings;
  }

  /** Whether there is a person: both the keyboard and standard error are a terminal. */
  get canAsk(): boolean {
    return this.#surroundings.stdin.isTTY === true && this.#surroundings.stderr.isTTY === true;
  }

  /** Whatever `conversation` asks is not mixed with other questions. */
  inTurn<T>(conversation: () => Promise<T>): Promise<T> {
    const turn = this.#queue.then(conversation);
    this.#queue = turn.catch(() => undefined);
    return turn;
  }

  /** The line typed, `prefilled` being there to be edited; null when it was cancelled (Ctrl+C, Ctrl+D, signal). */
  line(prompt: string, signal: AbortSignal, prefilled = ""): Promise<string | null> {
    return this.#ask(this.#surroundings.stderr, prompt, signal, prefilled);
  }

  /** The same without showing what is typed. */
  async secret(prompt: string, signal: AbortSignal): Promise<string | null> {
    this.#surroundings.stderr.write(prompt);
    const hidden = new Writable({ write: (_bytes, _encoding, done) => done() });
    const answer = await this.#ask(hidden, "", signal, "");
    this.#surroundings.stderr.write("\n");
    return answer;
  }

  async #ask(
    output: Writable,
    prompt: string,
    signal: AbortSignal,
    prefilled: string,
  ): Promise<string | null> {
    const reader = createInterface({
      input: this.#surroundings.stdin,
      output,
      terminal: true,
      historySize: 0,
    });
    try {
      return await untilClosed(reader, prompt, signal, prefilled);
    } finally {
      reader.close();
    }
  }
}

async function untilClosed(
  reader: Interface,
  prompt: string,
  signal: AbortSignal,
  prefilled: string,
): Promise<string | null> {
  const cancelled = Promise.withResolvers<null>();
  // In raw mode Ctrl+C is a key: it reaches the process as the signal it is elsewhere.
  reader.on("SIGINT", () => {
    cancelled.resolve(null);
    process.kill(process.pid, "SIGINT");
  });
  reader.on("close", () => cancelled.resolve(null));
  const typed = reader.question(prompt, { signal }).catch(() => null);
  if (prefilled !== "") reader.write(prefilled);
  return Promise.race([typed, cancelled.promise]);
}
