import type { OutputLog } from "./output/output-log.ts";
import { plainText } from "./plain-text.ts";

const keptHead = 256_000;
const keptTail = 256_000;
const excerptHalf = 2_000;
/** Bytes that surely hold half an excerpt, with what a secret in it needs around it. */
const excerptBytes = 16_000;

/**
 * What one command printed, as bytes: the first and the last 256,000. Text is made when it is asked for, so a flood costs no
 * more than the copying. What is longer goes whole into a log, where there is one to be had.
 */
export class RunOutput {
  readonly #openLog: (() => OutputLog) | null;
  readonly #head: Uint8Array[] = [];
  readonly #tail: Uint8Array[] = [];
  #log: OutputLog | null = null;
  #headSize = 0;
  #tailSize = 0;
  #total = 0;

  constructor(openLog: (() => OutputLog) | null = null) {
    this.#openLog = openLog;
  }

  /** Where all of it goes; null while it is short. */
  get log(): OutputLog | null {
    return this.#log;
  }

  /** Bytes so far, escape sequences included. */
  get size(): number {
    return this.#total;
  }

  add(bytes: Uint8Array): void {
    const copy = bytes.slice();
    this.#keepWhole(copy);
    this.#total += copy.length;
    const room = Math.min(copy.length, keptHead - this.#headSize);
    if (room > 0) {
      this.#head.push(copy.subarray(0, room));
      this.#headSize += room;
    }
    if (room === copy.length) return;
    const rest = copy.subarray(Math.max(room, copy.length - keptTail));
    this.#tail.push(rest);
    this.#tailSize += rest.length;
    let first = this.#tail[0];
    while (first !== undefined && this.#tailSize - first.length >= keptTail) {
      this.#tail.shift();
      this.#tailSize -= first.length;
      first = this.#tail[0];
    }
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

  /**
   * Head and tail of the text, at most about 4,000 characters, with a line between them that says how much is missing.
   * `whole`: the redacted text, where it is at hand.
   */
  excerpt(redact: (text: string) => string, whole?: string): string {
    if (this.#total <= 4 * excerptBytes) return excerpt(whole ?? redact(this.text()));
    const head = redact(plainText(joined(this.#head, excerptBytes))).slice(0, excerptHalf);
    const tail = redact(this.tail(excerptBytes)).slice(-excerptHalf);
    const missing = this.#total - Buffer.byteLength(head) - Buffer.byteLength(tail);
    return `${head}\n[… about ${missing} bytes left out …]\n${tail}`;
  }

  /** The last lines, for a look at what the program waits for. */
  tail(limit = 2_000): string {
    const isWhole = this.#total === this.#headSize + this.#tailSize;
    const last = isWhole ? [...this.#head, ...this.#tail] : this.#tail;
    const pieces: Uint8Array[] = [];
    for (let at = last.length - 1, size = 0; at >= 0 && size < limit; at -= 1) {
      const piece = last[at] ?? new Uint8Array();
      pieces.unshift(piece.subarray(-limit));
      size += piece.length;
    }
    return plainText(Buffer.concat(pieces));
  }

  /** Once it is too long for head and tail, a log has all of it. */
  #keepWhole(bytes: Uint8Array): void {
    if (this.#log === null && this.#openLog !== null) {
      if (this.#total + bytes.length <= keptHead + keptTail) return;
      this.#log = this.#openLog();
      for (const piece of [...this.#head, ...this.#tail]) this.#log.add(piece);
    }
    this.#log?.add(bytes);
  }
}

function joined(pieces: readonly Uint8Array[], limit: number): Uint8Array {
  const taken: Uint8Array[] = [];
  let size = 0;
  for (const piece of pieces) {
    if (size >= limit) break;
    taken.push(piece.subarray(0, limit - size));
    size += piece.length;
  }
  return Buffer.concat(taken);
}

/** Head and tail of a text, 4,000 characters and a line between them that says how much is missing. */
export function excerpt(text: string): string {
  if (text.length <= 2 * excerptHalf) return text;
  const missing = text.length - 2 * excerptHalf;
  return `${text.slice(0, excerptHalf)}\n[… ${missing} characters left out …]\n${text.slice(-excerptHalf)}`;
}
