import type { IDecoration, IMarker, Terminal } from "@xterm/xterm";
import type { CommandMark } from "../../shared/command-mark.ts";
import type { CommandTimes } from "../app/frame-store.ts";
import { bufferText, type TextPlace } from "./buffer-text.ts";
import { type CommandFacts, commandWords } from "./command-words.ts";
import { nearestCommand } from "./nearest-command.ts";
import { showRuler } from "./overview-ruler.ts";

/** One command that can be seen in a terminal's lines. */
export interface MarkedCommand extends CommandFacts {
  readonly id: number;
  /** As it stood on the screen when it was started; empty where that is not known. */
  readonly text: string;
}

interface Kept {
  command: MarkedCommand;
  prompt: IMarker;
  decoration: IDecoration | undefined;
  /** Where its output begins; null where the shell does not say. */
  output: IMarker | null;
  end: { marker: IMarker; column: number } | null;
}

/** Every one is looked at whenever something is drawn. */
const most = 300;
/** Characters of a command; more are cut. */
const longestCommand = 4_000;

/** The commands of one emulator: a shape beside each one's line, its output, the way from one to the next. */
export class CommandMarks {
  readonly #terminal: Terminal;
  readonly #onMenu: (id: number, at: DOMRect) => void;
  #kept: Kept[] = [];
  #prompt: { marker: IMarker; column: number } | null = null;
  #running: Kept | null = null;
  /** The one that was gone to last. */
  #chosen: Kept | null = null;
  #count = 0;

  /** `onMenu`: the shape of a command was clicked. */
  constructor(terminal: Terminal, onMenu: (id: number, at: DOMRect) => void) {
    this.#terminal = terminal;
    this.#onMenu = onMenu;
  }

