import type { NeedsInput } from "../../shared/contract/terminals.ts";
import { recognisePrompt } from "../../shared/prompts/recognise-prompt.ts";
import { isSecretKind, type PromptKind } from "../../shared/prompts/recorded-prompt.ts";
import type { Claim, Mark } from "./marks.ts";
import { plainText } from "./plain-text.ts";

/** How long a program must be silent before its last line is looked at for a question, in ms. */
const silenceMs = 400;
/** Keys that have shown nothing for so long, in ms, are not shown: echo is off, or the line is slow. */
const hiddenMs = 300;
/** How much of the last output may hold a question, in bytes. */
const questionBytes = 2_000;
/** How much of a question is told, in characters. */
const toldLength = 200;

export type InputWatchParts = {
  /**
   * Whether a program runs that may ask: "known" = the shell says so, "perhaps" = a shell that tells nothing, where only
   * questions for secrets count.
   */
  runs: () => "known" | "perhaps" | "no";
  /** The command that runs, where it is known. */
  command: () => string;
  /** The screen as text, to see what a full-screen program shows. */
  screen: () => string;
  redact: (text: string) => string;
  changed: () => void;
};

type Found = Omit<NeedsInput, "question" | "text"> & { text?: string };

/**
 * Notices that the program in a terminal waits for somebody: by what it printed before it fell silent, by the screen or
 * the line editor that it took, and by keys that are not shown. Fed with everything the terminal prints and everything
 * the person types. What it says of text is a guess, since any program can print any text.
 */
export class InputWatch implements Disposable {
  readonly #parts: InputWatchParts;
  #needs: NeedsInput | null = null;
  /** The person has typed since the question was told. */
  #begun = false;
  #questions = 0;
  #tail: Uint8Array = new Uint8Array();
  /** A full-screen program has the screen. */
  #fullScreen = false;
  /** A line editor reads a line: a shell within, a REPL. */
  #editsLine = false;
  /** A program wants the keypad's keys: top and some pagers, which take no screen of their own. */
  #takesKeys = false;
  #silence: NodeJS.Timeout | undefined;
  #hidden: NodeJS.Timeout | undefined;

  constructor(parts: InputWatchParts) {
    this.#parts = parts;
  }

  /** What it waits for; null where it seems to wait for nothing. */
  get needs(): NeedsInput | null {
    return this.#needs;
  }

