import type { ControlEvent } from "./control-events.ts";
import { notification } from "./notification.ts";
import { decodeOctal } from "./octal.ts";

const lineFeed = 0x0a;
const percent = 0x25;
const escapeByte = 0x1b;
const outputLine = Buffer.from("%output %");
const extendedLine = Buffer.from("%extended-output %");
const deviceControl = Buffer.from("\u001bP1000p");

type Block = { guard: string; own: boolean; pieces: Uint8Array[]; size: number };
type OutputHead = { pane: number; age: number; data: number };

/**
 * Reads what `tmux -C` writes (tmux(1), "CONTROL MODE"): feed chunks of any size, whole events come back. Works on bytes,
 * since output need not be UTF-8 and lines may end within a character. Inside a reply block everything is text, whatever
 * it looks like, up to the guard with the same time, number and flags. Knows nothing of channels.
 */
export class ControlParser {
  readonly #limit: number;
  #rest: Uint8Array[] = [];
  #restSize = 0;
  #block: Block | null = null;
  #stopped = false;

  /** `limit`: bytes of one line or one block beyond which the other side cannot be tmux. */
  constructor(limit = 64 * 1024 * 1024) {
    this.#limit = limit;
  }

  /** Bytes of output in the events are new memory; those in replies may share memory with the chunks. */
  push(chunk: Uint8Array): ControlEvent[] {
    const events: ControlEvent[] = [];
    const decoded = new Decoded(chunk.length + this.#restSize, events);
    let start = 0;
    while (!this.#stopped) {
      const end = chunk.indexOf(lineFeed, start);
      if (end < 0) break;
      // With its LF, so that a block keeps its lines exactly.
      this.#line(this.#completed(chunk.subarray(start, end + 1)), events, decoded);
      start = end + 1;
    }
    if (start < chunk.length && !this.#stopped) this.#keep(chunk.subarray(start));
    if (this.#restSize + (this.#block?.size ?? 0) > this.#limit) this.#stop(events);
    return events;
  }

  #completed(tail: Uint8Array): Uint8Array {
    if (this.#restSize === 0) return tail;
    const line = Buffer.concat([...this.#rest, tail]);
    this.#rest = [];
    this.#restSize = 0;
    return line;
  }

  #keep(tail: Uint8Array): void {
    this.#rest.push(tail);
    this.#restSize += tail.length;
  }

  #stop(events: ControlEvent[]): void {
    if (this.#stopped) return;
    this.#stopped = true;
    this.#rest = [];
    this.#restSize = 0;
    this.#block = null;
    events.push({ type: "overrun" });
  }

  #line(line: Uint8Array, events: ControlEvent[], decoded: Decoded): void {
    if (this.#block !== null) {
      this.#inBlock(this.#block, line, events);
      return;
    }
    // `tmux -CC` begins with a device control string; inside a block the same bytes would be somebody's text.
    const begins = line[0] === escapeByte && startsWith(line, deviceControl);
    const bare = line.subarray(begins ? deviceControl.length : 0, line.length - 1);
    const head = outputHead(bare);
    if (head !== null) {
      decoded.add(bare, head);
      return;
    }
    const guard = guardText(bare, "%begin ");
    if (guard === null) events.push(notification(bare));
    else this.#block = { guard, own: guard.endsWith(" 1"), pieces: [], size: 0 };
  }

  #inBlock(block: Block, line: Uint8Array, events: ControlEvent[]): void {
    const ended = line[0] === percent ? blockEnd(line, block.guard) : null;
    if (ended === null) {
      block.pieces.push(line);
      block.size += line.length;
      if (block.size > this.#limit) this.#stop(events);
      return;
    }
    this.#block = null;
    const body = block.pieces.length === 1 ? block.pieces[0] : Buffer.concat(block.pieces);
    events.push({
      type: "reply",
      reply: { ok: ended === "end", own: block.own, body: body ?? new Uint8Array(0) },
    });
  }
}

/** Decoded output of one push: lines of one pane that follow each other become one event. */
class Decoded {
  readonly #size: number;
  readonly #events: ControlEvent[];
  #memory: Uint8Array | null = null;
  #used = 0;

  constructor(size: number, events: ControlEvent[]) {
    this.#size = size;
    this.#events = events;
  }

  add(line: Uint8Array, head: OutputHead): void {
    this.#memory ??= new Uint8Array(this.#size);
    const start = this.#used;
    this.#used = decodeOctal(line, head.data, this.#memory, start);
    const last = this.#events.at(-1);
    if (last?.type === "pane-output" && last.pane === head.pane) {
      last.bytes = this.#memory.subarray(start - last.bytes.length, this.#used);
      last.age = head.age;
      return;
    }
    const bytes = this.#memory.subarray(start, this.#used);
    this.#events.push({ type: "pane-output", pane: head.pane, age: head.age, bytes });
  }
}

/** `%output %<pane> <data>` or `%extended-output %<pane> <age> … : <data>`; null for every other line. */
function outputHead(line: Uint8Array): OutputHead | null {
  if (startsWith(line, outputLine)) {
    const pane = numberAt(line, outputLine.length);
    if (pane === null || line[pane.end] !== 0x20) return null;
    return { pane: pane.value, age: 0, data: pane.end + 1 };
  }
  if (!startsWith(line, extendedLine)) return null;
  const pane = numberAt(line, extendedLine.length);
  const age = pane === null ? null : numberAt(line, pane.end + 1);
  if (pane === null || age === null || line[pane.end] !== 0x20) return null;
  // Later versions may put more words in front of the colon.
  let colon = age.end;
  while (line[colon] !== 0x3a || line[colon - 1] !== 0x20 || line[colon + 1] !== 0x20) {
    colon += 1;
    if (colon >= line.length) return null;
  }
  return { pane: pane.value, age: age.value, data: colon + 2 };
}

function numberAt(line: Uint8Array, at: number): { value: number; end: number } | null {
  let value = 0;
  let end = at;
  for (let digit = line[end]; digit !== undefined && digit >= 0x30 && digit <= 0x39; ) {
    value = value * 10 + digit - 0x30;
    digit = line[++end];
  }
  return end === at ? null : { value, end };
}

function blockEnd(line: Uint8Array, guard: string): "end" | "error" | null {
  const bare = line.subarray(0, line.length - 1);
  if (guardText(bare, "%end ") === guard) return "end";
  return guardText(bare, "%error ") === guard ? "error" : null;
}

/** "time number flags" of a guard line, or null where the line is none. */
function guardText(line: Uint8Array, word: string): string | null {
  if (line.length > 80) return null;
  const text = Buffer.from(line.buffer, line.byteOffset, line.byteLength).toString("latin1");
  if (!text.startsWith(word)) return null;
  const guard = text.slice(word.length);
  return /^\d+ \d+ \d+$/.test(guard) ? guard : null;
}

function startsWith(line: Uint8Array, prefix: Uint8Array): boolean {
  if (line.length < prefix.length) return false;
  for (let index = 0; index < prefix.length; index += 1) {
    if (line[index] !== prefix[index]) return false;
  }
  return true;
}
