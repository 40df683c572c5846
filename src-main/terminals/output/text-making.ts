import { RedactStream } from "../../base/redaction/redact-stream.ts";
import type { Redactor } from "../../base/redactor.ts";
import { PlainTextStream } from "../plain-text-stream.ts";

/** Makes redacted text of one output as its bytes come. Rejects where whoever makes it is gone. Its owner disposes of it. */
export interface TextMaking extends Disposable {
  /** What of all the bytes up to these is final and was not given out yet; may be empty. Takes the bytes over. */
  push(bytes: Uint8Array): Promise<string>;
  /** What was not given out, as it would be if nothing more came. */
  peek(): Promise<string>;
  /** The same; nothing comes after it. */
  end(): Promise<string>;
}

/** The same at once, on this thread. */
export class TextMaker {
  readonly #plain = new PlainTextStream();
  readonly #redaction: RedactStream;

  constructor(redactor: Redactor) {
    this.#redaction = new RedactStream(redactor);
  }

  push(bytes: Uint8Array): string {
    return this.#redaction.push(this.#plain.push(bytes));
  }

  peek(): string {
    return this.#redaction.peek(this.#plain.rest());
  }

  end(): string {
    return this.#redaction.push(this.#plain.end()) + this.#redaction.end();
  }
}
