import { open } from "node:fs/promises";

/** Two bytes for each UTF-16 unit: a range of characters is a range of bytes, however long the text is. */
const unit = 2;

/** A range of a file of UTF-16 text in characters, and how many there are. Throws where the disk does. */
export async function readText(
  path: string,
  from: number,
  limit: number,
): Promise<{ text: string; total: number }> {
  await using file = await open(path, "r");
  const { size } = await file.stat();
  const total = Math.floor(size / unit);
  const length = Math.max(0, Math.min(limit, total - from)) * unit;
  const buffer = Buffer.alloc(length);
  let at = 0;
  while (at < length) {
    const { bytesRead } = await file.read(buffer, at, length - at, from * unit + at);
    if (bytesRead === 0) break;
    at += bytesRead;
  }
  return { text: buffer.toString("utf16le", 0, at), total };
}
