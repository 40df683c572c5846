import type { TerminalInfo } from "../../shared/contract/terminals.ts";
import { isEmulatorReply } from "./person-keys.ts";

export type KeyboardParts = {
  now: () => number;
  /** Keys on their way to the shell. */
  press: (bytes: Uint8Array) => void;
  /** An emulator's answer to a program. */
  reply: (bytes: Uint8Array) => void;
};

type Typed = { bytes: Uint8Array; isReply: boolean };

/**
 * Who has the keyboard of a terminal. A key of the person takes it at once. While a command is put on the line nothing
 * else may get onto it: keys and an emulator's answers wait that long.
 */
export class Keyboard {
  #driver: TerminalInfo["driver"] = "person";
  /** Since when the driver has it, in ms since the epoch. */
  since: number;
  /** When the person last typed, in ms since the epoch. */
  lastKeyAt = 0;
  readonly #parts: KeyboardParts;
  #held: Typed[] | null = null;

  constructor(parts: KeyboardParts) {
    this.#parts = parts;
    this.since = parts.now();
  }

  get driver(): TerminalInfo["driver"] {
    return this.#driver;
  }

  take(driver: TerminalInfo["driver"]): void {
    if (this.#driver === driver) return;
    this.#driver = driver;
    this.since = this.#parts.now();
  }

  /** The person has done typing, and says so. `cleared`: a line was cancelled just now, over which an editor drops keys. */
  handBack(cleared: boolean): void {
    this.lastKeyAt = cleared ? this.#parts.now() : 0;
    this.take("agent");
  }

  /** Bytes from a person's window. True where they are keys, and not an emulator's own answers. */
  input(bytes: Uint8Array): boolean {
    const isReply = isEmulatorReply(bytes);
    if (!isReply) {
      this.lastKeyAt = this.#parts.now();
      this.take("person");
    }
    if (this.#held === null) this.#pass({ bytes, isReply });
    else this.#held.push({ bytes, isReply });
    return !isReply;
  }

  /** Whether keys are kept back now. */
  get isHeld(): boolean {
    return this.#held !== null;
  }

  /** Keeps what comes back until it is disposed of; then it goes out in order. */
  hold(): Disposable {
    this.#held = [];
    return {
      [Symbol.dispose]: () => {
        const held = this.#held ?? [];
        this.#held = null;
        for (const typed of held) this.#pass(typed);
      },
    };
  }

  #pass({ bytes, isReply }: Typed): void {
    if (isReply) this.#parts.reply(bytes);
    else this.#parts.press(bytes);
  }
}
