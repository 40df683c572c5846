import type { TerminalInfo } from "../../shared/contract/terminals.ts";
import type { CommandMarks } from "./command-marks.ts";
import { Emulator, type EmulatorListener, type GridSize } from "./emulator.ts";
import { cellOf, type EmulatorLook } from "./emulator-look.ts";
import type { PlaneChannel } from "./plane-channel.ts";
import type { PlaneClient } from "./plane-client.ts";
import type { ScreenSearch } from "./screen-search.ts";

/** Hidden for this long, an emulator is given up; its memory is worth more than the moment it takes to build it anew. */
const keepHiddenMs = 60_000;
/** Sizes are told when they have stood still for this long: every change redraws the program at the other end. */
const settleMs = 60;
/** A past that takes longer than this to parse is watched. */
const drawAfterMs = 700;
/** About a second: by then a new panel is laid out and drawn. */
const framesToFocus = 60;

export interface ViewSurroundings {
  plane: PlaneClient;
  look(): EmulatorLook;
  listener: Omit<EmulatorListener, "onInput"> & {
    /** The person has typed this; true: it has been taken care of. */
    onTyped(bytes: Uint8Array): boolean;
    /** It has come onto the screen, or gone from it. */
    onShown(shown: boolean): void;
  };
}

/**
 * One terminal on the page: a stable element that panels carry around, and behind it an emulator that exists only while
 * it is worth its memory. Hidden means detached: nothing is sent, nothing is parsed.
 */
export class TerminalView implements Disposable {
  /** Put it where the terminal shall be seen. It survives being moved. */
  readonly element: HTMLDivElement;
  readonly #surroundings: ViewSurroundings;
  readonly #observer: ResizeObserver;
  #channel: PlaneChannel;
  #emulator: Emulator | null = null;
  #shown = false;
  #measured: { size: GridSize; width: number; height: number; cell: string } | null = null;
  #onTop = false;
  /** Its size where others decide it; else it fills its element. */
  #grid: GridSize | null = null;
  #first: "beginning" | "picture";
  #hiddenTimer: ReturnType<typeof setTimeout> | undefined;
  #settleTimer: ReturnType<typeof setTimeout> | undefined;
  #focusRequest = new AbortController();
  readonly #gone = new AbortController();

