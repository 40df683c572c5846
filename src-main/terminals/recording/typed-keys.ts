import { asksForSecret } from "../../../shared/prompts/recognise-prompt.ts";
import { readSequence } from "../control-sequence.ts";

/** What a person typed, as it may be kept. `null`: the terminal showed nothing of it, so it may be a secret. */
export type KeptKeys = { at: number; text: string | null };

/** As much of the last output may hold a question, in characters. */
const questionLength = 400;
/** Stars and dots stand for keys that are not shown. */
const shown = /[^\s*.•]/;

/**
 * Decides of the keys of a person whether they may stand in a recording: only when the terminal has shown them. Keys wait
 * until their echo is there; keys that end a line without an echo are told as a secret, without their value.
 */
export class TypedKeys {
  readonly #keep: (keys: KeptKeys) => void;
  #waiting: { at: number; text: string } | null = null;
  #output = "";
  /** The keys that wait were begun at a question for a secret. */
  #asked = false;

  constructor(keep: (keys: KeptKeys) => void) {
    this.#keep = keep;
  }

  /** Keys pressed `at` this many seconds. */
  typed(text: string, at: number): void {
    if (this.#waiting === null) {
      this.#waiting = { at, text: "" };
      this.#asked = asksForSecret(this.#output);
    }
    this.#waiting.text += text;
    // Keys that show nothing of themselves and are none: they move or end something.
    if (visible(this.#waiting.text) === "") this.#settle(this.#waiting.text);
  }

  /** What the terminal printed next. */
  printed(text: string): void {
    const waiting = this.#waiting;
    this.#output = (this.#output + text).slice(-questionLength);
    if (waiting === null) return;
    const first = visible(waiting.text)[0] ?? "";
    const isOver = /[\r\n]/.test(waiting.text);
    if (this.#asked) {
      if (isOver) this.#settle(null);
    } else if (visible(text).includes(first)) this.#settle(waiting.text);
    else if (isOver && shown.test(visible(text))) this.#settle(null);
  }

  /** Nothing follows: what was not shown is told as a secret. */
  end(): void {
    if (this.#waiting !== null) this.#settle(null);
  }

  #settle(text: string | null): void {
    const { at } = this.#waiting ?? { at: 0 };
    this.#waiting = null;
    this.#keep({ at, text });
  }
}

/** The characters that draw something. */
function visible(text: string): string {
  let drawn = "";
  for (let at = 0; at < text.length; ) {
    if (text[at] === "\x1b") at = Math.max(at + 1, readSequence(text, at).end);
    else {
      const character = String.fromCodePoint(text.codePointAt(at) ?? 0);
      if (!/\p{Cc}/u.test(character)) drawn += character;
      at += character.length;
    }
  }
  return drawn;
}
