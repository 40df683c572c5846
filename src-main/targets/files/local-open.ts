import { type BigIntStats, constants } from "node:fs";
import { type FileHandle, lstat, open, readlink, realpath } from "node:fs/promises";
import type { FairleadError } from "../../../shared/errors.ts";
import { fail, ok, type Result } from "../../../shared/result.ts";
import { attempt, wordsOf } from "./system-failures.ts";
import { below, changed, type FileFacts, modeOf, notRegular, unreadable } from "./target-files.ts";

const { O_DIRECTORY, O_NOFOLLOW, O_RDONLY } = constants;

/**
 * A folder held open: names in it are reached through it, so that it cannot be swapped on the way. Where the system has
 * no /proc its path must do. It throws where it is no folder, or another one than lies there; the caller disposes.
 */
export async function openFolder(path: string) {
  const handle = await open(path, O_RDONLY | O_DIRECTORY | O_NOFOLLOW);
  try {
    if (!(await liesAt(handle, path))) throw changed(path, "the folder is not what it was");
  } catch (error) {
    await handle.close();
    throw error;
  }
  const linux = process.platform === "linux";
  const through = linux ? `/proc/self/fd/${handle.fd}` : path;
  const throughUs = linux ? `/proc/${process.pid}/fd/${handle.fd}` : path;
  return {
    inside: (name: string) => below(through, name),
    /** The same place for a program that we start. */
    forOthers: (name: string) => below(throughUs, name),
    sync: () => handle.sync(),
    [Symbol.asyncDispose]: () => handle.close(),
  };
}

/** A regular file, held open with what is known of it, that lies at this very path. The caller closes it. */
export async function openFile(
  path: string,
  flags: number,
  told: typeof unreadable,
): Promise<Result<{ handle: FileHandle; facts: FileFacts }, FairleadError>> {
  return attempt(told, path, async () => {
    // A pipe must not be waited for, a device not be touched: what it is is looked at first, and again once it is open.
    const seen = factsOf(await lstat(path, { bigint: true }));
    if (seen.kind !== "file") throw told(path, notRegular(seen.kind));
    const handle = await open(path, flags | O_NOFOLLOW);
    try {
      const facts = factsOf(await handle.stat({ bigint: true }));
      if (facts.kind !== "file") throw told(path, notRegular(facts.kind));
      if (!(await liesAt(handle, path))) throw changed(path, notRegular("link"));
      return { handle, facts };
    } catch (error) {
      await handle.close();
      throw error;
    }
  });
}

/** What lies at a path, links not followed; null where nothing does. */
export async function lookAt(path: string): Promise<Result<FileFacts | null, FairleadError>> {
  try {
    return ok(factsOf(await lstat(path, { bigint: true })));
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === "ENOENT" || code === "ENOTDIR") return ok(null);
    return fail(unreadable(path, wordsOf(error)));
  }
}

/** Whether what was opened is what lies at this path now, with no link on the way. */
async function liesAt(handle: FileHandle, path: string): Promise<boolean> {
  if (process.platform === "linux") return (await readlink(`/proc/self/fd/${handle.fd}`)) === path;
  if ((await realpath(path)) !== path) return false;
  const [open, there] = [await handle.stat({ bigint: true }), await lstat(path, { bigint: true })];
  return open.dev === there.dev && open.ino === there.ino;
}

function factsOf(stats: BigIntStats): FileFacts {
  const { dev, ino, size, mtimeNs, ctimeNs } = stats;
  return {
    ...modeOf(Number(stats.mode)),
    size: Number(size),
    user: Number(stats.uid),
    group: Number(stats.gid),
    names: Number(stats.nlink),
    modifiedMs: Number(stats.mtimeMs),
    stamp: [dev, ino, size, mtimeNs, ctimeNs].join(":"),
  };
}
