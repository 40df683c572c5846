import { plainText } from "./plain-text.ts";

const keptHead = 256_000;
const keptTail = 256_000;
const excerptHalf = 2_000;

/**
 * What one command printed, as bytes, bounded: the first and the last 256,000. Text is made when it is asked for, so a
 * flood costs no more than the copying.
 */
export class RunOutput {
  readonly #head: Uint8Array[] = [];
  readonly #tail: Uint8Array[] = [];
  #headSize = 0;
  #tailSize = 0;
  #total = 0;

  add(bytes: Uint8Array): void {
    this.#total += bytes.length;
    const room = Math.min(bytes.length, keptHead - this.#headSize);
    if (room > 0) {
      this.#head.push(bytes.slice(0, room));
      this.#headSize += room;
    }
    if (room === bytes.length) return;
    const rest = bytes.slice(Math.max(room, bytes.length - keptTail));
    this.#tail.push(rest);
    this.#tailSize += rest.length;
    let first = this.#tail[0];
    while (first !== undefined && this.#tailSize - first.length >= keptTail) {
      this.#tail.shift();
      this.#tailSize -= first.length;
      first = this.#tail[0];
    }
  }

  /** Bytes that came so far. */
  get size(): number {
    return this.#total;
  }

  /** Without escape sequences. Where the middle was not kept a line says how much is missing. */
  text(): string {
    const head = Buffer.concat(this.#head);
    const tail = Buffer.concat(this.#tail);
    if (this.#total === head.length + tail.length) return plainText(Buffer.concat([head, tail]));
    // Cut at line ends where there are any, so that no sequence and no character is cut.
    const before = head.subarray(0, head.lastIndexOf(0x0a) + 1 || head.length);
    const after = tail.subarray(tail.indexOf(0x0a) + 1);
    const missing = this.#total - before.length - after.length;
    return `${plainText(before)}[… ${missing} bytes left out …]\n${plainText(after)}`;
  }

  /** The last lines, for a look at what the program waits for. */
  tail(limit = 2_000): string {
    const last = this.#tail.length > 0 ? this.#tail : this.#head;
    const pieces: Uint8Array[] = [];
    for (let at = last.length - 1, size = 0; at >= 0 && size < limit; at -= 1) {
      const piece = last[at] ?? new Uint8Array();
      pieces.unshift(piece.subarray(-limit));
      size += piece.length;
    }
    return plainText(Buffer.concat(pieces));
  }
}

/** Head and tail of a text, 4,000 characters and a line between them that says how much is missing. */
export function excerpt(text: string): string {
  if (text.length <= 2 * excerptHalf) return text;
  const missing = text.length - 2 * excerptHalf;
  return `${text.slice(0, excerptHalf)}\n[… ${missing} characters left out …]\n${text.slice(-excerptHalf)}`;
}
