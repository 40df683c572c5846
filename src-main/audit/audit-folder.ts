import { type FileHandle, open, readdir } from "node:fs/promises";
import { basename, dirname, join } from "node:path";

/** One file of the audit. They are numbered from 1 in the order in which they were written. */
export type AuditPart = { number: number; name: string; path: string };

/** The files that were finished, lowest number first: `audit.jsonl` leaves `audit-000001.jsonl` behind, and so on. Throws what the system throws. */
export async function finishedParts(path: string): Promise<AuditPart[]> {
  const stem = basename(path, ".jsonl");
  const folder = dirname(path);
  const names = await readdir(folder).catch((error: NodeJS.ErrnoException) => {
    if (error.code === "ENOENT" || error.code === "ENOTDIR") return [];
    throw error;
  });
  return names
    .flatMap((name) => {
      const digits = name.startsWith(`${stem}-`)
        ? /^(\d{6,9})\.jsonl$/.exec(name.slice(stem.length + 1))?.[1]
        : undefined;
      if (digits === undefined) return [];
      return [{ number: Number(digits), name, path: join(folder, name) }];
    })
    .sort((one, other) => one.number - other.number);
}

/** The finished part of that number, whether or not it exists. */
export function finishedPart(path: string, number: number): AuditPart {
  const name = `${basename(path, ".jsonl")}-${String(number).padStart(6, "0")}.jsonl`;
  return { number, name, path: join(dirname(path), name) };
}

/** All parts as they are now, the one that is being written last, whether or not it exists. */
export async function allParts(path: string): Promise<AuditPart[]> {
  const finished = await finishedParts(path);
  const number = (finished.at(-1)?.number ?? 0) + 1;
  return [...finished, { number, name: basename(path), path }];
}

/**
 * Opens the part of that number for reading, whether it is still being written or was finished a moment ago; null where
 * there is none.
 */
export async function openPart(
  path: string,
  number: number,
): Promise<{ part: AuditPart; file: FileHandle; finished: boolean } | null> {
  const finished = finishedPart(path, number);
  const early = await openIfThere(finished.path);
  if (early !== null) return { part: finished, file: early, finished: true };
  const current = await openIfThere(path);
  const after = (await finishedParts(path)).filter((part) => part.number >= number);
  if (after.length === 0) {
    if (current === null) return null;
    return { part: { number, name: basename(path), path }, file: current, finished: false };
  }
  // What was opened is a later one: this one was finished between the two looks, or it was removed.
  await current?.close();
  const late = await openIfThere(finished.path);
  return late === null ? null : { part: finished, file: late, finished: true };
}

async function openIfThere(path: string): Promise<FileHandle | null> {
  try {
    return await open(path, "r");
  } catch (error) {
    if (error instanceof Error && "code" in error && error.code === "ENOENT") return null;
    throw error;
  }
}
