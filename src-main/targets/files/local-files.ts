import { randomBytes } from "node:crypto";
import { constants } from "node:fs";
import {
  type FileHandle,
  link,
  mkdir,
  open,
  opendir,
  readlink,
  rename,
  rmdir,
  unlink,
} from "node:fs/promises";
import { homedir } from "node:os";
import { type FairleadError, failure } from "../../../shared/errors.ts";
import { fail, ok, type Result } from "../../../shared/result.ts";
import type { ExecResult, TargetIdentity } from "../target.ts";
import { keepAttributesScript, keptAttributes } from "./keep-attributes.ts";
import { lookAt, openFile, openFolder } from "./local-open.ts";
import { attempt } from "./system-failures.ts";
import {
  type ChangeFailure,
  changed,
  type FileFacts,
  type FolderListing,
  folderOf,
  furtherNames,
  modeOfNew,
  mountKept,
  type NewFile,
  nameOf,
  ownerKept,
  ownerLost,
  type Replaced,
  type Replacement,
  type TargetFiles,
  unreadable,
  unwritable,
} from "./target-files.ts";

type Answer<T> = Promise<Result<T, FairleadError>>;
type Change<T> = Promise<Result<T, ChangeFailure>>;
type RunScript = (script: string, signal: AbortSignal) => Answer<ExecResult>;

const pieceBytes = 256 * 1024;
const { O_CREAT, O_DIRECTORY, O_EXCL, O_NOFOLLOW, O_NONBLOCK, O_RDONLY, O_WRONLY } = constants;

/**
 * The files of this machine. Every file is opened without following a link at its end, then the system is asked where
 * the open file really lies; changes are made within the open folder, so that a link put in its way leads nowhere.
 */
export class LocalFiles implements TargetFiles {
  readonly way = "local";
  readonly identity: TargetIdentity;
  readonly #home: string;
  readonly #run: RunScript;

  /** `run` runs sh text on this machine. */
  constructor(identity: TargetIdentity, home: string | undefined, run: RunScript) {
    this.identity = identity;
    this.#home = home || homedir();
    this.#run = run;
  }

