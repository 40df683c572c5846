import "@xterm/xterm/css/xterm.css";
import { FitAddon } from "@xterm/addon-fit";
import { WebLinksAddon } from "@xterm/addon-web-links";
import { Terminal } from "@xterm/xterm";
import type { CommandMark } from "../../shared/command-mark.ts";
import { copyText } from "../ui/copy-text.ts";
import { clipboardWrite } from "./clipboard-write.ts";
import { CommandMarks } from "./command-marks.ts";
import { copyFlavours } from "./copy-flavours.ts";
import { htmlOfCells } from "./copy-html.ts";
import { limitColours, limitEmulator } from "./emulator-limits.ts";
import { type EmulatorLook, optionsOf } from "./emulator-look.ts";
import { DrawHold, drawOnceAFrame, holdScrollBar } from "./lighter-xterm.ts";
import { openableLink, shownText } from "./links.ts";
import type { DrawPause } from "./parse-pump.ts";
import type { OutputSink, ParseProgress } from "./plane-channel.ts";
import { ScreenSearch } from "./screen-search.ts";
import { WebglDrawing } from "./webgl-drawing.ts";

export interface GridSize {
  columns: number;
  rows: number;
}

export interface EmulatorListener {
  /** Keys, pastes, mouse reports and answers to queries, as bytes for the shell. `typed`: keys of the person. */
  onInput(bytes: Uint8Array, typed: boolean): void;
  /** Somebody pasted; the text has not been judged. */
  onPaste(text: string): void;
  /** A link was clicked; http or https, nothing opened yet. `shown`: what stands there, where a host named the address. */
  onLink(url: URL, shown: string | null): void;
  /** A program wants this text on the clipboard; nothing has been put there. */
  onClipboard(text: string): void;
  /** A menu is wanted: of the terminal, or of one of its commands, next to this place of the page. */
  onMenu(command: number | null, at: DOMRect): void;
  onFocus(): void;
}

/** From this many bytes on a batch is worth care: its time is measured to the task, and the scroll bar waits for its end. */
const measuredBytes = 4 * 1024;
const encoder = new TextEncoder();

/**
 * One xterm.js in one element: draws, measures, and says what the person typed. Hosts get the least an emulator can give:
 * no window operations, no title, the clipboard only through the listener, links only of http and https and never opened
 * by themselves; and no more memory and time than `limitEmulator` leaves them.
 * Made with a size it parses without drawing, until it is current or told to draw: a long past then costs no frames.
 */
export class Emulator implements OutputSink, Disposable {
  readonly #terminal: Terminal;
  readonly #fit = new FitAddon();
  readonly #host: HTMLElement;
  readonly #owned = new DisposableStack();
  readonly commands: CommandMarks;
  readonly search: ScreenSearch;
  readonly #webgl: WebglDrawing;
  readonly #listener: EmulatorListener;
  readonly #followLink: (text: string, shown: string | null) => void;
  #drawHold: DrawHold | null = null;
  #gone = false;
  #muted = false;
  #pasting = false;
  /** A key is being handled: what comes out of it was typed, also where it looks like an answer. */
  #inKey = false;
  /** Tells of the next piece of the batch that is being parsed. */
  #tellPiece: (() => void) | null = null;

