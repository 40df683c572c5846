import { ModeMemory } from "./mode-memory.ts";

export type Replay = { kind: "output" | "reset"; sequence: number; bytes: Uint8Array };

/** Smaller pieces are gathered in blocks: a piece of ten bytes would cost thirty times its size. */
const smallBytes = 4 * 1024;
const blockBytes = 16 * 1024;

/**
 * The last bytes of a terminal, bounded. Positions count from the terminal's opening. What is forgotten ends at a line,
 * where there is one, so that a replay does not begin within a sequence; modes that were set before stand in front.
 */
export class ReplayBuffer {
  readonly #limit: number;
  #modes = new ModeMemory();
  /** Stands in the last positions before what is kept. */
  #preface: Uint8Array = new Uint8Array(0);
  #pieces: { at: number; bytes: Uint8Array }[] = [];
  #block: Uint8Array = new Uint8Array(0);
  #blockUsed = 0;
  #start = 0;
  #head = 0;

  constructor(limit = 1_500_000) {
    this.#limit = limit;
  }

  /** Where the next byte will stand. */
  get head(): number {
    return this.#head;
  }

  add(bytes: Uint8Array): void {
    if (bytes.length === 0) return;
    if (bytes.length < smallBytes) this.#gather(bytes);
    else this.#pieces.push({ at: this.#head, bytes: withoutSurroundings(bytes) });
    this.#head += bytes.length;
    let first = this.#pieces[0];
    while (first !== undefined && this.#head - first.at - first.bytes.length >= this.#limit) {
      this.#modes.note(first.bytes);
      this.#pieces.shift();
      first = this.#pieces[0];
      this.#start = firstLine(first) ?? this.#head;
      const preface = this.#modes.preface();
      this.#preface = preface.length <= this.#start ? preface : new Uint8Array(0);
    }
  }

  /** What was before is void: `picture` stands for it. */
  reset(picture: Uint8Array): void {
    this.#pieces = [];
    this.#modes = new ModeMemory();
    this.#preface = new Uint8Array(0);
    this.#start = this.#head;
    this.add(picture);
  }

  /** At most `limit` bytes from `from` on; where those are gone, or it is null, the start of all there is. */
  read(from: number | null, limit: number): Replay {
    const start = this.#start - this.#preface.length;
    const gone = from === null || from < start || from > this.#head;
    const sequence = gone ? start : from;
    const kind = gone ? "reset" : "output";
    if (sequence >= this.#start) return { kind, sequence, bytes: this.#slice(sequence, limit) };
    const front = this.#preface.subarray(sequence - start, sequence - start + limit);
    const rest = this.#slice(this.#start, limit - front.length);
    return { kind, sequence, bytes: Buffer.concat([front, rest]) };
  }

  /** The last `limit` bytes. */
  tail(limit: number): Uint8Array {
    return this.#slice(Math.max(this.#start, this.#head - limit), limit);
  }

  /** Views of the block that were handed out stay what they are: it only grows behind them. */
  #gather(bytes: Uint8Array): void {
    if (this.#blockUsed + bytes.length > this.#block.length) {
      this.#block = new Uint8Array(blockBytes);
      this.#blockUsed = 0;
    }
    const end = this.#blockUsed + bytes.length;
    this.#block.set(bytes, this.#blockUsed);
    const last = this.#pieces.at(-1);
    const start = last?.bytes.byteOffset ?? 0;
    const goesOn =
      last?.bytes.buffer === this.#block.buffer && start + last.bytes.length === this.#blockUsed;
    // What is forgotten goes piece by piece.
    if (last !== undefined && goesOn && end - start < this.#limit / 64)
      last.bytes = this.#block.subarray(start, end);
    else this.#pieces.push({ at: this.#head, bytes: this.#block.subarray(this.#blockUsed, end) });
    this.#blockUsed = end;
  }

  #slice(from: number, limit: number): Uint8Array {
    const to = Math.min(this.#head, from + limit);
    const found: Uint8Array[] = [];
    for (let index = this.#indexOf(from); index < this.#pieces.length; index += 1) {
      const piece = this.#pieces[index];
      if (piece === undefined || piece.at >= to) break;
      found.push(piece.bytes.subarray(Math.max(0, from - piece.at), to - piece.at));
    }
    const [only] = found;
    return found.length === 1 && only !== undefined ? only : Buffer.concat(found);
  }

  /** The piece that holds the byte at `position`. */
  #indexOf(position: number): number {
    let low = 0;
    let high = this.#pieces.length;
    while (low + 1 < high) {
      const middle = (low + high) >> 1;
      if ((this.#pieces[middle]?.at ?? 0) <= position) low = middle;
      else high = middle;
    }
    return low;
  }
}

function firstLine(piece: { at: number; bytes: Uint8Array } | undefined): number | null {
  if (piece === undefined) return null;
  return piece.at + piece.bytes.indexOf(0x0a) + 1;
}

/** A copy where the bytes would keep much more memory than their own. */
function withoutSurroundings(bytes: Uint8Array): Uint8Array {
  return bytes.buffer.byteLength > bytes.length * 1.25 ? bytes.slice() : bytes;
}