  /** Main's word of what happens where the emulator stands now. */
  take(mark: CommandMark): void {
    switch (mark.kind) {
      case "prompt":
        this.#atPrompt();
        return;
      case "start":
        this.#start(mark.at);
        return;
      case "output-end":
        if (this.#running !== null) this.#running.end ??= this.#here();
        return;
      case "end":
        this.#end(mark);
        return;
    }
  }

  /** Everything was cleared. */
  clear(): void {
    for (const kept of this.#kept) drop(kept);
    this.#prompt?.marker.dispose();
    this.#prompt = null;
    this.#kept = [];
    this.#running = null;
    this.#chosen = null;
  }

  /** Colours have changed. */
  redraw(): void {
    for (const kept of this.#kept) this.#show(kept);
  }

  /** The command that is meant where none is named: the one gone to, or the last. Null where there is none. */
  get current(): MarkedCommand | null {
    return (this.#chosen ?? this.#kept.at(-1))?.command ?? null;
  }

  /** Goes to the command before or after the one in view; false where there is none. */
  jump(by: -1 | 1): boolean {
    const { active } = this.#terminal.buffer;
    if (active.type !== "normal") return false;
    const from = this.#chosen?.prompt.line ?? active.baseY + active.cursorY;
    const to =
      by < 0
        ? this.#kept.findLast(({ prompt }) => prompt.line < from)
        : this.#kept.find(({ prompt }) => prompt.line > from);
    if (to === undefined) {
      if (by > 0) this.#choose(null);
      if (by > 0) this.#terminal.scrollToBottom();
      return false;
    }
    this.#goTo(to);
    return true;
  }

  /** Goes to the command of these times; false where it is not in the lines. */
  show(times: CommandTimes): boolean {
    if (this.#terminal.buffer.active.type !== "normal") return false;
    const command = nearestCommand(
      this.#kept.map((kept) => kept.command),
      times,
    );
    const kept = command === undefined ? null : this.#find(command.id);
    if (kept !== null) this.#goTo(kept);
    return kept !== null;
  }

  /** Makes it the current one. */
  choose(id: number): void {
    this.#choose(this.#find(id));
  }

  /** Selects what the command printed; false where nothing of it can be had. */
  selectOutput(id: number): boolean {
    const range = this.#outputRange(id);
    if (range === null) return false;
    const { from, to } = range;
    const length = (to.line - from.line) * this.#terminal.cols + to.column - from.column;
    if (length <= 0) return false;
    this.#terminal.select(from.column, from.line, length);
    this.#terminal.scrollToLine(Math.max(0, from.line - 2));
    return true;
  }

  /** What the command printed, as text; null where nothing of it can be had. */
  output(id: number): string | null {
    const range = this.#outputRange(id);
    return range === null ? null : bufferText(this.#terminal.buffer.normal, range.from, range.to);
  }

  command(id: number): MarkedCommand | null {
    return this.#find(id)?.command ?? null;
  }

  #find(id: number): Kept | null {
    return this.#kept.find(({ command }) => command.id === id) ?? null;
  }

  #outputRange(id: number): { from: TextPlace; to: TextPlace } | null {
    const kept = this.#find(id);
    if (kept === null) return null;
    const { output, prompt, end } = kept;
    if (output?.isDisposed === true || end?.marker.isDisposed === true) return null;
    const cursor = this.#cursor();
    const from = { line: output?.line ?? prompt.line + 1, column: 0 };
    const to = end === null ? cursor : { line: end.marker.line, column: end.column };
    return to.line < from.line ? { from, to: from } : { from, to };
  }

  #cursor(): TextPlace {
    const { normal } = this.#terminal.buffer;
    return { line: normal.baseY + normal.cursorY, column: normal.cursorX };
  }

  #here(): { marker: IMarker; column: number } | null {
    const { active } = this.#terminal.buffer;
    if (active.type !== "normal") return null;
    return { marker: this.#terminal.registerMarker(0), column: active.cursorX };
  }

  #atPrompt(): void {
    this.#prompt?.marker.dispose();
    this.#prompt = this.#here();
  }

  #start(at: number): void {
    this.#running = this.#add({ state: "running", exitCode: null, startedAt: at, endedAt: null });
  }

  #end({ at, exitCode, startedAt }: Extract<CommandMark, { kind: "end" }>): void {
    const facts: CommandFacts = {
      state: exitCode === 0 ? "ok" : "failed",
      exitCode,
      startedAt,
      endedAt: at,
    };
    let kept = this.#running;
    this.#running = null;
    // Without a start it is the end of a line in a shell that tells no more; with one, its beginning was missed.
    if (kept === null && startedAt === null && this.#promptLine() !== "") kept = this.#add(facts);
    if (kept === null) return;
    kept.end ??= this.#here();
    Object.assign(kept.command, facts);
    this.#show(kept);
  }

  /** What stands between the prompt and the cursor. */
  #typed(): string {
    const { active } = this.#terminal.buffer;
    const prompt = this.#prompt;
    if (prompt === null || prompt.marker.isDisposed || active.type !== "normal") return "";
    const from = { line: prompt.marker.line, column: prompt.column };
    return bufferText(active, from, this.#cursor(), longestCommand).trim();
  }

  /** What stands after the prompt on its own line: where it is not known when the command began. */
  #promptLine(): string {
    const { normal } = this.#terminal.buffer;
    if (this.#prompt === null || this.#prompt.marker.isDisposed) return "";
    const { column, marker } = this.#prompt;
    return bufferText(
      normal,
      { line: marker.line, column },
      { line: marker.line, column: this.#terminal.cols },
    ).trim();
  }

  #add(facts: CommandFacts): Kept | null {
    const here = this.#here();
    if (here === null) return null;
    const text = facts.startedAt === null ? this.#promptLine() : this.#typed();
    const typed = this.#prompt?.marker.isDisposed === false ? this.#prompt.marker : null;
    // Where the prompt was not seen, its line is the one above.
    const prompt = typed ?? this.#terminal.registerMarker(-1);
    this.#prompt = null;
    this.#count += 1;
    const kept: Kept = {
      command: { id: this.#count, text, ...facts },
      prompt,
      decoration: undefined,
      output: facts.startedAt === null ? null : here.marker,
      end: null,
    };
    if (facts.startedAt === null) here.marker.dispose();
    this.#kept.push(kept);
    this.#choose(null);
    prompt.onDispose(() => this.#forget(kept));
    const oldest = this.#kept.length > most ? this.#kept[0] : undefined;
    oldest?.prompt.dispose();
    this.#show(kept);
    return kept;
  }

  #forget(kept: Kept): void {
    if (!this.#kept.includes(kept)) return;
    this.#kept = this.#kept.filter((other) => other !== kept);
    if (this.#chosen === kept) this.#chosen = null;
    if (this.#running === kept) this.#running = null;
    drop(kept);
  }

  #choose(kept: Kept | null): void {
    const before = this.#chosen;
    this.#chosen = kept;
    if (before !== null) this.#show(before);
    if (kept !== null) this.#show(kept);
  }

  #goTo(kept: Kept): void {
    this.#choose(kept);
    this.#terminal.scrollToLine(Math.max(0, kept.prompt.line - 1));
  }

  #colour({ state }: MarkedCommand): string {
    const { theme = {} } = this.#terminal.options;
    const colours = { running: theme.blue, ok: theme.green, failed: theme.red };
    return colours[state] ?? theme.foreground ?? "#808080";
  }

  #show(kept: Kept): void {
    const color = this.#colour(kept.command);
    if (kept.decoration === undefined) {
      showRuler(this.#terminal);
      kept.decoration = this.#terminal.registerDecoration({
        marker: kept.prompt,
        layer: "top",
        overviewRulerOptions: { color, position: "left" },
      });
      kept.decoration?.onRender((element) => this.#draw(kept, element));
      return;
    }
    kept.decoration.options = { overviewRulerOptions: { color, position: "left" } };
    if (kept.decoration.element !== undefined) this.#draw(kept, kept.decoration.element, true);
  }

  #draw(kept: Kept, element: HTMLElement, anew = false): void {
    const { command } = kept;
    if (!anew && element.dataset["command"] === command.state) return;
    if (element.dataset["command"] === undefined) {
      element.classList.add("command-mark");
      element.setAttribute("role", "button");
      element.addEventListener("mousedown", (event) => {
        event.preventDefault();
        event.stopPropagation();
      });
      element.addEventListener("click", () =>
        this.#onMenu(command.id, element.getBoundingClientRect()),
      );
    }
    const words = commandWords(command);
    element.dataset["command"] = command.state;
    element.dataset["chosen"] = String(this.#chosen === kept);
    element.title = words;
    element.ariaLabel = `Command: ${words}`;
    element.style.color = this.#colour(command);
  }
}

function drop(kept: Kept): void {
  kept.decoration?.dispose();
  kept.prompt.dispose();
  kept.output?.dispose();
  kept.end?.marker.dispose();
}