  home(_signal: AbortSignal): Answer<string> {
    return Promise.resolve(ok(this.#home));
  }

  async look(paths: readonly string[], signal: AbortSignal): Answer<(FileFacts | null)[]> {
    if (signal.aborted) return fail(failure("aborted"));
    const looked = await Promise.all(paths.map((path) => lookAt(path)));
    const failed = looked.find((each) => !each.ok);
    return failed?.ok === false
      ? failed
      : ok(looked.flatMap((each) => (each.ok ? each.value : [])));
  }

  async readLink(path: string, _signal: AbortSignal): Answer<string> {
    return attempt(unreadable, path, () => readlink(path));
  }

  async read(
    path: string,
    start: number,
    take: (bytes: Uint8Array) => boolean,
    signal: AbortSignal,
  ): Answer<FileFacts> {
    const opened = await openFile(path, O_RDONLY | O_NONBLOCK, unreadable);
    if (!opened.ok) return opened;
    await using handle = opened.value.handle;
    const { facts } = opened.value;
    return await attempt(unreadable, path, async () => {
      for (let at = start; ; ) {
        if (signal.aborted) return Promise.reject(failure("aborted"));
        const { bytesRead, buffer } = await handle.read({
          buffer: Buffer.allocUnsafe(pieceBytes),
          position: at,
        });
        if (bytesRead === 0 || !take(buffer.subarray(0, bytesRead))) return facts;
        at += bytesRead;
      }
    });
  }

  list(path: string, limit: number, signal: AbortSignal): Answer<FolderListing> {
    return attempt(unreadable, path, async () => {
      await using folder = await openFolder(path);
      const entries: FolderListing["entries"] = [];
      let total = 0;
      for await (const { name } of await opendir(folder.inside("."))) {
        if (signal.aborted) return Promise.reject(failure("aborted"));
        total += 1;
        if (entries.length >= limit) continue;
        const looked = await lookAt(folder.inside(name));
        if (looked.ok && looked.value !== null) entries.push({ ...looked.value, name });
      }
      return { entries, total };
    });
  }

  makeFolder(path: string, _signal: AbortSignal): Answer<void> {
    return attempt(unwritable, path, async () => {
      await using folder = await openFolder(folderOf(path));
      await mkdir(folder.inside(nameOf(path)), { mode: 0o755 });
      await using made = await open(
        folder.inside(nameOf(path)),
        O_RDONLY | O_DIRECTORY | O_NOFOLLOW,
      );
      await made.chmod(0o755);
    });
  }

  removeFolder(path: string, _signal: AbortSignal): Answer<void> {
    return attempt(unwritable, path, () => rmdir(path));
  }

  async replace(replacement: Replacement, signal: AbortSignal): Change<Replaced> {
    const { path, before } = replacement;
    if (before !== null && (before.names ?? 1) > 1) {
      return writeInPlace(replacement, [furtherNames]);
    }
    const done = await attempt(unwritable, path, () => this.#replace(replacement, signal));
    if (!done.ok) return fail({ error: done.error, undone: true });
    if (typeof done.value !== "string") return ok(done.value);
    return writeInPlace(replacement, [done.value]);
  }

  remove(path: string, before: FileFacts, _signal: AbortSignal): Change<void> {
    return undone(
      attempt(unwritable, path, async () => {
        await using folder = await openFolder(folderOf(path));
        await mustBe(folder.inside(nameOf(path)), path, before);
        await unlink(folder.inside(nameOf(path)));
        await folder.sync();
      }),
    );
  }

  [Symbol.dispose](): void {
    // Nothing is kept open between calls.
  }

  /** A sentence: nothing was done, because it has to be written in place. */
  async #replace(
    { path, bytes, before, as }: Replacement,
    signal: AbortSignal,
  ): Promise<Replaced | string> {
    await using folder = await openFolder(folderOf(path));
    const name = folder.inside(nameOf(path));
    await mustBe(name, path, before);
    const draftName = `.fairlead-${randomBytes(9).toString("base64url")}`;
    const draft = folder.inside(draftName);
    const created = await open(draft, O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW, 0o600).catch(
      (error: NodeJS.ErrnoException) => {
        // The file may be writable where its folder is not.
        if (before !== null && ["EACCES", "EPERM", "EROFS"].includes(error.code ?? "")) return null;
        throw error;
      },
    );
    if (created === null) return ownerKept;
    try {
      let notes: string[] = [];
      try {
        await created.writeFile(bytes);
        if (before === null) notes = await makeNew(created, as);
        else {
          const [from, to] = [folder.forOthers(nameOf(path)), folder.forOthers(draftName)];
          const kept = await this.#keep(from, to, signal);
          if (!kept.owner) return await unlink(draft).then(() => ownerKept);
          notes = kept.notes;
        }
        await created.sync();
      } finally {
        await created.close();
      }
      await mustBe(name, path, before);
      if (signal.aborted) throw failure("aborted");
      if (before === null) await putNew(draft, name, path);
      else await rename(draft, name);
      await folder.sync();
      return { notes };
    } catch (error) {
      await unlink(draft).catch(() => undefined);
      if (before !== null && isBusy(error)) return mountKept;
      throw error;
    }
  }

  async #keep(
    from: string,
    to: string,
    signal: AbortSignal,
  ): Promise<ReturnType<typeof keptAttributes>> {
    const run = await this.#run(keepAttributesScript(from, to), signal);
    if (!run.ok) throw run.error;
    return keptAttributes(Buffer.from(run.value.standardOutput).toString("utf8"));
  }
}

/** Writes over the very file: for what has further names, or an owner that a new file could not have. */
async function writeInPlace(
  { path, bytes, before }: Replacement,
  notes: string[],
): Change<Replaced> {
  const opened = await openFile(path, O_WRONLY | O_NONBLOCK, unwritable);
  if (!opened.ok) return fail({ error: opened.error, undone: true });
  await using handle = opened.value.handle;
  if (opened.value.facts.stamp !== before?.stamp)
    return fail({ error: changed(path), undone: true });
  const done = await attempt(unwritable, path, async () => {
    for (let at = 0; at < bytes.length; ) {
      at += (await handle.write(bytes, at, bytes.length - at, at)).bytesWritten;
    }
    await handle.truncate(bytes.length);
    await handle.sync();
  });
  return done.ok ? ok({ notes }) : fail({ error: done.error, undone: false });
}

/** Owner first: giving a file away takes its special bits. */
async function makeNew(created: FileHandle, as: NewFile | undefined): Promise<string[]> {
  const owner = as?.owner ?? null;
  const given =
    owner === null ||
    (await created.chown(owner.user, owner.group).then(
      () => true,
      () => false,
    ));
  await created.chmod(modeOfNew(as, given));
  return given ? [] : [ownerLost];
}

/** A file that is a mount of its own has no other put in its place. */
const isBusy = (error: unknown): boolean => (error as NodeJS.ErrnoException).code === "EBUSY";

async function mustBe(name: string, path: string, before: FileFacts | null): Promise<void> {
  const looked = await lookAt(name);
  if (!looked.ok) throw looked.error;
  if (looked.value?.stamp !== before?.stamp) throw changed(path);
}

/** Gives the draft its name only where nothing has that name. */
async function putNew(draft: string, name: string, path: string): Promise<void> {
  try {
    await link(draft, name);
    await unlink(draft);
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === "EEXIST") throw changed(path, "something was put there meanwhile");
    await rename(draft, name); // A file system without hard links.
  }
}

async function undone<T>(answer: Answer<T>): Change<T> {
  const done = await answer;
  return done.ok ? done : fail({ error: done.error, undone: true });
}