  /** `host` is in the document. `size`: the cells that fit into it, where they are known without drawing. */
  constructor(
    host: HTMLElement,
    look: EmulatorLook,
    listener: EmulatorListener,
    size: GridSize | null,
  ) {
    this.#host = host;
    this.#listener = listener;
    this.#followLink = (text, shown) => {
      const url = openableLink(text);
      if (url !== null) listener.onLink(url, shown);
    };
    this.#terminal = new Terminal({
      allowProposedApi: true,
      cursorInactiveStyle: "outline",
      drawBoldTextInBrightColors: false,
      linkHandler: {
        activate: (_event, text, range) => this.#followLink(text, shownText(this.#terminal, range)),
      },
      logLevel: "off",
      macOptionIsMeta: true,
      rescaleOverlappingGlyphs: true,
      windowOptions: {},
      ...optionsOf(look),
      ...(size === null ? {} : { cols: size.columns, rows: size.rows }),
    });
    const terminal = this.#terminal;
    this.#owned.defer(() => terminal.dispose());
    this.commands = new CommandMarks(terminal, (id, at) => listener.onMenu(id, at));
    this.search = this.#owned.use(new ScreenSearch(terminal));
    this.#webgl = this.#owned.use(new WebglDrawing(terminal, host.ownerDocument.defaultView));
    terminal.loadAddon(this.#fit);
    terminal.parser.registerOscHandler(52, (sequence) => {
      const text = this.#muted ? null : clipboardWrite(sequence);
      if (text !== null) listener.onClipboard(text);
      return true;
    });
    limitEmulator(terminal, () => !this.#muted);
    terminal.attachCustomKeyEventHandler((event) => this.#handleKey(event));
    terminal.onData((text) => listener.onInput(encoder.encode(text), this.#isTyped(text)));
    terminal.onBinary((text) =>
      listener.onInput(
        Uint8Array.from(text, (letter) => letter.charCodeAt(0)),
        false,
      ),
    );
    this.#listenToDom();
    if (size === null) this.draw();
  }

  /** Begins to draw; from then on it draws by itself. */
  draw(): void {
    if (this.drawn || this.#gone) return;
    this.#terminal.open(this.#host);
    limitColours(this.#terminal);
    drawOnceAFrame(this.#terminal);
    this.#drawHold = this.#owned.use(new DrawHold(this.#terminal));
    // What was parsed before has moved no scroll bar yet.
    holdScrollBar(this.#terminal)();
    this.#terminal.loadAddon(new WebLinksAddon((_event, uri) => this.#followLink(uri, null)));
    this.#webgl.begin();
  }

  get drawn(): boolean {
    return this.#terminal.element !== undefined;
  }

  current(): void {
    this.draw();
  }

  parse(
    pieces: Uint8Array[],
    { old, pause }: { old: boolean; pause: DrawPause | null },
    progress: ParseProgress,
  ): void {
    let started = performance.now();
    if (pause !== null) this.#drawHold?.hold(pause);
    else this.#drawHold?.release();
    const bytes = pieces.reduce((sum, piece) => sum + piece.length, 0);
    const large = bytes >= measuredBytes;
    const releaseScrollBar = large ? holdScrollBar(this.#terminal) : null;
    let told = 0;
    const tell = () => {
      if (this.#tellPiece !== tell) return;
      progress.piece(pieces[told]?.length ?? 0);
      told += 1;
      if (told < pieces.length) return;
      this.#muted = false;
      this.#tellPiece = null;
      if (!this.#gone) {
        releaseScrollBar?.();
        this.#drawHold?.batchOver();
      }
      progress.end(performance.now() - started);
    };
    this.#tellPiece = tell;
    if (old || large) {
      this.#terminal.write("", () => {
        started = performance.now();
        this.#muted = old;
      });
    }
    for (const piece of pieces) this.#terminal.write(piece, tell);
  }

  mark(mark: CommandMark): void {
    this.commands.take(mark);
  }

  reset(): void {
    this.commands.clear();
    this.#terminal.reset();
  }

  /** Makes the grid fit the element, once it is drawn, or takes the one given; null where it cannot be measured. */
  fit(grid: GridSize | null = null): GridSize | null {
    if (grid !== null) {
      this.#terminal.resize(grid.columns, grid.rows);
      return this.#size();
    }
    if (!this.drawn) return this.#size();
    const proposed = this.#fit.proposeDimensions();
    if (proposed === undefined || !(proposed.cols > 0) || !(proposed.rows > 0)) return null;
    this.#fit.fit();
    return this.#size();
  }

  #size(): GridSize {
    return { columns: this.#terminal.cols, rows: this.#terminal.rows };
  }

  look(look: EmulatorLook): void {
    Object.assign(this.#terminal.options, optionsOf(look));
    this.commands.redraw();
  }

  focus(): void {
    this.#terminal.focus();
  }

  get focused(): boolean {
    return this.#terminal.textarea === this.#host.ownerDocument.activeElement;
  }

  /** Types `text` as a paste: bracketed where the program asked for that. The text has been judged. */
  paste(text: string): void {
    this.draw();
    this.#pasting = true;
    this.#terminal.paste(text);
    this.#pasting = false;
    this.#terminal.scrollToBottom();
  }

  /** The line the cursor is in, up to the cursor. */
  cursorLine(): string {
    const { active } = this.#terminal.buffer;
    const line = active.getLine(active.baseY + active.cursorY);
    return line?.translateToString(false, 0, active.cursorX) ?? "";
  }

  /** Answers to queries, mouse and focus reports begin with ESC and come outside of keys; a composed text does not. */
  #isTyped(text: string): boolean {
    return !this.#pasting && (this.#inKey || !text.startsWith("\x1b"));
  }

  /** Puts the selected text on the clipboard; false when nothing is selected. */
  copy(): boolean {
    if (!this.#terminal.hasSelection()) return false;
    void copyText(this.#terminal.getSelection(), this.#host.ownerDocument);
    return true;
  }

  /** The same with its colours, for programs that take them, and as plain text for the others. */
  copyHtml(): boolean {
    const range = this.#terminal.getSelectionPosition();
    if (range === undefined) return false;
    const { fontFamily = "monospace", theme = {} } = this.#terminal.options;
    const html = htmlOfCells(this.#terminal.buffer.active, range, theme, fontFamily);
    void copyFlavours(this.#terminal.getSelection(), html, this.#host.ownerDocument);
    return true;
  }

  /** Whether the program has asked for pastes as one piece. */
  get bracketsPaste(): boolean {
    return this.#terminal.modes.bracketedPasteMode;
  }

  get hasSelection(): boolean {
    return this.#terminal.hasSelection();
  }

  /** The selected text where it is a part of one line. */
  get selectedLine(): string {
    const text = this.#terminal.getSelection();
    return text.includes("\n") ? "" : text;
  }

  selectAll(): void {
    this.#terminal.selectAll();
  }

  /** Forgets the lines above the screen. */
  clear(): void {
    this.#terminal.clear();
  }

  setVisible(visible: boolean): void {
    this.#webgl.visible = visible;
    if (visible && this.drawn) this.#webgl.begin();
  }

  [Symbol.dispose](): void {
    this.#gone = true;
    this.#owned.dispose();
    while (this.#tellPiece !== null) this.#tellPiece();
  }

  #listenToDom(): void {
    const gone = new AbortController();
    this.#owned.defer(() => gone.abort());
    const host = this.#host;
    host.addEventListener(
      "paste",
      (event) => {
        // Before xterm.js sees it: what is pasted is judged first.
        event.preventDefault();
        event.stopPropagation();
        this.#listener.onPaste(event.clipboardData?.getData("text/plain") ?? "");
      },
      { capture: true, signal: gone.signal },
    );
    host.addEventListener("contextmenu", (event) => this.#openMenu(event), {
      signal: gone.signal,
    });
    host.addEventListener("focusin", () => this.#listener.onFocus(), { signal: gone.signal });
  }

  /** By the right button or the menu key. With Shift it is ours also where a program takes the mouse. */
  #openMenu(event: MouseEvent): void {
    event.preventDefault();
    const byMouse = event.button === 2;
    const taken = this.#terminal.modes.mouseTrackingMode !== "none" && !event.shiftKey;
    if (byMouse && taken) return;
    const cursor = this.#terminal.textarea?.getBoundingClientRect();
    const at = byMouse ? undefined : cursor;
    this.#listener.onMenu(null, at ?? new DOMRect(event.clientX, event.clientY, 0, 0));
  }

  /** Ctrl+Shift+C copies; Ctrl+Shift+V is left to the browser, which then says "paste". False: xterm.js ignores the key. */
  #handleKey(event: KeyboardEvent): boolean {
    this.#inKey = true;
    queueMicrotask(() => {
      this.#inKey = false;
    });
    if (event.defaultPrevented) return false;
    if (!event.ctrlKey || !event.shiftKey || event.altKey || event.metaKey) return true;
    const key = event.key.toLowerCase();
    if (key === "v") return false;
    if (key !== "c") return true;
    if (event.type === "keydown") {
      this.copy();
      event.preventDefault();
    }
    return false;
  }
}
