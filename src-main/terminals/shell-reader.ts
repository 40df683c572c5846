import { type Claim, type Mark, MarkParser, parseReport, type ShellReport } from "./marks.ts";
import { ShellState } from "./shell-state.ts";
import type { TerminalOutput } from "./terminal-output.ts";

/** How long a shell may take to say its first word before it counts as one that says none, in ms. */
const usualIntroMs = 15_000;
/** What a program of the old shell may have left switched on, before a new shell takes its place, and word of that. */
const settle = Buffer.from(
  "\x1b[!p\x1b[?1049l\x1b[?1000;1002;1003;1006;2004l\x1b[?25h\r\n\x1b[7m New shell. Everything above is from the one before. \x1b[0m\r\n",
);

export type ShellReaderParts = {
  nonce: string;
  /** Everything goes there as it came, after what is in it was told. */
  output: Pick<TerminalOutput, "add" | "head" | "mark" | "reset">;
  /** How long a shell may take to say its first word, in ms; left out, the usual time. */
  introMs?: number | undefined;
  /** Output of the shell and its programs, without the shell's own marks. */
  print: (bytes: Uint8Array) => void;
  /** The shell's state knows of it already. */
  mark: (mark: Mark | Claim) => void;
  /** What the shell said last, after some of its marks were missed. */
  recover: (report: ShellReport) => void;
  /** The shell has said nothing in time: it will not. */
  staysSilent: () => void;
};

/** Reads what the shell of a terminal prints: keeps the shell's marks apart, and knows by them where it is. */
export class ShellReader {
  readonly #parts: ShellReaderParts;
  #nonce: string;
  #state = new ShellState();
  #parser: MarkParser;
  #introTimer: NodeJS.Timeout | undefined;

  constructor(parts: ShellReaderParts) {
    this.#parts = parts;
    this.#nonce = parts.nonce;
    this.#parser = this.#newParser();
  }

  /** Marks of this shell carry it; a new shell has a new one. */
  get nonce(): string {
    return this.#nonce;
  }

  get state(): ShellState {
    return this.#state;
  }

  /** What comes from here on is from a shell that was begun with this nonce. */
  renew(nonce: string): void {
    this.#nonce = nonce;
    this.#state = new ShellState();
    if (this.#parts.output.head() > 0) this.#parts.output.add(settle);
  }

  /** Bytes come now, from their beginning or from anywhere. */
  begin(): void {
    this.#parser = this.#newParser();
  }

  /** A shell that was just launched says within a while what it is, or never. */
  awaitIntro(): void {
    clearTimeout(this.#introTimer);
    if (this.#state.integration !== "starting") return;
    const { introMs = usualIntroMs } = this.#parts;
    this.#introTimer = setTimeout(() => this.#noIntro(), introMs);
    this.#introTimer.unref();
  }

  /** No bytes come any more. */
  end(): void {
    clearTimeout(this.#introTimer);
  }

  read(bytes: Uint8Array): void {
    for (const piece of this.#parser.push(bytes)) {
      if (piece.kind === "output") {
        this.#parts.print(piece.bytes);
        this.#state.outputAtPrompt(piece.bytes);
      } else {
        this.#state.take(piece);
        this.#parts.mark(piece);
      }
    }
    this.#parts.output.add(bytes);
  }

  /** Marks may have been among what was skipped; what the shell said last, as `lastOsc7`, is known. */
  reset(picture: Uint8Array, lastOsc7: string): void {
    const report = parseReport(lastOsc7, this.#nonce);
    if (report !== null && this.#state.integration !== "starting") {
      this.#state.missed(report);
      this.#parts.recover(report);
    }
    this.#parts.output.reset(picture);
    this.#parser = this.#newParser();
  }

  /** Reads what comes from here on; windows are told where commands begin and end. */
  #newParser(): MarkParser {
    const { output } = this.#parts;
    const start = output.head();
    return new MarkParser(this.#nonce, (mark, end) => output.mark(mark, start + end));
  }

  #noIntro(): void {
    if (this.#state.integration !== "starting") return;
    this.#state.integration = "none";
    this.#parts.staysSilent();
  }
}
