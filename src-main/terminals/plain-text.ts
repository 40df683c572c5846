import { readSequence } from "./control-sequence.ts";

/** More lines than this above the cursor cannot be reached by moving up. */
export const reach = 200;
/** No terminal is wider: moves end here. */
const widest = 1_000;
/** A longer line is no screen's: the costly edits within one leave it alone. */
const longestEdited = 8_000;

/**
 * What a person would read of a program's output: no escape sequences, lines ended by `\n`; carriage return, backspace,
 * tabs, erasing and moving the cursor within the last lines have their effect; what stands on the alternate screen
 * (editors, pagers) is left out. Not an emulator: columns are characters, absolute moves begin a new line.
 */
export function plainText(bytes: Uint8Array): string {
  const raw = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString("utf8");
  const simple = raw.replace(/(?<!\r)\r+\n/g, "\n");
  return isPlain(simple) ? simple : new Lines().write(raw).text();
}

/** Whether there is nothing but text, tabs and line ends in it. */
export const isPlain = (text: string): boolean => !/[\p{Cc}--[\n\t]]/v.test(text);

/** The last lines of a program's output, and the cursor on them. */
export class Lines {
  #done: string[] = [];
  #lines: string[][] = [[]];
  #row = 0;
  #column = 0;
  #alternate = false;

  write(raw: string): this {
    let at = 0;
    while (at < raw.length) {
      const code = raw.charCodeAt(at);
      if (code === 0x1b) {
        const sequence = readSequence(raw, at);
        at = sequence.end;
        if (sequence.final !== "") this.#control(sequence.parameters, sequence.final);
        continue;
      }
      const character = String.fromCodePoint(raw.codePointAt(at) ?? 0);
      at += character.length;
      if (!this.#alternate) this.#put(character, code);
    }
    return this;
  }

  text(): string {
    return [...this.#done, ...this.#lines.map((line) => line.join(""))].join("\n");
  }

  /** Lines that no cursor can reach any more, each with its end; they are forgotten here. */
  takeFinal(): string {
    const final = this.#done.map((line) => `${line}\n`).join("");
    this.#done = [];
    return final;
  }

  /** Whether what comes next simply stands behind what there is. */
  get isAtEnd(): boolean {
    const isLast = this.#row === this.#lines.length - 1;
    return isLast && !this.#alternate && this.#column === this.#line().length;
  }

  #put(character: string, code: number): void {
    switch (code) {
      case 0x0a:
      case 0x0b:
      case 0x0c:
        this.#down(1);
        this.#column = 0;
        return;
      case 0x0d:
        this.#column = 0;
        return;
      case 0x08:
        this.#column = Math.max(0, this.#column - 1);
        return;
      default:
        if ((code < 0x20 && code !== 0x09) || (code >= 0x7f && code < 0xa0)) return;
        this.#set(character);
    }
  }

  #set(character: string): void {
    const line = this.#line();
    while (line.length < this.#column) line.push(" ");
    line[this.#column] = character;
    this.#column += 1;
  }

  #line(): string[] {
    const line = this.#lines[this.#row] ?? [];
    this.#lines[this.#row] = line;
    return line;
  }

  #down(count: number): void {
    for (let step = 0; step < count; step += 1) {
      this.#row += 1;
      this.#lines[this.#row] ??= [];
      if (this.#row <= reach) continue;
      this.#done.push((this.#lines.shift() ?? []).join(""));
      this.#row -= 1;
    }
  }

  #control(parameters: string, final: string): void {
    if (parameters.startsWith("?")) {
      if (/^\?(.*;)?(1049|1047|47)(;|$)/.test(parameters)) this.#alternate = final === "h";
      return;
    }
    if (this.#alternate) return;
    const [first = 0] = parameters.split(";").map(Number);
    const count = Math.min(Math.max(1, first || 0), reach);
    switch (final) {
      case "A":
        this.#row = Math.max(0, this.#row - count);
        return;
      case "B":
        this.#down(Math.min(count, this.#lines.length - 1 - this.#row));
        return;
      case "C":
        this.#column = Math.max(this.#column, Math.min(this.#column + count, widest));
        return;
      case "D":
        this.#column = Math.max(0, this.#column - count);
        return;
      case "E":
        // A screen does not grow by moving: below the last line there is one new one at most.
        this.#down(Math.max(1, Math.min(count, this.#lines.length - 1 - this.#row)));
        this.#column = 0;
        return;
      case "F":
        this.#row = Math.max(0, this.#row - count);
        this.#column = 0;
        return;
      case "G":
        this.#column = count - 1;
        return;
      case "H":
      case "f":
        this.#newScreen();
        return;
      case "J":
        this.#eraseBelow(first);
        return;
      case "K":
        this.#eraseLine(first);
        return;
      case "P":
        if (this.#line().length <= longestEdited) this.#line().splice(this.#column, count);
        return;
      default:
        return;
    }
  }

  /** An absolute position says nothing about what stands there: go on below everything. */
  #newScreen(): void {
    this.#row = this.#lines.length - 1;
    if (this.#line().length > 0) this.#down(1);
    this.#column = 0;
  }

  #eraseBelow(how: number): void {
    if (how !== 0) return;
    this.#line().splice(this.#column);
    this.#lines.splice(this.#row + 1);
  }

  #eraseLine(how: number): void {
    const line = this.#line();
    if (how === 0) line.splice(this.#column);
    else if (how === 2) line.splice(0);
    else if (line.length <= longestEdited)
      line.fill(" ", 0, Math.min(line.length, this.#column + 1));
  }
}
