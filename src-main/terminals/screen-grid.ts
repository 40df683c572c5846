import { characterWidth } from "./character-width.ts";

/** A cell takes no more marks from this length on: no writing puts as many on one letter. */
const fullCell = 32;

/** Cells of one row; "" is the right half of a wide character. */
type Row = string[];

/** A rectangle of characters with a cursor: what a terminal's screen holds, without colours. */
export class ScreenGrid {
  readonly columns: number;
  readonly rows: number;
  /** Rows that have left the screen at its top, oldest first. */
  readonly history: string[] = [];
  readonly #historyLimit: number;
  #cells: Row[];
  x = 0;
  y = 0;
  top = 0;
  bottom: number;
  /** The last column was written: the next character begins a new row. */
  #wraps = false;
  #saved = { x: 0, y: 0 };
  #last = "";

  constructor(columns: number, rows: number, historyLimit: number) {
    this.columns = columns;
    this.rows = rows;
    this.bottom = rows - 1;
    this.#historyLimit = historyLimit;
    this.#cells = Array.from({ length: rows }, () => []);
  }

  lines(): string[] {
    return this.#cells.map(asText);
  }

  put(character: string): void {
    const width = Math.min(characterWidth(character), this.columns);
    if (width === 0) {
      this.#combine(character);
      return;
    }
    if (this.#wraps || this.x + width > this.columns) {
      this.x = 0;
      this.lineFeed();
    }
    const row = this.#row(this.y);
    while (row.length < this.x) row.push(" ");
    row[this.x] = character;
    if (width === 2) row[this.x + 1] = "";
    this.#last = character;
    this.#wraps = this.x + width >= this.columns;
    this.x = this.#wraps ? this.columns - 1 : this.x + width;
  }

  /** The last character again; as often as fits into one row at most. */
  repeat(count: number): void {
    for (let left = Math.min(count, this.columns); left > 0; left -= 1) {
      if (this.#last !== "") this.put(this.#last);
    }
  }

  moveTo(x: number, y: number): void {
    this.x = Math.min(Math.max(0, x), this.columns - 1);
    this.y = Math.min(Math.max(0, y), this.rows - 1);
    this.#wraps = false;
  }

  tab(): void {
    this.moveTo((Math.floor(this.x / 8) + 1) * 8, this.y);
  }

  lineFeed(): void {
    this.#wraps = false;
    if (this.y === this.bottom) this.scrollUp(1);
    else this.moveTo(this.x, this.y + 1);
  }

  reverseLineFeed(): void {
    if (this.y === this.top) this.scrollDown(1);
    else this.moveTo(this.x, this.y - 1);
  }

  /** Rows that leave the whole screen at its top are history. */
  scrollUp(count: number): void {
    for (let left = Math.min(count, this.rows); left > 0; left -= 1) {
      const [gone = []] = this.#cells.splice(this.top, 1);
      this.#cells.splice(this.bottom, 0, []);
      if (this.top > 0) continue;
      this.history.push(asText(gone));
      if (this.history.length > this.#historyLimit) this.history.shift();
    }
  }

  scrollDown(count: number): void {
    for (let left = Math.min(count, this.rows); left > 0; left -= 1) {
      this.#cells.splice(this.bottom, 1);
      this.#cells.splice(this.top, 0, []);
    }
  }

  insertLines(count: number): void {
    this.#within((before) => {
      for (let left = Math.min(count, this.rows); left > 0; left -= 1) {
        this.#cells.splice(this.bottom, 1);
        this.#cells.splice(before, 0, []);
      }
    });
  }

  deleteLines(count: number): void {
    this.#within((at) => {
      for (let left = Math.min(count, this.rows); left > 0; left -= 1) {
        this.#cells.splice(at, 1);
        this.#cells.splice(this.bottom, 0, []);
      }
    });
  }

  insertCells(count: number): void {
    const row = this.#row(this.y);
    if (this.x < row.length) row.splice(this.x, 0, ...blanks(Math.min(count, this.columns)));
    row.length = Math.min(row.length, this.columns);
  }

  deleteCells(count: number): void {
    this.#row(this.y).splice(this.x, count);
  }

  eraseCells(count: number): void {
    const row = this.#row(this.y);
    row.fill(" ", this.x, Math.min(row.length, this.x + count));
  }

  /** 0: from the cursor to the end, 1: from the start to the cursor, 2: all of it. */
  eraseLine(how: number): void {
    const row = this.#row(this.y);
    if (how === 0) row.splice(this.x);
    else if (how === 1) row.fill(" ", 0, Math.min(row.length, this.x + 1));
    else row.length = 0;
  }

  eraseScreen(how: number): void {
    if (how === 3) {
      this.history.length = 0;
      return;
    }
    const from = how === 0 ? this.y + 1 : 0;
    const to = how === 1 ? this.y : this.rows;
    for (let y = from; y < to; y += 1) this.#row(y).length = 0;
    this.eraseLine(how);
  }

  save(): void {
    this.#saved = { x: this.x, y: this.y };
  }

  restore(): void {
    this.moveTo(this.#saved.x, this.#saved.y);
  }

  setRegion(top: number, bottom: number): void {
    if (top >= bottom || bottom >= this.rows) return;
    this.top = top;
    this.bottom = bottom;
    this.moveTo(0, 0);
  }

  #within(act: (row: number) => void): void {
    if (this.y >= this.top && this.y <= this.bottom) act(this.y);
    this.#wraps = false;
  }

  #combine(mark: string): void {
    const row = this.#row(this.y);
    const at = this.#wraps ? this.x : this.x - 1;
    const owner = row[at] === "" ? at - 1 : at;
    const cell = row[owner] ?? " ";
    if (owner >= 0 && cell.length < fullCell) row[owner] = cell + mark;
  }

  #row(y: number): Row {
    const row = this.#cells[y] ?? [];
    this.#cells[y] = row;
    return row;
  }
}

function asText(row: Row): string {
  // Never-written cells are holes: they are blank.
  return Array.from(row, (cell) => cell ?? " ")
    .join("")
    .trimEnd();
}

function blanks(count: number): string[] {
  return Array.from({ length: count }, () => " ");
}
