import { createReadStream } from "node:fs";
import type { AuditVerdict } from "../../shared/contract/audit.ts";
import { chainStart, readLine } from "./entry.ts";

const lineFeed = 0x0a;

/**
 * Reads the whole audit as a stream and names the first entry that does not fit. A missing or empty file is intact with
 * no entries. That nothing was cut off the end cannot be seen from the file alone.
 */
export async function verifyAudit(path: string): Promise<AuditVerdict> {
  const chain = new Chain();
  let rest = Buffer.alloc(0);
  try {
    for await (const chunk of createReadStream(path, { highWaterMark: 1024 * 1024 })) {
      let bytes = rest.length === 0 ? (chunk as Buffer) : Buffer.concat([rest, chunk as Buffer]);
      for (let end = bytes.indexOf(lineFeed); end >= 0; end = bytes.indexOf(lineFeed)) {
        const sentence = chain.add(bytes.subarray(0, end));
        if (sentence !== null) return broken(chain.entries, sentence);
        bytes = bytes.subarray(end + 1);
      }
      rest = Buffer.from(bytes);
    }
  } catch (error) {
    if (!(error instanceof Error && "code" in error)) throw error;
    if (error.code === "ENOENT") return { intact: true, entries: 0, broken: null };
    return broken(chain.entries, `The audit cannot be read: ${error.message}`);
  }
  if (rest.length > 0) {
    return broken(
      chain.entries,
      "The last line has no end: the program was cut off while it wrote it, or the file was cut.",
    );
  }
  return { intact: true, entries: chain.entries, broken: null };
}

/** Checks entries one after the other against the one before. */
class Chain {
  entries = 0;
  #previous = chainStart;

  /** null when the line fits, else why it does not. */
  add(line: Buffer): string | null {
    const read = readLine(line);
    if (!read.ok) return read.sentence;
    const { hash, previous, sequence } = read.entry;
    if (sequence !== this.entries + 1) {
      return `Its number is ${sequence}, expected ${this.entries + 1}: entries were removed, added or moved.`;
    }
    if (previous !== this.#previous) {
      return "It does not follow the entry before it: entries were removed, added or moved.";
    }
    this.#previous = hash;
    this.entries += 1;
    return null;
  }
}

function broken(entries: number, sentence: string): AuditVerdict {
  return { intact: false, entries, broken: { line: entries + 1, sentence } };
}
