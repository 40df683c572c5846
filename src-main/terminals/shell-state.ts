import type { ShellName, TerminalInfo } from "../../shared/contract/terminals.ts";
import type { SystemName } from "../policy/command-judgement.ts";
import type { Claim, Mark, ShellReport } from "./marks.ts";
import { lineEffect } from "./person-keys.ts";
import { titleText } from "./title-text.ts";

/** Where the shell of a terminal is, as far as its marks say. */
export type ShellPlace =
  | "starting"
  /** Its prompt is being drawn. */
  | "drawing"
  /** It reads keys at its prompt. */
  | "prompt"
  /** It wants more lines of the same command. */
  | "continuation"
  /** Something runs. */
  | "command";

/**
 * What a person may have left on the line of the prompt: "clean" = nothing since the prompt was drawn, "perhaps" = it was
 * cleared or typed ahead, only the shell can tell, "typed" = leave it alone.
 */
export type LineState = "clean" | "perhaps" | "typed";

/** Follows a shell by its marks, and the person by their keys. No I/O, no clock. */
export class ShellState {
  shell: ShellName = "unknown";
  /** What it runs on; null while nobody knows. */
  system: SystemName | null = null;
  /** Its process id, as it said first; null where nobody knows. */
  pid: number | null = null;
  integration: TerminalInfo["integration"] = "starting";
  place: ShellPlace = "starting";
  line: LineState = "clean";
  directory: string | null = null;
  title = "";
  /** Whether its line editor takes bracketed paste: bash before 4.4 does not. */
  pastes = true;
  alternateScreen = false;
  applicationCursor = false;
  #redraws = false;
  /** Agent commands that the shell has counted; null before its first word. */
  count: number | null = null;
  /** How the last of them ended. */
  outcome: number | "running" | null = null;
  /** Whether a command that fails ends it (set -e), and we cannot keep it from that. */
  endsOnError = false;
  /** False while the person has switched the shell's line editor off. */
  edits = true;
  /** Keys typed while a command ran, which may be meant for the next prompt. */
  #typedAhead: LineState = "clean";

  /** Whether its line editor answers our private keys. */
  get hasEditor(): boolean {
    return this.shell === "bash" || this.shell === "zsh" || this.shell === "fish";
  }

  /** Whether its line editor has the keys, and shows them. */
  get isEditing(): boolean {
    return (
      this.hasEditor && this.edits && (this.place === "prompt" || this.place === "continuation")
    );
  }

