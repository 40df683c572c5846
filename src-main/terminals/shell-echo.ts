const lineFeed = 0x0a;
const questionMark = 0x3f;
/** What editors put in where a line is wrapped: backspaces, line breaks, spaces. */
const filling = new Set([0x08, lineFeed, 0x0d, 0x20]);

/**
 * The echo of a typed line, for shells without a C mark: what follows its line end is the command's output. busybox shows
 * letters it does not know as question marks.
 */
export class EchoFilter {
  readonly #expected: Uint8Array;
  #matched = 0;
  #done = false;

  constructor(command: string) {
    this.#expected = Buffer.from(command);
  }

  /** The part of `bytes` that is output. Where there is no echo after all, nothing is lost. */
  push(bytes: Uint8Array): Uint8Array {
    if (this.#done) return bytes;
    for (const [index, byte] of bytes.entries()) {
      const expected = this.#expected[this.#matched];
      if (byte === expected) this.#matched += 1;
      else if (byte === questionMark && (expected ?? 0) >= 0x80) this.#skipLetter();
      else if (byte === lineFeed && expected === undefined) return this.#end(bytes, index + 1);
      else if (!filling.has(byte)) return this.#end(bytes, index);
    }
    return bytes.subarray(bytes.length);
  }

  #end(bytes: Uint8Array, from: number): Uint8Array {
    this.#done = true;
    return bytes.subarray(from);
  }

  #skipLetter(): void {
    do this.#matched += 1;
    while (((this.#expected[this.#matched] ?? 0) & 0xc0) === 0x80);
  }
}

/** The rest of a line that a person has entered, up to its end: what follows is output. */
export class TypedLine {
  #done = false;

  /** The part of `bytes` that is output. */
  push(bytes: Uint8Array): Uint8Array {
    if (this.#done) return bytes;
    const end = bytes.indexOf(lineFeed);
    this.#done = end !== -1;
    return this.#done ? bytes.subarray(end + 1) : bytes.subarray(bytes.length);
  }
}
