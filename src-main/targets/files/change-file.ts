import type { Backup } from "../../../shared/contract/files.ts";
import type { FairleadError } from "../../../shared/errors.ts";
import { fail, ok, type Result } from "../../../shared/result.ts";
import type { Backups } from "./backups.ts";
import { resolvePath } from "./resolve-path.ts";
import { type ChangeFailure, changed, type NewFile, type TargetFiles } from "./target-files.ts";
import { digestOf, readWhole, type WholeFile } from "./whole-file.ts";

/** A change of one file as it was approved. */
export type FileChange = {
  operation: Backup["operation"];
  /** Resolved. */
  path: string;
  hostName: string;
  reason: string;
  /** SHA-256 of what must still be there; null = nothing. */
  digestBefore: string | null;
  /** What is to be there; null = no file any more. */
  after: Uint8Array | null;
  /** What a new file is to be. */
  as?: NewFile;
  /** Folders to be made, outermost first. */
  missing: readonly string[];
};

export type FileChanged = { backup: Backup; notes: string[] };

type ChangeSurroundings = {
  files: TargetFiles;
  backups: Backups;
  /** Bytes that a file may have to be kept and changed. */
  limit: number;
  /** Called right before anything is done on the target; only after its ok it is done. */
  begin: () => Promise<Result<void, FairleadError>>;
};

/**
 * Changes a file for certain as approved: looks again where the path leads and what is there, keeps that, and only then
 * puts the new content in its place. Without a backup nothing is changed.
 */
export async function changeFile(
  change: FileChange,
  { files, backups, limit, begin }: ChangeSurroundings,
  signal: AbortSignal,
): Promise<Result<FileChanged, ChangeFailure>> {
  const undone = (error: FairleadError) => fail({ error, undone: true });
  const now = await presentFile(files, change.path, limit, signal);
  if (!now.ok) return undone(now.error);
  if ((now.value?.digest ?? null) !== change.digestBefore) return undone(changed(change.path));
  const kept = await backups.keep(backupOf(change, now.value, files), now.value?.bytes ?? null);
  if (!kept.ok) return undone(kept.error);
  const begun = await begin();
  const done = begun.ok ? await carryOut(change, now.value, files, signal) : undone(begun.error);
  if (done.ok) return ok({ backup: kept.value, notes: done.value });
  if (done.error.undone) await backups.drop(kept.value.id);
  return done;
}

/** The file at a resolved path; null = nothing is there. "file-changed" where the path leads elsewhere now. */
export async function presentFile(
  files: TargetFiles,
  path: string,
  limit: number,
  signal: AbortSignal,
): Promise<Result<WholeFile | null, FairleadError>> {
  const resolved = await resolvePath(files, path, signal);
  if (!resolved.ok) return resolved;
  if (resolved.value.path !== path) {
    return fail(changed(path, `it leads to ${resolved.value.path} now`));
  }
  return resolved.value.facts === null ? ok(null) : await readWhole(files, path, limit, signal);
}

function backupOf(change: FileChange, now: WholeFile | null, { identity }: TargetFiles) {
  const { operation, path, hostName, reason, digestBefore, after } = change;
  return {
    hostId: identity.hostId,
    hostName,
    path,
    operation,
    reason,
    digestBefore,
    digestAfter: after === null ? null : digestOf(after),
    bytesBefore: now?.bytes.length ?? null,
    bytesAfter: after?.length ?? null,
    mode: now?.facts.mode ?? null,
    user: now?.facts.user ?? null,
    group: now?.facts.group ?? null,
  };
}

/** What could not be kept, as sentences. */
async function carryOut(
  { after, as, missing, path }: FileChange,
  now: WholeFile | null,
  files: TargetFiles,
  signal: AbortSignal,
): Promise<Result<string[], ChangeFailure>> {
  const before = now?.facts ?? null;
  if (after === null) {
    if (before === null) return ok([]);
    const removed = await files.remove(path, before, signal);
    return removed.ok ? ok([]) : removed;
  }
  const made: string[] = [];
  const takeBack = async () => {
    for (const folder of made.reverse()) await files.removeFolder(folder, signal);
  };
  for (const folder of missing) {
    const done = await files.makeFolder(folder, signal);
    if (!done.ok) {
      await takeBack();
      return fail({ error: done.error, undone: true });
    }
    made.push(folder);
  }
  const replacement = { path, bytes: after, before, ...(as === undefined ? {} : { as }) };
  const replaced = await files.replace(replacement, signal);
  if (replaced.ok) return ok(replaced.value.notes);
  if (replaced.error.undone) await takeBack();
  else if (now !== null && (await putBack(path, now, files, signal))) {
    return fail({ error: replaced.error.error, undone: true });
  }
  return replaced;
}

/** A file that was written in place and got no further, as on a full disk, gets back what it held. True: it has it. */
async function putBack(
  path: string,
  { bytes, digest }: WholeFile,
  files: TargetFiles,
  signal: AbortSignal,
): Promise<boolean> {
  const looked = await files.look([path], signal);
  const half = looked.ok ? looked.value[0] : null;
  if (half === null || half === undefined) return false;
  await files.replace({ path, bytes, before: half }, signal);
  const back = await readWhole(files, path, bytes.length, signal);
  return back.ok && back.value.digest === digest;
}