  take(mark: Mark | Claim): void {
    if (this.#isRedraw(mark)) return;
    switch (mark.kind) {
      case "intro":
        this.shell = mark.shell;
        this.system = mark.system;
        this.pid ??= mark.pid ?? null;
        this.integration = mark.shell === "unknown" ? "none" : "marks";
        this.pastes = mark.shell !== "bash" || !/^([1-3]\.|4\.[0-3]\b)/.test(mark.version);
        return;
      case "prompt-start":
        this.edits = mark.edits;
        this.#newPrompt("drawing");
        return;
      case "prompt-end":
        // Without an A mark before it, it is drawn anew, or the person's own hooks took the place of ours.
        if (this.place === "command" || this.place === "continuation") this.#newPrompt("prompt");
        else this.place = "prompt";
        return;
      case "continuation":
        this.place = "continuation";
        return;
      case "command-start":
        this.place = "command";
        this.count = mark.count;
        return;
      case "output-end":
      case "command-text":
        return;
      case "command-end":
        this.count = mark.count;
        this.endsOnError = mark.errexit === true;
        if (this.place === "command") this.place = "drawing";
        return;
      case "line":
        if (mark.answer === "asked") this.line = mark.length > 0 ? "typed" : "clean";
        return;
      case "line-text":
        return;
      case "report":
        this.#report(mark);
        return;
      case "title":
        this.title = titleText(mark.title);
        return;
      case "bracketed-paste":
        if (mark.on) this.#perhapsForeign();
        return;
      case "alternate-screen":
        this.alternateScreen = mark.on;
        return;
      case "application-cursor":
        this.applicationCursor = mark.on;
        return;
      case "other-shell":
        this.#perhapsForeign();
        return;
    }
  }

  /** Output of unknown kind at a prompt of a shell that cannot tell its line: somebody types elsewhere. */
  outputAtPrompt(bytes: Uint8Array): void {
    // busybox ash asks for the cursor's position (ESC [6n) at every prompt.
    if (this.place !== "prompt" || this.hasEditor || bytes[0] === 0x1b) return;
    this.line = "typed";
  }

  /** Keys that go to the shell and are not a command's delivery. */
  typed(bytes: Uint8Array): void {
    const effect = lineEffect(bytes);
    if (this.place === "command" || this.place === "starting") {
      this.#typedAhead = effect === "entered" ? "clean" : this.hasEditor ? "perhaps" : "typed";
      return;
    }
    this.line = effect === "cleared" && this.hasEditor ? "perhaps" : "typed";
    if (effect === "entered") this.#typedAhead = "clean";
    else if (this.place === "drawing") this.#typedAhead = this.hasEditor ? "perhaps" : "typed";
  }

  /** Whether these keys enter a line with something on it, in a shell that says nothing before it runs it. */
  entersUnseen(bytes: Uint8Array): boolean {
    if (this.hasEditor || this.integration !== "marks" || this.place !== "prompt") return false;
    const end = bytes.findIndex((byte) => byte === 0x0d || byte === 0x0a);
    return end > 0 || (end === 0 && this.line !== "clean");
  }

  /** A line was taken back: what is on it now, only the shell can tell. */
  cancelled(): void {
    if (this.hasEditor && this.place === "prompt") this.line = "perhaps";
  }

  /** Our own Enter went out: shells without a C mark run something now. */
  entered(): void {
    this.line = "typed";
    if (!this.hasEditor) this.place = "command";
  }

  /** What is known of a shell that was left and found again. */
  resume(
    known: Pick<ShellState, "shell" | "system" | "pastes" | "pid">,
    report: ShellReport | null,
  ): void {
    this.shell = known.shell;
    this.system = known.system;
    this.pid = known.pid;
    this.pastes = known.pastes;
    this.integration = known.shell === "unknown" ? "none" : "marks";
    this.line = this.hasEditor ? "perhaps" : "typed";
    this.place = "command";
    if (report !== null) this.missed(report);
  }

  /** What the shell said last, after some of its marks were missed. */
  missed(report: ShellReport): void {
    if (report.place === "prompt" && this.place !== "prompt") {
      this.#newPrompt("prompt");
      this.line = this.hasEditor ? "perhaps" : "typed";
    } else if (report.place === "command") this.place = "command";
    this.#report(report);
  }

  /** Dash and ash count their prompts: the same number again is the same prompt, drawn anew for a new size. */
  #isRedraw(mark: Mark | Claim): boolean {
    if (mark.kind === "command-end") {
      this.#redraws = !this.hasEditor && mark.count === this.count;
      return this.#redraws;
    }
    const isPrompt = mark.kind === "prompt-start" || mark.kind === "prompt-end";
    return this.#redraws && isPrompt && this.place === "command";
  }

  #report(report: ShellReport): void {
    this.directory = report.directory;
    this.count = report.count;
    this.outcome = report.outcome;
  }

  #newPrompt(place: "drawing" | "prompt"): void {
    this.place = place;
    this.line = this.#typedAhead;
    this.#typedAhead = "clean";
    if (this.integration === "foreign") this.integration = "marks";
  }

  /** A line editor or a prompt that is not our shell's, while our shell waits for a command: something runs inside it. */
  #perhapsForeign(): void {
    if (this.place === "command" && this.integration === "marks" && !this.alternateScreen) {
      this.integration = "foreign";
    }
  }
}
