import { readSequence } from "./control-sequence.ts";
import { ScreenGrid } from "./screen-grid.ts";

export type ScreenSize = { columns: number; rows: number };

/** Rows above the screen that are kept at most. */
const historyLimit = 5_000;

/**
 * What a person sees of a terminal, as text: fed with its last bytes, it draws them as an emulator would. Made for one look
 * and thrown away, so that a terminal nobody looks at costs nothing.
 */
export class Screen {
  readonly #main: ScreenGrid;
  readonly #alternate: ScreenGrid;
  #grid: ScreenGrid;

  /** `alternate`: the bytes begin while a full-screen program has the screen. */
  constructor({ columns, rows }: ScreenSize, alternate = false) {
    this.#main = new ScreenGrid(columns, rows, historyLimit);
    this.#alternate = new ScreenGrid(columns, rows, 0);
    this.#grid = alternate ? this.#alternate : this.#main;
  }

  write(text: string): this {
    let at = 0;
    while (at < text.length)
      at = text[at] === "\x1b" ? this.#sequence(text, at) : this.#character(text, at);
    return this;
  }

  /** The screen, with up to `history` rows above it; empty rows at its end are left out. */
  text(history = 0): string {
    const above = history === 0 ? [] : this.#main.history.slice(-history);
    const lines = this.#grid.lines();
    while (lines.at(-1) === "" && lines.length > this.#grid.y + 1) lines.pop();
    return [...above, ...lines].join("\n");
  }

  #sequence(text: string, at: number): number {
    const { end, parameters, final } = readSequence(text, at);
    if (final !== "") this.#control(parameters, final);
    else if (end - at === 2) this.#escape(text[at + 1] ?? "");
    return end;
  }

  #character(text: string, at: number): number {
    const character = String.fromCodePoint(text.codePointAt(at) ?? 0);
    const code = text.charCodeAt(at);
    if (code >= 0x20 && (code < 0x7f || code >= 0xa0)) this.#grid.put(character);
    else this.#single(code);
    return at + character.length;
  }

  #single(code: number): void {
    const grid = this.#grid;
    switch (code) {
      case 0x08:
        grid.moveTo(grid.x - 1, grid.y);
        return;
      case 0x09:
        grid.tab();
        return;
      case 0x0a:
      case 0x0b:
      case 0x0c:
        grid.lineFeed();
        return;
      case 0x0d:
        grid.moveTo(0, grid.y);
        return;
      default:
        return;
    }
  }

  #escape(letter: string): void {
    const grid = this.#grid;
    switch (letter) {
      case "7":
        grid.save();
        return;
      case "8":
        grid.restore();
        return;
      case "D":
        grid.lineFeed();
        return;
      case "E":
        grid.moveTo(0, grid.y);
        grid.lineFeed();
        return;
      case "M":
        grid.reverseLineFeed();
        return;
      case "c":
        this.#grid = this.#main;
        this.#main.setRegion(0, this.#main.rows - 1);
        this.#main.moveTo(0, 0);
        this.#main.eraseScreen(2);
        return;
      default:
        return;
    }
  }

  #control(parameters: string, final: string): void {
    if (parameters.startsWith("?")) {
      this.#mode(parameters.slice(1).split(";"), final);
      return;
    }
    if (/^[<=>]/.test(parameters)) return;
    const [first = 0, second = 0] = parameters.split(";").map((number) => Number(number) || 0);
    const count = Math.max(1, first);
    if (!this.#move(final, count, first, second)) this.#edit(final, count, first, second);
  }

  #move(final: string, count: number, first: number, second: number): boolean {
    const grid = this.#grid;
    switch (final) {
      case "A":
        grid.moveTo(grid.x, Math.max(grid.y >= grid.top ? grid.top : 0, grid.y - count));
        return true;
      case "B":
      case "e":
        grid.moveTo(
          grid.x,
          Math.min(grid.y <= grid.bottom ? grid.bottom : grid.rows, grid.y + count),
        );
        return true;
      case "C":
      case "a":
        grid.moveTo(grid.x + count, grid.y);
        return true;
      case "D":
        grid.moveTo(grid.x - count, grid.y);
        return true;
      case "E":
        grid.moveTo(0, grid.y + count);
        return true;
      case "F":
        grid.moveTo(0, grid.y - count);
        return true;
      case "G":
      case "`":
        grid.moveTo(count - 1, grid.y);
        return true;
      case "d":
        grid.moveTo(grid.x, count - 1);
        return true;
      case "H":
      case "f":
        grid.moveTo(Math.max(1, second) - 1, Math.max(1, first) - 1);
        return true;
      default:
        return false;
    }
  }

  #edit(final: string, count: number, first: number, second: number): void {
    const grid = this.#grid;
    switch (final) {
      case "J":
        grid.eraseScreen(first);
        return;
      case "K":
        grid.eraseLine(first);
        return;
      case "L":
        grid.insertLines(count);
        return;
      case "M":
        grid.deleteLines(count);
        return;
      case "P":
        grid.deleteCells(count);
        return;
      case "@":
        grid.insertCells(count);
        return;
      case "X":
        grid.eraseCells(count);
        return;
      case "S":
        grid.scrollUp(count);
        return;
      case "T":
        grid.scrollDown(count);
        return;
      case "b":
        grid.repeat(count);
        return;
      case "r":
        grid.setRegion(Math.max(1, first) - 1, (second || grid.rows) - 1);
        return;
      case "s":
        grid.save();
        return;
      case "u":
        grid.restore();
        return;
      default:
        return;
    }
  }

  #mode(modes: string[], final: string): void {
    const on = final === "h";
    if (!on && final !== "l") return;
    if (!modes.some((mode) => mode === "1049" || mode === "1047" || mode === "47")) return;
    if (on === (this.#grid === this.#alternate)) return;
    if (on) this.#main.save();
    this.#grid = on ? this.#alternate : this.#main;
    if (!on) {
      this.#main.restore();
      return;
    }
    this.#alternate.setRegion(0, this.#alternate.rows - 1);
    this.#alternate.eraseScreen(2);
    this.#alternate.moveTo(this.#main.x, this.#main.y);
  }
}
