import { asksForSecret } from "../../shared/prompts/recognise-prompt.ts";

/** Keys that have shown nothing for so long, in ms, were not echoed; a line may be slow. */
const silentMs = 300;
/** As much of the last output may hold the question, in characters. */
const questionLength = 400;
const hiding = " \r\n\b*.\x07\xe2\x80\xa2";
/** Nobody types a longer secret. */
const longest = 1_000;

/**
 * Notices what a person types where a terminal shows nothing of it: a password, a passphrase, a PIN. It is a guess, on
 * the safe side: what was typed without any echo at a question for a secret, or without any echo for a while where no
 * shell edits its line: that one shows its keys, however late on a slow line or a busy machine. The value goes to `learn` when the line is entered and is kept nowhere here.
 */
export class TypedSecret {
  readonly #learn: (value: string) => void;
  readonly #now: () => number;
  #shown = "";
  #typed = "";
  #since = 0;
  /** The line was begun at a question for a secret. */
  #asked = false;
  /** Something was printed since the first key of the line: it was echoed. */
  #echoed = false;
  /** All of the line's keys so far went to a shell that edits its line. */
  #edited = false;
  /** Something was printed since the last line was entered: where the shell is said to be is not from before it. */
  #answered = true;

  constructor(learn: (value: string) => void, now: () => number) {
    this.#learn = learn;
    this.#now = now;
  }

  /** What the program has printed, without marks. */
  printed(bytes: Uint8Array): void {
    this.#answered = true;
    const text = Buffer.from(bytes.subarray(-questionLength)).toString("latin1");
    // Stars, dots and bells stand for keys that are not shown.
    if (this.#typed !== "" && [...text].some((shown) => !hiding.includes(shown))) {
      this.#echoed = true;
    }
    this.#shown = (this.#shown + text).slice(-questionLength);
  }

  /** Keys of the person, as they come from the window. `edits`: the shell stands at its prompt and edits its line. */
  typed(bytes: Uint8Array, edits: boolean): void {
    for (const character of Buffer.from(bytes).toString("utf8")) this.#key(character, edits);
  }

  #key(character: string, edits: boolean): void {
    if (!edits) this.#edited = false;
    switch (character) {
      case "\r":
      case "\n":
        this.#entered();
        this.#begin();
        this.#answered = false;
        return;
      case "\x03":
      case "\x15":
      case "\x1b":
        this.#begin();
        return;
      case "\x7f":
      case "\b":
        this.#typed = this.#typed.slice(0, -1);
        return;
      default:
        if (this.#typed === "") {
          this.#since = this.#now();
          this.#edited = edits && this.#answered;
          this.#asked = asksForSecret(Buffer.from(this.#shown, "latin1").toString("utf8"));
        }
        if (this.#typed.length < longest) this.#typed += character;
    }
  }

  #begin(): void {
    this.#typed = "";
    this.#echoed = false;
  }

  #entered(): void {
    if (this.#typed === "" || this.#echoed) return;
    const isSilent = !this.#edited && this.#now() - this.#since >= silentMs;
    if (this.#asked || isSilent) this.#learn(this.#typed);
  }
}
