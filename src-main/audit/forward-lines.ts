import { access } from "node:fs/promises";
import { setTimeout as pause } from "node:timers/promises";
import { type AuditPart, finishedPart, finishedParts, openPart } from "./audit-folder.ts";

const chunkBytes = 512 * 1024;
const lineFeed = 0x0a;
/** How often and how long a line without an end is waited for: whoever writes it does so in one go. */
const patience = { tries: 5, ms: 10 };

/** Complete lines of one part, without line feeds. `bytes` are valid until the next batch is asked for. */
export type LineBatch = {
  part: AuditPart;
  /** Number of the first line within its part, from 1. */
  firstLine: number;
  lines: Buffer[];
  /** The only line is what lies behind the last line feed of a part that nobody writes any more. */
  cutOff: boolean;
};

/** Where a reader stopped, so that another can go on: behind a complete line. */
export type Place = { number: number; offset: number; line: number };

/** What lies behind the last complete line of the part that is being written; null when nothing does. */
export type Unended = { part: AuditPart; line: number } | null;

export type ForwardEnd = { place: Place; unended: Unended };

/**
 * Every line from `from` (or the first part) to the end, in the order they were written, whoever writes meanwhile. A part
 * that is missing in the middle is passed over: batches tell which part they are of. Throws what the system throws.
 */
export async function* forwardLines(
  path: string,
  signal?: AbortSignal,
  from?: Place,
): AsyncGenerator<LineBatch, ForwardEnd, void> {
  let number = from?.number ?? (await finishedParts(path))[0]?.number ?? 1;
  let place: Place = from ?? { number, offset: 0, line: 1 };
  let unended: Unended = null;
  for (;;) {
    const reader = new PartReader(path, place);
    for await (const batch of reader.batches(signal)) yield batch;
    place = reader.place;
    unended = reader.unended;
    if (!reader.finished) {
      const next = (await finishedParts(path)).find((part) => part.number > number);
      if (reader.there || next === undefined) return { place, unended };
      number = next.number;
    } else {
      number += 1;
    }
    place = { number, offset: 0, line: 1 };
  }
}

/** Reads one part to its end, which is final once the part is finished. */
class PartReader {
  readonly #path: string;
  place: Place;
  unended: Unended = null;
  finished = false;
  there = false;

  constructor(path: string, place: Place) {
    this.#path = path;
    this.place = place;
  }

  async *batches(signal: AbortSignal | undefined): AsyncGenerator<LineBatch, void, void> {
    const opened = await openPart(this.#path, this.place.number);
    if (opened === null) return;
    this.there = true;
    await using file = opened.file;
    const { part } = opened;
    this.finished = opened.finished;
    let chunk = Buffer.allocUnsafe(chunkBytes);
    let held = 0;
    let tries = 0;
    for (;;) {
      signal?.throwIfAborted();
      if (held === chunk.length) chunk = Buffer.concat([chunk, Buffer.allocUnsafe(held)]);
      const { offset, line } = this.place;
      const { bytesRead } = await file.read(chunk, held, chunk.length - held, offset + held);
      const { lines, end } = linesIn(chunk.subarray(0, held + bytesRead), held);
      held += bytesRead;
      if (end > 0) {
        this.place = { ...this.place, offset: offset + end, line: line + lines.length };
        yield { part, firstLine: line, lines, cutOff: false };
        chunk.copyWithin(0, end, held);
        held -= end;
      }
      tries = bytesRead > 0 ? 0 : tries + 1;
      if (bytesRead > 0 || (await this.#mayGoOn(held > 0, tries))) continue;
      if (held > 0) yield* this.#withoutEnd({ part, line }, chunk.subarray(0, held));
      return;
    }
  }

  /** Behind the last line feed of a part that is still written there may be more soon; of a finished one it is all. */
  *#withoutEnd(place: { part: AuditPart; line: number }, bytes: Buffer) {
    const { line, part } = place;
    if (this.finished) yield { part, firstLine: line, lines: [bytes], cutOff: true };
    else this.unended = place;
  }

  /** At the end of the file: whether there may be more all the same. Waits a moment for the rest of a line. */
  async #mayGoOn(midLine: boolean, tries: number): Promise<boolean> {
    if (this.finished) return false;
    this.finished = await exists(finishedPart(this.#path, this.place.number).path);
    // What was written before it was finished may not have been read yet.
    if (this.finished) return true;
    if (!midLine || tries > patience.tries) return false;
    await pause(patience.ms);
    return true;
  }
}

/** The complete lines, and where the last of them ends; no line feed is before `searched`. */
function linesIn(bytes: Buffer, searched: number): { lines: Buffer[]; end: number } {
  const lines: Buffer[] = [];
  let end = 0;
  for (
    let feed = bytes.indexOf(lineFeed, searched);
    feed >= 0;
    feed = bytes.indexOf(lineFeed, end)
  ) {
    lines.push(bytes.subarray(end, feed));
    end = feed + 1;
  }
  return { lines, end };
}

async function exists(path: string): Promise<boolean> {
  return await access(path).then(
    () => true,
    () => false,
  );
}
