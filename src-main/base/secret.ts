import { inspect } from "node:util";

/**
 * A secret as bytes that cannot be printed: logs, JSON and templates show "[secret]". Only `reveal` yields the bytes,
 * and only for the time of a call. Whoever creates it disposes of it, which wipes the bytes.
 */
export class Secret implements Disposable {
  readonly #bytes: Buffer;

  /** Takes the bytes over: the caller must not keep them. */
  constructor(bytes: Buffer) {
    this.#bytes = bytes;
  }

  /** From text that a person typed. The text itself cannot be wiped, so let go of it at once. */
  static fromText(text: string): Secret {
    return new Secret(Buffer.from(text, "utf8"));
  }

  /** Hands the bytes to `use` and to nothing else. Do not keep them. */
  reveal<T>(use: (bytes: Buffer) => T): T {
    return use(this.#bytes);
  }

  copy(): Secret {
    return new Secret(Buffer.from(this.#bytes));
  }

  toString(): string {
    return "[secret]";
  }

  toJSON(): string {
    return "[secret]";
  }

  [inspect.custom](): string {
    return "[secret]";
  }

  [Symbol.dispose](): void {
    this.#bytes.fill(0);
  }
}
