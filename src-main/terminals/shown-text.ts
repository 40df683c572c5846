import type { TerminalSize } from "../../shared/contract/terminals.ts";
import { plainText } from "./plain-text.ts";
import { Screen } from "./screen.ts";
import type { TerminalOutput } from "./terminal-output.ts";

/** How much of the last output a look reads, in bytes. */
const lookBytes = 256 * 1024;

export type ShownTextParts = {
  output: Pick<TerminalOutput, "tail">;
  size: () => TerminalSize;
  /** Whether a full-screen program has the screen. */
  alternateScreen: () => boolean;
  /** `columns`: the width of the screen that the text was on. */
  redact: (text: string, columns?: number) => string;
};

/** What a terminal shows and has printed, as text for whoever cannot see it, without secrets. */
export class ShownText {
  readonly #parts: ShownTextParts;

  constructor(parts: ShownTextParts) {
    this.#parts = parts;
  }

  /** The screen as a person sees it, with up to `history` lines above it. */
  screen(history = 0): string {
    const { alternateScreen, output, redact, size } = this.#parts;
    const bytes = output.tail(lookBytes);
    // Before it is drawn: a secret that is broken at the screen's edge would not be known any more.
    const text = redact(buffer(bytes).toString("utf8"));
    const isWhole = bytes.length < lookBytes;
    const shown = new Screen(size(), !isWhole && alternateScreen()).write(text).text(history);
    // And once more as it stands there: a program may have moved the cursor within it.
    return redact(shown, size().columns);
  }

  /** The last of everything that was printed, without escape sequences: at most so many characters. */
  recent(characters: number): string {
    const text = plainText(buffer(this.#parts.output.tail(lookBytes)));
    return this.#parts.redact(text.slice(-2 * characters)).slice(-characters);
  }
}

function buffer(bytes: Uint8Array): Buffer {
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length);
}
