/** Characters of a file that go to a model at once, and of one line of it. */
const mostCharacters = 16_000;
const longestLine = 2_000;

/** Which lines are wanted: `count` from line `from` on (1 = the first), or the last `count`. */
export type WantedLines = { from: number; count: number } | { last: number };

/** Lines of a file as they were found. */
export type FoundLines = {
  lines: { number: number; text: string }[];
  /** Lines that were looked through. */
  total: number;
  /** NUL was in it: it is no text, and `lines` is empty. */
  binary: boolean;
  /** There were bytes that are not UTF-8; they stand as U+FFFD. */
  damaged: boolean;
};

/** Takes a file in pieces and keeps of it the lines that are wanted, however large it is. */
export class LineWindow {
  readonly #wanted: WantedLines;
  readonly #decoder = new TextDecoder("utf-8", { ignoreBOM: true });
  readonly #lines: FoundLines["lines"] = [];
  #rest = "";
  #restLength = 0;
  #total = 0;
  #binary = false;
  #damaged = false;

  constructor(wanted: WantedLines) {
    this.#wanted = wanted;
  }

  /** False once it is clear that this is no text. */
  push(bytes: Uint8Array): boolean {
    if (bytes.includes(0)) this.#binary = true;
    if (!this.#binary) this.#take(this.#decoder.decode(bytes, { stream: true }));
    return !this.#binary;
  }

  /** Whether all that was wanted is there; of the last lines nobody knows before the end. */
  get full(): boolean {
    const { from, count } = "last" in this.#wanted ? endless : this.#wanted;
    return this.#total >= from + count - 1;
  }

  /** To be called once, after the last piece. */
  end(): FoundLines {
    this.#take(this.#decoder.decode());
    if (this.#restLength > 0) this.#add();
    const lines = this.#binary ? [] : this.#lines;
    return { lines, total: this.#total, binary: this.#binary, damaged: this.#damaged };
  }

  #take(text: string): void {
    if (text.includes("\ufffd")) this.#damaged = true;
    const parts = text.split("\n");
    for (const [at, part] of parts.entries()) {
      // Of an endless line no more is kept than is shown.
      if (this.#rest.length <= longestLine) this.#rest += part.slice(0, longestLine + 1);
      this.#restLength += part.length;
      if (at < parts.length - 1) {
        this.#restLength += 1;
        this.#add();
      }
    }
  }

  #add(): void {
    this.#total += 1;
    const wanted = this.#wanted;
    const kept =
      "last" in wanted || (this.#total >= wanted.from && this.#total < wanted.from + wanted.count);
    if (kept)
      this.#lines.push({ number: this.#total, text: shortened(this.#rest, this.#restLength) });
    if ("last" in wanted && this.#lines.length > wanted.last) this.#lines.shift();
    this.#rest = "";
    this.#restLength = 0;
  }
}

const endless = { from: Number.POSITIVE_INFINITY, count: 1 };

function shortened(kept: string, length: number): string {
  if (kept.length <= longestLine) return kept;
  const cut = kept.slice(0, longestLine).toWellFormed();
  return `${cut} [… about ${length - longestLine} more characters in this line …]`;
}

/** As many of the lines as a model takes at once, with their numbers where those are known. */
export function numbered(
  lines: FoundLines["lines"],
  numbersKnown: boolean,
): { text: string; shown: number } {
  const shown: string[] = [];
  let length = 0;
  for (const { number, text } of lines) {
    const line = numbersKnown ? `${number}\t${text}` : text;
    length += line.length + 1;
    if (shown.length > 0 && length > mostCharacters) break;
    shown.push(line);
  }
  return { text: shown.join("\n"), shown: shown.length };
}
