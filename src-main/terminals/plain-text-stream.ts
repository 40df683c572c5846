import { StringDecoder } from "node:string_decoder";
import { readSequence } from "./control-sequence.ts";
import { isPlain, Lines, reach } from "./plain-text.ts";

/** A sequence that is longer is not waited for. */
const longestSequence = 4_096;
/** Characters that may wait without effort. */
const mostPending = 64 * 1024;
/** A line without an end is given out in pieces of this many characters. */
const longestPending = 1024 * 1024;

/** `plainText` for output that comes in pieces, however they are cut. Lines that no cursor can reach any more are final. */
export class PlainTextStream {
  readonly #decoder = new StringDecoder("utf8");
  /** The end of what came: perhaps the beginning of a sequence, or of a line end. */
  #cut = "";
  /** Text that is not final, while nothing has moved the cursor. */
  #pending = "";
  /** The same, where something has. */
  #lines: Lines | null = null;

  /** Takes more; what is final now, may be empty. */
  push(bytes: Uint8Array): string {
    const text =
      this.#cut + this.#decoder.write(Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length));
    const whole = text.length - cutLength(text);
    this.#cut = text.slice(whole);
    return this.#take(text.slice(0, whole));
  }

  /** What is not final, as it stands now. */
  rest(): string {
    return this.#lines?.text() ?? this.#pending;
  }

  /** Everything that is left. */
  end(): string {
    const last = this.#take(this.#cut + this.#decoder.end());
    const rest = last + this.rest();
    this.#cut = "";
    this.#pending = "";
    this.#lines = null;
    return rest;
  }

  #take(text: string): string {
    const simple = text.replace(/(?<!\r)\r+\n/g, "\n");
    if (this.#lines === null && isPlain(simple)) {
      this.#pending += simple;
      return this.#pending.length > mostPending ? this.#giveOut() : "";
    }
    this.#lines ??= new Lines().write(this.#pending);
    this.#pending = "";
    const final = this.#lines.write(text).takeFinal();
    if (this.#lines.isAtEnd) {
      this.#pending = this.#lines.text();
      this.#lines = null;
    }
    return final;
  }

  /** All but the lines that a cursor may still reach. */
  #giveOut(): string {
    let end = this.#pending.length;
    for (let lines = 0; lines <= reach && end > 0; lines += 1) {
      end = this.#pending.lastIndexOf("\n", end - 1);
    }
    let final = Math.max(0, end + 1);
    if (final === 0 && this.#pending.length > longestPending)
      final = this.#pending.length - mostPending;
    const text = this.#pending.slice(0, final);
    this.#pending = this.#pending.slice(final);
    return text;
  }
}

/** How much of the end may be the beginning of something: a sequence, a line end, half a character. */
function cutLength(text: string): number {
  const at = text.lastIndexOf("\x1b");
  const isOpen =
    at !== -1 && text.length - at < longestSequence && readSequence(text, at).end >= text.length;
  if (isOpen) return text.length - at;
  return /\r*$/.exec(text)?.[0].length ?? 0;
}