  /** `fresh`: the terminal was opened a moment ago, so that all its output is to be seen, and its queries answered. */
  constructor(info: TerminalInfo, fresh: boolean, surroundings: ViewSurroundings) {
    this.#surroundings = surroundings;
    this.#channel = surroundings.plane.channel(info.channel);
    this.#first = fresh ? "beginning" : "picture";
    this.element = document.createElement("div");
    this.element.className = "terminal-screen";
    this.#observer = new ResizeObserver(() => {
      this.#visibilityChanged();
      this.#sizeChanged();
    });
    this.#observer.observe(this.element);
    document.addEventListener("visibilitychange", () => this.#visibilityChanged(), {
      signal: this.#gone.signal,
    });
  }

  /** The size in cells it had when it was measured last. */
  get lastSize(): GridSize | null {
    return this.#measured?.size ?? null;
  }

  /** Main says something new of the terminal. */
  follow({ channel, state }: TerminalInfo): void {
    if (channel !== this.#channel.channel) this.#moveTo(channel);
    else if (state === "ready") this.#channel.resume();
  }

  /** The number on the plane has changed: main was started again. */
  #moveTo(channel: number): void {
    const { urgent } = this.#channel;
    this.#surroundings.plane.release(this.#channel.channel);
    this.#channel = this.#surroundings.plane.channel(channel);
    this.#channel.urgent = urgent;
    this.#first = "picture";
    if (this.#emulator !== null && this.#shown) this.#attach(this.#emulator, "picture");
  }

  /** Says whether its panel is the one that is seen of its group. */
  setOnTop(onTop: boolean): void {
    this.#onTop = onTop;
    this.#visibilityChanged();
  }

  /** Gives it a size of so many cells, whatever its element's; null lets it fill the element again. */
  setGrid(grid: GridSize | null): void {
    const same = grid?.columns === this.#grid?.columns && grid?.rows === this.#grid?.rows;
    this.#grid = grid;
    if (!same && this.#emulator !== null && this.#shown) this.#measure(this.#emulator);
  }

  /** Gives it the keyboard as soon as it is on the screen: what is not seen yet cannot be focused. */
  focus(): void {
    this.#focusRequest.abort();
    this.#focusRequest = new AbortController();
    const { signal } = this.#focusRequest;
    // A click meanwhile says better where the keyboard belongs.
    document.addEventListener("pointerdown", () => this.cancelFocus(), {
      capture: true,
      once: true,
      signal,
    });
    // So does whatever has been given the keyboard since.
    const elsewhere = ({ target }: FocusEvent) => {
      if (!(target instanceof Element) || this.element.contains(target)) return;
      if (target.closest("input, textarea, [data-approval]") !== null) this.cancelFocus();
    };
    document.addEventListener("focusin", elsewhere, { capture: true, signal });
    let framesLeft = framesToFocus;
    const attempt = () => {
      if (signal.aborted || this.#gone.signal.aborted) return;
      // Behind a dialog no key is for a terminal.
      const behind = document.activeElement?.closest(".dialog") != null;
      if (!behind && this.#shown && this.element.checkVisibility({ visibilityProperty: true })) {
        this.#emulator?.focus();
      }
      framesLeft -= 1;
      if (this.#emulator?.focused === true || framesLeft === 0) this.cancelFocus();
      else requestAnimationFrame(attempt);
    };
    attempt();
  }

  /** Somebody else gets the keyboard: a focus that has not come about yet is not wanted any more. */
  cancelFocus(): void {
    this.#focusRequest.abort();
  }

  /** The person looks at this one before others. */
  setUrgent(urgent: boolean): void {
    this.#channel.urgent = urgent;
  }

  look(): void {
    this.#emulator?.look(this.#surroundings.look());
    this.#sizeChanged();
  }

  /** Types `text`, which has been judged, as a paste. */
  paste(text: string): void {
    this.#emulator?.paste(text);
  }

  /** Sends keys that were typed elsewhere. */
  type(bytes: Uint8Array): void {
    this.#channel.input(bytes);
  }

  /** The line the cursor is in, up to the cursor, as it was drawn last. */
  get cursorLine(): string {
    return this.#emulator?.cursorLine() ?? "";
  }

  /** False where nothing is selected. */
  copy(): boolean {
    return this.#emulator?.copy() ?? false;
  }

  /** Text and colours; false where nothing is selected. */
  copyHtml(): boolean {
    return this.#emulator?.copyHtml() ?? false;
  }

  get hasSelection(): boolean {
    return this.#emulator?.hasSelection ?? false;
  }

  /** Whether the program takes a paste as one piece. */
  get bracketsPaste(): boolean {
    return this.#emulator?.bracketsPaste ?? false;
  }

  /** The selected text where it is a part of one line. */
  get selectedLine(): string {
    return this.#emulator?.selectedLine ?? "";
  }

  /** The commands on its screen and above; null while it is not shown. */
  get commands(): CommandMarks | null {
    return this.#emulator?.commands ?? null;
  }

  /** Search in its lines; null while it is not shown. */
  get search(): ScreenSearch | null {
    return this.#emulator?.search ?? null;
  }

  selectAll(): void {
    this.#emulator?.selectAll();
  }

  clear(): void {
    this.#emulator?.clear();
  }

  [Symbol.dispose](): void {
    clearTimeout(this.#hiddenTimer);
    clearTimeout(this.#settleTimer);
    this.#observer.disconnect();
    this.#gone.abort();
    this.#surroundings.plane.release(this.#channel.channel);
    this.#emulator?.[Symbol.dispose]();
    this.#emulator = null;
    this.element.remove();
  }

  /** Shown means: on top, in the document, with a size, in a window that is not hidden itself. */
  #visibilityChanged(): void {
    const { element } = this;
    const sized = element.isConnected && element.clientWidth > 0 && element.clientHeight > 0;
    const inPlace = this.#onTop && sized;
    const shown = inPlace && !document.hidden;
    if (shown !== this.#shown) {
      this.#shown = shown;
      this.#surroundings.listener.onShown(shown);
      if (shown) void this.#show();
      else this.#hide();
    }
    clearTimeout(this.#hiddenTimer);
    // A hidden window keeps what it will show when it comes back.
    if (!inPlace) this.#hiddenTimer = setTimeout(() => this.#giveUp(), keepHiddenMs);
  }

  async #show(): Promise<void> {
    await fontReady(this.#surroundings.look());
    if (!this.#shown || this.#gone.signal.aborted) return;
    if (this.#channel.attached) return;
    const kept = this.#emulator;
    if (kept !== null) {
      kept.setVisible(true);
      this.#attach(kept, "rest");
    } else {
      const listener = {
        ...this.#surroundings.listener,
        onInput: (bytes: Uint8Array, typed: boolean) => {
          const taken = typed && this.#surroundings.listener.onTyped(bytes);
          if (!taken) this.#channel.input(bytes);
        },
      };
      const made = new Emulator(
        this.element,
        this.#surroundings.look(),
        listener,
        this.#first === "picture" ? this.#knownSize() : null,
      );
      setTimeout(() => made.draw(), drawAfterMs);
      this.#emulator = made;
      this.#attach(made, this.#first);
      this.#first = "picture";
    }
  }

  /** The size goes first, so that a picture is made for it. */
  #attach(emulator: Emulator, from: "beginning" | "picture" | "rest"): void {
    this.#measure(emulator);
    this.#channel.attach(emulator, from);
  }

  #hide(): void {
    clearTimeout(this.#settleTimer);
    this.#channel.detach();
    this.#emulator?.setVisible(false);
  }

  #giveUp(): void {
    this.#emulator?.[Symbol.dispose]();
    this.#emulator = null;
    this.element.replaceChildren();
  }

  #sizeChanged(): void {
    clearTimeout(this.#settleTimer);
    if (!this.#shown) return;
    this.#settleTimer = setTimeout(() => {
      if (this.#emulator !== null && this.#shown) this.#measure(this.#emulator);
    }, settleMs);
  }

  /** What a size in cells follows from. */
  #basis() {
    const { clientWidth: width, clientHeight: height } = this.element;
    return { width, height, cell: cellOf(this.#surroundings.look()) };
  }

  /** The size in cells, where nothing that it follows from has changed since it was measured. */
  #knownSize(): GridSize | null {
    if (this.#grid !== null) return this.#grid;
    const before = this.#measured;
    const now = this.#basis();
    const same =
      before?.width === now.width && before.height === now.height && before.cell === now.cell;
    return same ? before.size : null;
  }

  #measure(emulator: Emulator): void {
    const size = emulator.fit(this.#grid);
    if (size === null) return;
    this.element.dataset["columns"] = `${size.columns}`;
    this.element.dataset["rows"] = `${size.rows}`;
    this.element.dispatchEvent(new Event("terminal-measured", { bubbles: true }));
    if (this.#grid !== null) return; // It is told by whoever decides it.
    this.#measured = { size, ...this.#basis() };
    this.#channel.resize(size.columns, size.rows);
  }
}

/** Cells are measured with the font they will be drawn in; a font that cannot be had is replaced by the next. */
async function fontReady({ fontFamily, fontSize }: EmulatorLook): Promise<void> {
  await Promise.allSettled([
    document.fonts.load(`${fontSize}px ${fontFamily}`),
    document.fonts.load(`bold ${fontSize}px ${fontFamily}`),
  ]);
}
