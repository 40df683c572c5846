import type { Redactor } from "../redactor.ts";

/** UTF-16 units that are looked at together: a private key or a Kubernetes Secret fits in, however it is cut into chunks. */
const window = 128 * 1024;
/** As much waits for what comes next, in UTF-16 units. */
const margin = 16 * 1024;
/** A line without an end is given out in pieces of this many UTF-16 units; memory stays bounded. */
const longestHeld = 1024 * 1024;

/** Redacts a text that comes in chunks, wherever the chunks are cut. */
export class RedactStream {
  readonly #redactor: Redactor;
  #held = "";

  constructor(redactor: Redactor) {
    this.#redactor = redactor;
  }

  /** What can be given out now; may be empty. */
  push(chunk: string): string {
    this.#held += chunk;
    return this.#held.length > window ? this.#give(margin) : "";
  }

  /** The input rests for a moment: what is whole is given out, so that a person sees it. */
  rest(): string {
    return isOpen(this.#held) ? "" : this.#give(0);
  }

  /** What is left and `more`, as it would be given out if that were the end. */
  peek(more: string): string {
    return this.#redactor.redact(this.#held + more);
  }

  /** Everything that is left. */
  end(): string {
    const last = this.#redactor.redact(this.#held);
    this.#held = "";
    return last;
  }

  #give(kept: number): string {
    if (this.#held.length > longestHeld) return this.end();
    const { clean, rest } = this.#redactor.redactBeginning(this.#held, kept);
    this.#held = rest;
    return clean;
  }
}

/** Something has begun whose end decides what it is: a private key, or data that may be a Kubernetes Secret's. */
function isOpen(text: string): boolean {
  const key = text.lastIndexOf("PRIVATE KEY");
  if (
    key !== -1 &&
    !text.slice(key).includes("-----END") &&
    !/-----END[^\n]*$/.test(text.slice(0, key))
  ) {
    return true;
  }
  return /^[ \t]*"?(?:data|stringData)"?:/m.test(text);
}
