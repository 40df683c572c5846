import type { FileHandle } from "node:fs/promises";

const chunkBytes = 64 * 1024;
const lineFeed = 0x0a;

export type LastLines = {
  /** The last complete lines, oldest first, without line feeds. */
  lines: Buffer[];
  /** What follows the last line feed; empty unless a write was cut off. */
  rest: Buffer;
  /** Where `rest` begins. */
  restAt: number;
};

/** Reads at most `limit` lines from the end of a file of `size` bytes, backwards, so that its length does not matter. */
export async function lastLines(file: FileHandle, size: number, limit: number): Promise<LastLines> {
  let from = size;
  let bytes = Buffer.alloc(0);
  let feeds = 0;
  while (from > 0 && feeds <= limit) {
    const length = Math.min(chunkBytes, from);
    from -= length;
    const chunk = Buffer.alloc(length);
    await file.read(chunk, 0, length, from);
    for (const byte of chunk) if (byte === lineFeed) feeds += 1;
    bytes = Buffer.concat([chunk, bytes]);
  }
  const end = bytes.lastIndexOf(lineFeed) + 1;
  const lines: Buffer[] = [];
  let stop = end;
  while (stop > 0 && lines.length < limit) {
    const start = stop >= 2 ? bytes.lastIndexOf(lineFeed, stop - 2) + 1 : 0;
    lines.unshift(bytes.subarray(start, stop - 1));
    stop = start;
  }
  return { lines, rest: bytes.subarray(end), restAt: from + end };
}
