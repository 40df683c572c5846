import type { FileHandle } from "node:fs/promises";
import { allParts, openPart } from "./audit-folder.ts";

const chunkBytes = 256 * 1024;
const lineFeed = 0x0a;

/** Where a line begins. */
export type LinePlace = { number: number; offset: number };
export type PlacedLine = LinePlace & { bytes: Buffer };

/**
 * Complete lines newest first, in batches, from the line before `before` (or from the end) to the beginning, so that the
 * length of the audit does not matter. Throws what the system throws.
 */
export async function* backwardLines(
  path: string,
  before?: LinePlace,
): AsyncGenerator<PlacedLine[], void, void> {
  const parts = (await allParts(path)).filter(
    ({ number }) => before === undefined || number <= before.number,
  );
  for (const { number } of parts.toReversed()) {
    yield* partBackwards(path, number, before?.number === number ? before.offset : null);
  }
}

async function* partBackwards(
  path: string,
  number: number,
  end: number | null,
): AsyncGenerator<PlacedLine[], void, void> {
  const opened = await openPart(path, number);
  if (opened === null) return;
  await using file = opened.file;
  let from = end ?? (await file.stat()).size;
  let bytes: Buffer = Buffer.alloc(0);
  let trimmed = end !== null;
  while (from > 0) {
    const length = Math.min(chunkBytes, from);
    from -= length;
    const chunk = Buffer.alloc(length);
    await file.read(chunk, 0, length, from);
    bytes = Buffer.concat([chunk, bytes]);
    if (!trimmed) {
      // What follows the last line feed is no whole line (yet).
      const last = bytes.lastIndexOf(lineFeed);
      if (last === -1) continue;
      bytes = bytes.subarray(0, last + 1);
      trimmed = true;
    }
    const { lines, rest } = linesBackwards(bytes, { number, offset: from });
    bytes = rest;
    if (lines.length > 0) yield lines;
  }
}

/** The lines of `bytes`, which lie at `place` and end with a line feed, newest first; `rest` may lack its beginning. */
function linesBackwards(
  bytes: Buffer,
  { number, offset }: LinePlace,
): { lines: PlacedLine[]; rest: Buffer } {
  const lines: PlacedLine[] = [];
  let stop = bytes.length;
  while (stop > 0) {
    const feed = stop >= 2 ? bytes.lastIndexOf(lineFeed, stop - 2) : -1;
    if (feed === -1 && offset > 0) break;
    const start = feed + 1;
    lines.push({ number, offset: offset + start, bytes: bytes.subarray(start, stop - 1) });
    stop = start;
  }
  return { lines, rest: bytes.subarray(0, stop) };
}

/**
 * Where the first line begins whose number is at least `sequence`, found by halving: a place to read from in either
 * direction. null where there is none. Lines that are no JSON are passed over.
 */
export async function locate(path: string, sequence: number): Promise<LinePlace | null> {
  const parts = await allParts(path);
  let found: LinePlace | null = null;
  for (const { number } of parts.toReversed()) {
    const opened = await openPart(path, number);
    if (opened === null) continue;
    await using file = opened.file;
    const { size } = await file.stat();
    const first = await numberedLineFrom(file, 0, size);
    if (first === null) continue;
    if (first.sequence >= sequence) {
      // An older part may have it, too.
      found = { number, offset: first.offset };
      continue;
    }
    const offset = await offsetIn(file, size, sequence);
    return offset === null ? found : { number, offset };
  }
  return found;
}

async function offsetIn(file: FileHandle, size: number, sequence: number): Promise<number | null> {
  let low = 0;
  let high = size;
  let found: number | null = null;
  while (low < high) {
    const middle = Math.floor((low + high) / 2);
    const line = await numberedLineFrom(file, middle, high);
    if (line === null) {
      high = middle;
    } else if (line.sequence >= sequence) {
      found = line.offset;
      high = middle;
    } else {
      low = line.end;
    }
  }
  return found;
}

type NumberedLine = { offset: number; end: number; sequence: number };

/** The first line that begins at or after `from` and before `limit` and says its number. */
async function numberedLineFrom(
  file: FileHandle,
  from: number,
  limit: number,
): Promise<NumberedLine | null> {
  // One byte earlier: a line begins at `from` itself where a line feed stands before it.
  let offset = from === 0 ? 0 : await behindLineFeed(file, from - 1, limit);
  while (offset !== null && offset < limit) {
    const end: number | null = await behindLineFeed(file, offset, Number.POSITIVE_INFINITY);
    if (end === null) return null;
    const line = Buffer.alloc(end - offset - 1);
    await file.read(line, 0, line.length, offset);
    const sequence = sequenceOf(line);
    if (sequence !== null) return { offset, end, sequence };
    offset = end;
  }
  return null;
}

/** Behind the first line feed that stands at or after `from`; null where there is none, or none before `limit`. */
async function behindLineFeed(
  file: FileHandle,
  from: number,
  limit: number,
): Promise<number | null> {
  const chunk = Buffer.alloc(4_096);
  for (let at = from; at < limit; at += chunk.length) {
    const { bytesRead } = await file.read(chunk, 0, chunk.length, at);
    const feed = chunk.subarray(0, bytesRead).indexOf(lineFeed);
    if (feed !== -1) return at + feed + 1;
    if (bytesRead < chunk.length) return null;
  }
  return null;
}

function sequenceOf(line: Buffer): number | null {
  try {
    const value: unknown = JSON.parse(line.toString("utf8"));
    const sequence =
      typeof value === "object" && value !== null && "sequence" in value ? value.sequence : null;
    return typeof sequence === "number" ? sequence : null;
  } catch {
    return null;
  }
}