  /** Whether what was printed last asks for a secret, without waiting for a silence. */
  get asksForSecret(): boolean {
    if (this.#needs !== null && isSecretKind(this.#needs.kind)) return true;
    const found = recognisePrompt(this.#lastText());
    return found !== null && isSecretKind(found.kind);
  }

  /** Whether something of an answer may stand there already. */
  get isBegun(): boolean {
    return this.#begun;
  }

  printed(bytes: Uint8Array): void {
    const isShown = bytes.some((byte) => !hiding.has(byte));
    this.#keep(bytes);
    if (!isShown) return;
    clearTimeout(this.#hidden);
    this.#hidden = undefined;
    if (this.#needs?.guess === true) this.#set(null);
    this.#listen();
  }

  /** Everything before it is gone; this stands on the screen now. */
  reset(shown: string): void {
    this.#tail = new Uint8Array();
    this.#set(null);
    this.printed(Buffer.from(shown));
  }

  mark(mark: Mark | Claim): void {
    switch (mark.kind) {
      case "command-start":
      case "command-end":
      case "prompt-start":
      case "prompt-end":
        this.#over();
        return;
      case "continuation":
        if (this.#parts.runs() === "known") this.#set(plain("more-lines"));
        return;
      case "alternate-screen":
        this.#fullScreen = mark.on;
        this.#took(mark.on, "full-screen");
        return;
      case "bracketed-paste":
        this.#editsLine = mark.on;
        // Editors take both.
        if (!this.#fullScreen) this.#took(mark.on, "repl");
        return;
      case "application-cursor":
        this.#takesKeys = mark.on;
        if (!this.#fullScreen && !this.#editsLine) this.#took(mark.on, "full-screen");
        return;
      default:
        return;
    }
  }

  /** Keys of the person. */
  typed(bytes: Uint8Array): void {
    this.#begun = true;
    const isText = bytes.length > 0 && bytes.every((byte) => byte >= 0x20 && byte !== 0x7f);
    if (!isText || this.#hidden !== undefined || this.#needs !== null) return;
    if (this.#isTaken || this.#parts.runs() !== "known") return;
    this.#hidden = setTimeout(() => {
      this.#hidden = undefined;
      if (this.#needs === null && this.#parts.runs() === "known") {
        this.#set({ ...plain("hidden"), guess: true });
      }
    }, hiddenMs);
  }

  [Symbol.dispose](): void {
    clearTimeout(this.#silence);
    clearTimeout(this.#hidden);
  }

  get #isTaken(): boolean {
    return this.#fullScreen || this.#editsLine || this.#takesKeys;
  }

  #over(): void {
    this[Symbol.dispose]();
    this.#hidden = undefined;
    this.#tail = new Uint8Array();
    this.#fullScreen = false;
    this.#editsLine = false;
    this.#takesKeys = false;
    this.#set(null);
  }

  #keep(bytes: Uint8Array): void {
    const all = Buffer.concat([this.#tail, bytes.subarray(-questionBytes)]);
    this.#tail = all.subarray(-questionBytes);
  }

  /** What has taken the screen or the line says itself that it waits for keys; what for is looked at in a moment. */
  #took(on: boolean, kind: "full-screen" | "repl"): void {
    if (this.#parts.runs() !== "known") return;
    this.#set(on ? plain(kind) : null);
    this.#listen();
  }

  #listen(): void {
    clearTimeout(this.#silence);
    this.#silence = setTimeout(() => this.#look(), silenceMs);
  }

  #look(): void {
    const runs = this.#parts.runs();
    if (runs === "no") return;
    if (this.#fullScreen || (this.#takesKeys && !this.#editsLine)) {
      // Once: what a program shows later is its own affair.
      if (this.#needs?.kind === "full-screen" && this.#needs.text === "") this.#lookAtScreen();
      return;
    }
    const found = recognisePrompt(this.#lastText());
    if (found === null || (runs === "perhaps" && !isSecretKind(found.kind))) return;
    const { question, ...said } = found;
    const answers = [...found.answers];
    if (!this.#editsLine) this.#set({ ...said, answers, guess: true, text: question });
    else if (isSecretKind(found.kind)) this.#set({ ...said, answers, guess: true, text: question });
    else this.#set({ ...plain("repl"), program: found.program, text: question });
  }

  #lookAtScreen(): void {
    const last = this.#parts.screen().trimEnd();
    // It has taken the screen and has nothing to show yet, as a pager whose input is slow.
    if (last === "") return;
    const found = recognisePrompt(last);
    const kind = found?.kind === "pager" ? "pager" : kindOfCommand(this.#parts.command());
    const text = last.slice(last.lastIndexOf("\n") + 1);
    this.#set({ ...plain(kind), program: found?.program ?? null, text });
  }

  #lastText(): string {
    return plainText(this.#tail);
  }

  #set(found: Found | null): void {
    if (found === null && this.#needs === null) return;
    const { text = "", ...said } = found ?? {};
    const told = this.#parts.redact(text).slice(0, toldLength);
    if (found !== null) this.#questions += 1;
    this.#begun = false;
    this.#needs =
      found === null
        ? null
        : { ...(said as Omit<Found, "text">), question: this.#questions, text: told };
    this.#parts.changed();
  }
}

/** What stands for keys that are not shown, or is not seen at all: stars, dots, bells, blanks. */
const hiding: ReadonlySet<number> = new Set(
  [..." \r\b*.\x07\xe2\x80\xa2"].map((c) => c.charCodeAt(0)),
);

function plain(kind: PromptKind): Found {
  const nobody = { program: null, user: null, host: null, path: null };
  return { kind, guess: false, ...nobody, answers: [] };
}

const editors =
  /(?:^|[\s;|&(/])(?:vi|vim|nvim|view|vimdiff|nano|pico|emacs|micro|joe|mcedit|visudo|vipw|sudoedit)(?=\s|$)|\bcrontab\s+-e\b/;
const pagers = /(?:^|[\s;|&(/])(?:less|more|most|man|pg|zless)(?=\s|$)/;

/** What a full-screen program is for, by the command that runs. */
function kindOfCommand(command: string): PromptKind {
  const line = command.slice(0, 2_000);
  if (editors.test(line)) return "editor";
  return pagers.test(line) ? "pager" : "full-screen";
}
