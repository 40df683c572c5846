import { createHash } from "node:crypto";
import { type FairleadError, failure } from "../../../shared/errors.ts";
import { fail, ok, type Result } from "../../../shared/result.ts";
import type { FileFacts, TargetFiles } from "./target-files.ts";

/** A file that was read to its end, and what it was while it was read. */
export type WholeFile = { bytes: Buffer; digest: string; facts: FileFacts };

/** SHA-256, in hexadecimal. */
export const digestOf = (bytes: Uint8Array): string =>
  createHash("sha256").update(bytes).digest("hex");

/** Reads all of a regular file at a resolved path; "file-refused" where it has more than `limit` bytes. */
export async function readWhole(
  files: TargetFiles,
  path: string,
  limit: number,
  signal: AbortSignal,
): Promise<Result<WholeFile, FairleadError>> {
  const pieces: Uint8Array[] = [];
  let length = 0;
  const take = (bytes: Uint8Array) => {
    pieces.push(bytes);
    length += bytes.length;
    return length <= limit;
  };
  const read = await files.read(path, 0, take, signal);
  if (!read.ok) return read;
  if (length > limit) {
    const detail = `${path}: it is larger than the ${limit} bytes that the file policy allows`;
    return fail(failure("file-refused", detail));
  }
  const bytes = Buffer.concat(pieces);
  return ok({ bytes, digest: digestOf(bytes), facts: read.value });
}

const strict = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true });

/** The text of a file; null where it is not UTF-8 or holds NUL, which no text does. */
export function textOf(bytes: Uint8Array): string | null {
  if (bytes.includes(0)) return null;
  try {
    return strict.decode(bytes);
  } catch {
    return null;
  }
}

/** One character for each byte of a text that is not UTF-8, so that no byte is lost; null where it looks like no text. */
export function byteTextOf(bytes: Uint8Array): string | null {
  const looksLikeText = bytes.every((byte) => byte > 0x1f || textControls.has(byte));
  return looksLikeText ? Buffer.from(bytes).toString("latin1") : null;
}

/** Tab, line ends, form feed, escape. */
const textControls: ReadonlySet<number> = new Set([0x09, 0x0a, 0x0b, 0x0c, 0x0d, 0x1b]);
