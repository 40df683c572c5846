import { mkdir, open, readFile, rename, rm } from "node:fs/promises";
import { dirname, join } from "node:path";
import type { Backup } from "../../../shared/contract/files.ts";
import { type FairleadError, failure } from "../../../shared/errors.ts";
import type { BackupId } from "../../../shared/ids.ts";
import { fail, ok, type Result } from "../../../shared/result.ts";
import { Emitter } from "../../base/emitter.ts";
import { newId } from "../../base/new-id.ts";
import type { BackupRecords } from "../../store/backup-records.ts";
import { digestOf } from "./whole-file.ts";

/** Bytes of all contents together, each counted once. Beyond it the oldest go. */
const usualQuota = 1024 * 1024 * 1024;

/** A backup that is to be made. */
export type NewBackup = Omit<Backup, "id" | "createdAt">;

/**
 * What files were before they were changed: contents under their digest in one folder (0600 in 0700), facts in the
 * database. A backup counts as made once both are on the disk.
 */
export class Backups implements Disposable {
  /** Said whenever `list` would answer differently. */
  readonly changed = new Emitter<void>();
  readonly #folder: string;
  readonly #records: BackupRecords;
  readonly #quota: number;
  readonly #now: () => number;
  /** The latest first. */
  #known: Backup[];
  /** One after another: what is made and what makes room for it must not cross. */
  #queue: Promise<unknown> = Promise.resolve();

  private constructor(parts: BackupParts, known: Backup[]) {
    this.#folder = parts.folder;
    this.#records = parts.records;
    this.#quota = parts.quotaBytes ?? usualQuota;
    this.#now = parts.now ?? Date.now;
    this.#known = known;
  }

  static async open(parts: BackupParts): Promise<Result<Backups, FairleadError>> {
    const known = await parts.records.list();
    return known.ok ? ok(new Backups(parts, known.value.toReversed())) : known;
  }

  /** The latest first. */
  list(): Backup[] {
    return [...this.#known];
  }

  get(id: BackupId): Result<Backup, FairleadError> {
    const found = this.#known.find((each) => each.id === id);
    return found === undefined ? fail(failure("backup-unknown")) : ok(found);
  }

  /** Keeps what is about to be changed; `bytes` null = there is no file. The oldest backups make room for it. */
  keep(backup: NewBackup, bytes: Uint8Array | null): Promise<Result<Backup, FairleadError>> {
    return this.#inTurn(async () => {
      if (bytes !== null) {
        const room = await this.#makeRoom(backup.digestBefore ?? "", bytes.length);
        if (!room.ok) return room;
        const put = await this.#put(backup.digestBefore ?? "", bytes);
        if (!put.ok) return put;
      }
      const createdAt = this.#now();
      const made: Backup = { ...backup, id: newId("back", createdAt), createdAt };
      const added = await this.#records.add(made);
      if (!added.ok) return added;
      this.#known.unshift(made);
      this.changed.emit();
      return ok(made);
    });
  }

  /** Says something else of a backup that is on record. */
  update(backup: Backup): Promise<Result<void, FairleadError>> {
    return this.#inTurn(async () => {
      const updated = await this.#records.update(backup);
      if (!updated.ok) return updated;
      this.#known = this.#known.map((each) => (each.id === backup.id ? backup : each));
      this.changed.emit();
      return ok(undefined);
    });
  }

  /** For a change that was not made after all. */
  drop(id: BackupId): Promise<Result<void, FairleadError>> {
    return this.#inTurn(async () => {
      const found = this.get(id);
      if (!found.ok) return ok(undefined);
      const dropped = await this.#drop(found.value);
      this.changed.emit();
      return dropped;
    });
  }

  /** What the file held; null = there was none. "backup-unknown" where the content is gone or is not what it was. */
  async content(backup: Backup): Promise<Result<Buffer | null, FairleadError>> {
    if (backup.digestBefore === null) return ok(null);
    try {
      const bytes = await readFile(this.#pathOf(backup.digestBefore));
      if (digestOf(bytes) === backup.digestBefore) return ok(bytes);
      return fail(failure("backup-unknown", "its content was changed after it was kept"));
    } catch (error) {
      return fail(failure("backup-unknown", (error as Error).message));
    }
  }

  [Symbol.dispose](): void {
    this.changed[Symbol.dispose]();
  }

  #inTurn<T>(run: () => Promise<T>): Promise<T> {
    const turn = this.#queue.then(run);
    this.#queue = turn.catch(() => undefined);
    return turn;
  }

  #pathOf(digest: string): string {
    return join(this.#folder, digest.slice(0, 2), digest);
  }

  async #makeRoom(digest: string, bytes: number): Promise<Result<void, FairleadError>> {
    if (bytes > this.#quota) {
      return fail(failure("store-unwritable", `backups may hold ${this.#quota} bytes in all`));
    }
    for (;;) {
      const [held, total] = [await this.#records.holds(digest), await this.#records.totalBytes()];
      if (!held.ok) return held;
      if (!total.ok) return total;
      const oldest = this.#known.at(-1);
      const needed = held.value ? 0 : bytes;
      if (total.value + needed <= this.#quota || oldest === undefined) return ok(undefined);
      const dropped = await this.#drop(oldest);
      if (!dropped.ok) return dropped;
    }
  }

  async #drop({ id, digestBefore }: Backup): Promise<Result<void, FairleadError>> {
    const removed = await this.#records.remove(id);
    if (!removed.ok) return removed;
    this.#known = this.#known.filter((each) => each.id !== id);
    if (digestBefore === null) return ok(undefined);
    const held = await this.#records.holds(digestBefore);
    if (held.ok && !held.value) await rm(this.#pathOf(digestBefore), { force: true });
    return held.ok ? ok(undefined) : held;
  }

  /** On the disk, whole, or not at all. */
  async #put(digest: string, bytes: Uint8Array): Promise<Result<void, FairleadError>> {
    const path = this.#pathOf(digest);
    const draft = `${path}.${newId("new")}`;
    try {
      const there = await readFile(path).catch(() => null);
      if (there !== null && digestOf(there) === digest) return ok(undefined);
      await mkdir(dirname(path), { recursive: true, mode: 0o700 });
      await using file = await open(draft, "wx", 0o600);
      await file.writeFile(bytes);
      await file.sync();
      await rename(draft, path);
      for (const folder of [dirname(path), this.#folder]) {
        await using opened = await open(folder, "r");
        await opened.sync();
      }
      return ok(undefined);
    } catch (error) {
      await rm(draft, { force: true }).catch(() => undefined);
      return fail(failure("store-unwritable", `${path}: ${(error as Error).message}`));
    }
  }
}

export type BackupParts = {
  /** Where the contents lie; made when first needed. */
  folder: string;
  records: BackupRecords;
  quotaBytes?: number;
  /** Milliseconds since the epoch. */
  now?: () => number;
};
