import { Buffer } from "node:buffer";

const lineFeed = 0x0a;
/** The shell that the command line becomes has said its first word: from here on there are other lines. */
const firstMark = Buffer.from("\x1b]133;");
/** So much before it, and there will be none. */
const soonBytes = 256 * 1024;

/**
 * A login shell whose files say `set -x` prints the command line it is given before it runs it. Ours is long, holds the secret
 * of the shell's marks, and nobody has typed it: the line with it is taken out, once. Everything else passes at once; only
 * what may be the beginning of that text is held back, with its line, until the next chunk.
 */
export class TracedCommand {
  readonly #text: Buffer;
  #held: Buffer = Buffer.alloc(0);
  #passed = 0;
  #state: "before" | "within" | "over" = "before";

  /** `text`: the part of the command line that every shell prints as it is, in ASCII. */
  constructor(text: string) {
    this.#text = Buffer.from(text, "latin1");
  }

  /** What of these bytes is to be read. */
  without(bytes: Uint8Array): Uint8Array {
    if (this.#state === "over") return bytes;
    const all = Buffer.concat([this.#held, bytes]);
    this.#held = Buffer.alloc(0);
    if (this.#state === "within") return this.#afterLine(all);
    const mark = all.indexOf(firstMark);
    const at = all.indexOf(this.#text);
    if (at !== -1 && (mark === -1 || at < mark)) {
      const before = all.subarray(0, lineStart(all, at));
      const after = this.#afterLine(all.subarray(at + this.#text.length));
      return Buffer.concat([before, after]);
    }
    const from = lineStart(all, this.#beginning(all));
    this.#passed += from;
    if (mark !== -1 || this.#passed > soonBytes) {
      this.#state = "over";
      return all;
    }
    this.#held = all.subarray(from);
    return all.subarray(0, from);
  }

  #afterLine(bytes: Buffer): Uint8Array {
    const end = bytes.indexOf(lineFeed);
    this.#state = end === -1 ? "within" : "over";
    return end === -1 ? new Uint8Array() : bytes.subarray(end + 1);
  }

  /** Where the text may have begun that is not complete yet; the length where it has not. */
  #beginning(all: Buffer): number {
    const first = this.#text.subarray(0, 1);
    let at = all.indexOf(first, Math.max(0, all.length - this.#text.length));
    while (at !== -1 && !this.#text.subarray(0, all.length - at).equals(all.subarray(at))) {
      at = all.indexOf(first, at + 1);
    }
    return at === -1 ? all.length : at;
  }
}

/** Where the line begins that `at` is in. At the end of the bytes it is no line yet. */
function lineStart(bytes: Buffer, at: number): number {
  return at === bytes.length ? at : bytes.lastIndexOf(lineFeed, at) + 1;
}
