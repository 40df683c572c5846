import { randomBytes } from "node:crypto";
import type { Attributes, SFTPWrapper } from "ssh2";
import { type FairleadError, failure } from "../../../shared/errors.ts";
import { fail, ok, type Result } from "../../../shared/result.ts";
import { orAborted } from "../../base/abort.ts";
import type { ExecResult, TargetIdentity } from "../target.ts";
import { keepAttributesScript, keptAttributes } from "./keep-attributes.ts";
import { stillResolved } from "./resolve-path.ts";
import { SftpCalls } from "./sftp-calls.ts";
import { isDenied, isRefusal, sftpFailure } from "./sftp-failures.ts";
import { shellWord } from "./shell-word.ts";
import {
  below,
  type ChangeFailure,
  changed,
  type FileFacts,
  type FolderListing,
  folderOf,
  furtherNames,
  type ListedEntry,
  modeOf,
  modeOfNew,
  type NewFile,
  notRegular,
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

/** What one request may carry everywhere, and how many are under way at once: distance then costs little. */
const pieceBytes = 32 * 1024;
const piecesAtOnce = 32;

/**
 * The files of an SSH host through its SFTP subsystem. SFTP can neither refuse links when it opens nor tell where an
 * open file lies, so after each opening the path is looked at again: no link on the way, and the very owner, mode, size
 * and time of the open file. What SFTP cannot do (links counted, access lists kept) is asked of the shell, where the
 * host has one.
 */
export class SftpFiles implements TargetFiles {
  readonly way = "sftp";
  readonly identity: TargetIdentity;
  readonly #sftp: SFTPWrapper;
  readonly #calls: SftpCalls;
  readonly #run: RunScript;

  /** Takes the session over. `run` runs sh text over the same connection; it may fail where there is only SFTP. */
  constructor(identity: TargetIdentity, sftp: SFTPWrapper, run: RunScript) {
    this.identity = identity;
    this.#sftp = sftp;
    this.#calls = new SftpCalls(sftp);
    this.#run = run;
  }

  home(signal: AbortSignal): Answer<string> {
    return this.#attempt(unreadable, "~", signal, () => this.#calls.realPath("."));
  }

  look(paths: readonly string[], signal: AbortSignal): Answer<(FileFacts | null)[]> {
    return this.#attempt(unreadable, paths.at(-1) ?? "/", signal, () =>
      Promise.all(paths.map((path) => this.#lookAt(path))),
    );
  }

  readLink(path: string, signal: AbortSignal): Answer<string> {
    return this.#attempt(unreadable, path, signal, () => this.#calls.readLink(path));
  }

  read(
    path: string,
    start: number,
    take: (bytes: Uint8Array) => boolean,
    signal: AbortSignal,
  ): Answer<FileFacts> {
    return this.#attempt(unreadable, path, signal, async () => {
      await this.#mustBeFile(path, unreadable);
      const handle = await this.#calls.open(path, "r");
      try {
        const facts = await this.#confirm(handle, path, signal);
        for (let at = start; !signal.aborted; ) {
          const pieces = await Promise.all(
            Array.from({ length: piecesFor(facts.size - at) }, (_, piece) =>
              this.#calls.read(handle, at + piece * pieceBytes, pieceBytes),
            ),
          );
          // After a short piece the later ones are not the next: those are asked for again.
          const short = pieces.findIndex((piece) => piece.length < pieceBytes);
          const whole = short < 0 ? pieces : pieces.slice(0, short + 1);
          for (const piece of whole) {
            if (piece.length === 0 || !take(piece)) return facts;
            at += piece.length;
          }
        }
        throw failure("aborted");
      } finally {
        await this.#calls.close(handle);
      }
    });
  }

  list(path: string, limit: number, signal: AbortSignal): Answer<FolderListing> {
    return this.#attempt(unreadable, path, signal, async () => {
      const resolved = await stillResolved(this, path, signal);
      if (!resolved.ok) throw resolved.error;
      const handle = await this.#calls.openFolder(path);
      try {
        const entries: ListedEntry[] = [];
        let total = 0;
        for (let some = await this.#calls.readFolder(handle); some !== null && !signal.aborted; ) {
          const named = some.filter(({ filename }) => filename !== "." && filename !== "..");
          total += named.length;
          for (const { filename, attrs } of named.slice(0, limit - entries.length)) {
            entries.push({ ...factsOf(attrs), name: filename });
          }
          some = await this.#calls.readFolder(handle);
        }
        return { entries, total };
      } finally {
        await this.#calls.close(handle);
      }
    });
  }

  makeFolder(path: string, signal: AbortSignal): Answer<void> {
    return this.#attempt(unwritable, path, signal, async () => {
      await this.#calls.makeFolder(path, 0o755);
      const made = await stillResolved(this, path, signal);
      if (!made.ok) throw made.error;
      await this.#calls.setMode(path, 0o755);
    });
  }

  removeFolder(path: string, signal: AbortSignal): Answer<void> {
    return this.#attempt(unwritable, path, signal, () => this.#calls.removeFolder(path));
  }

  async replace(replacement: Replacement, signal: AbortSignal): Change<Replaced> {
    const { path, before } = replacement;
    const progress = { sent: false };
    const done = await this.#attempt(unwritable, path, signal, async () => {
      const notes: string[] = [];
      if (before !== null) {
        const names = await this.#names(path, signal);
        if (names === null) {
          notes.push("Whether it has further names (hard links) could not be seen.");
        } else if (names > 1) return inPlace(furtherNames);
      }
      return this.#replace(replacement, notes, progress, signal);
    });
    if (!done.ok)
      return fail({ error: done.error, undone: !progress.sent || isRefusal(done.error) });
    if ("inPlace" in done.value)
      return this.#writeInPlace(replacement, [done.value.inPlace], signal);
    return ok(done.value);
  }

  async remove(path: string, before: FileFacts, signal: AbortSignal): Change<void> {
    let sent = false;
    const done = await this.#attempt(unwritable, path, signal, async () => {
      await this.#mustBe(path, before, signal);
      sent = true;
      await this.#calls.remove(path);
    });
    return done.ok ? done : fail({ error: done.error, undone: !sent || isRefusal(done.error) });
  }

  [Symbol.dispose](): void {
    this.#sftp.end();
  }

  async #replace(
    { path, bytes, before, as }: Replacement,
    notes: string[],
    progress: { sent: boolean },
    signal: AbortSignal,
  ): Promise<Replaced | InPlace> {
    await this.#mustBe(path, before, signal);
    const draft = below(folderOf(path), `.fairlead-${randomBytes(9).toString("base64url")}`);
    const handle = await this.#calls.open(draft, "wx", 0o600).catch((error: unknown) => {
      if (before !== null && isDenied(error)) return null;
      throw error;
    });
    if (handle === null) return inPlace(ownerKept);
    try {
      try {
        await this.#writeAll(handle, bytes);
        if (before === null) notes.push(...(await this.#makeNew(handle, as)));
        await this.#calls.sync(handle);
      } finally {
        await this.#calls.close(handle);
      }
      if (before !== null) {
        const kept = await this.#keep(path, draft, before, signal);
        if (!kept.owner) {
          await this.#calls.remove(draft);
          return inPlace(ownerKept);
        }
        notes.push(...kept.notes);
      }
      await this.#mustBe(path, before, signal);
      const there = await this.#lookAt(draft);
      if (there?.kind !== "file" || there.size !== bytes.length) throw changed(path);
      if (signal.aborted) throw failure("aborted");
      progress.sent = true;
      if (before === null) await this.#calls.rename(draft, path);
      else if (!(await this.#calls.renameOver(draft, path))) {
        progress.sent = false;
        await this.#calls.remove(draft);
        return inPlace("Written in place: the host cannot replace a file at once.");
      }
      return { notes };
    } catch (error) {
      await this.#calls.remove(draft).catch(() => undefined);
      throw error;
    }
  }

  /** Owner first: giving a file away takes its special bits. */
  async #makeNew(handle: Buffer, as: NewFile | undefined): Promise<string[]> {
    const owner = as?.owner ?? null;
    const given =
      owner === null ||
      (await this.#calls.setOpenOwner(handle, owner.user, owner.group).then(
        () => true,
        () => false,
      ));
    await this.#calls.setOpenMode(handle, modeOfNew(as, given));
    return given ? [] : [ownerLost];
  }

  async #writeInPlace(
    { path, bytes, before }: Replacement,
    notes: string[],
    signal: AbortSignal,
  ): Change<Replaced> {
    let sent = false;
    const done = await this.#attempt(unwritable, path, signal, async () => {
      await this.#mustBe(path, before, signal);
      const handle = await this.#calls.open(path, "r+");
      try {
        const facts = await this.#confirm(handle, path, signal);
        if (facts.stamp !== before?.stamp) throw changed(path);
        sent = true;
        await this.#writeAll(handle, bytes);
        await this.#calls.truncate(handle, bytes.length);
        await this.#calls.sync(handle);
      } finally {
        await this.#calls.close(handle);
      }
      return { notes };
    });
    return done.ok ? done : fail({ error: done.error, undone: !sent });
  }

  async #writeAll(handle: Buffer, bytes: Uint8Array): Promise<void> {
    const all = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
    for (let at = 0; at < all.length; at += pieceBytes * piecesAtOnce) {
      const pieces: Promise<void>[] = [];
      for (let piece = 0; piece < piecesAtOnce; piece += 1) {
        const from = at + piece * pieceBytes;
        const part = all.subarray(from, from + pieceBytes);
        if (part.length > 0) pieces.push(this.#calls.write(handle, part, from));
      }
      await Promise.all(pieces);
    }
  }

  /** The shell keeps everything; without one, SFTP itself keeps owner and mode. */
  async #keep(from: string, to: string, before: FileFacts, signal: AbortSignal) {
    const run = await this.#run(keepAttributesScript(from, to), signal);
    if (run.ok && run.value.exitCode === 0) {
      return keptAttributes(Buffer.from(run.value.standardOutput).toString("utf8"));
    }
    const draft = await this.#lookAt(to);
    if (draft !== null && (draft.user !== before.user || draft.group !== before.group)) {
      await this.#calls.setOwner(to, before.user, before.group).catch(() => undefined);
    }
    await this.#calls.setMode(to, before.mode).catch(() => undefined);
    const now = await this.#lookAt(to);
    const owner = now?.user === before.user && now.group === before.group;
    const notes = ["Whether it had access lists or extended attributes could not be seen."];
    if (now?.mode !== before.mode) notes.push("The permissions could not be kept whole.");
    return { owner, notes };
  }

  /** How many names a file has; null where there is no shell to ask. */
  async #names(path: string, signal: AbortSignal): Promise<number | null> {
    const word = shellWord(path);
    const script = `LC_ALL=C; export LC_ALL; stat -c %h -- ${word} 2>/dev/null || stat -f %l -- ${word}`;
    const run = await this.#run(script, signal);
    if (!run.ok || run.value.exitCode !== 0) return null;
    const said = Buffer.from(run.value.standardOutput).toString("utf8").trim();
    return /^\d{1,9}$/.test(said) ? Number(said) : null;
  }

  async #lookAt(path: string): Promise<FileFacts | null> {
    const attributes = await this.#calls.lookAt(path);
    return attributes === null ? null : factsOf(attributes);
  }

  async #mustBeFile(path: string, told: typeof unreadable): Promise<void> {
    const facts = await this.#lookAt(path);
    if (facts === null) throw told(path, "it does not exist");
    if (facts.kind !== "file") throw told(path, notRegular(facts.kind));
  }

  /** The path is resolved as it stands, and at its end is what was looked at before. */
  async #mustBe(path: string, before: FileFacts | null, signal: AbortSignal): Promise<void> {
    const now = await stillResolved(this, path, signal);
    if (!now.ok) throw now.error;
    if (now.value?.stamp !== before?.stamp) throw changed(path);
  }

  /** What is open, once it is certain that it is what lies at the path. */
  async #confirm(handle: Buffer, path: string, signal: AbortSignal): Promise<FileFacts> {
    const open = factsOf(await this.#calls.lookAtOpen(handle));
    const there = await stillResolved(this, path, signal);
    if (!there.ok) throw there.error;
    if (open.kind !== "file") throw unreadable(path, notRegular(open.kind));
    if (open.stamp !== there.value?.stamp) throw changed(path, notRegular("link"));
    return open;
  }

  async #attempt<T>(
    told: typeof unreadable,
    path: string,
    signal: AbortSignal,
    run: () => Promise<T>,
  ): Answer<T> {
    const settled = run().then(
      (value) => ok(value),
      (error: unknown) => fail(sftpFailure(error, told, path)),
    );
    return orAborted<Result<T, FairleadError>>(settled, signal, () => fail(failure("aborted")));
  }
}

/** As many as there is left to read and one that finds the end; a file of /proc says 0 and has more. */
const piecesFor = (left: number): number =>
  Math.min(piecesAtOnce, Math.max(1, Math.floor(left / pieceBytes) + 1));

type InPlace = { inPlace: string };
const inPlace = (note: string): InPlace => ({ inPlace: note });

function factsOf(attributes: Attributes): FileFacts {
  const { mode, size, uid, gid, mtime } = attributes;
  return {
    ...modeOf(mode),
    size,
    user: uid,
    group: gid,
    names: null,
    modifiedMs: mtime * 1_000,
    stamp: [mode, uid, gid, size, mtime].join(":"),
  };
}
