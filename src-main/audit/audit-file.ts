import { constants } from "node:fs";
import { type FileHandle, mkdir, open } from "node:fs/promises";
import { dirname } from "node:path";
import type { AuditEntry } from "../../shared/contract/audit.ts";
import { type FairleadError, failure } from "../../shared/errors.ts";
import { fail, ok, type Result } from "../../shared/result.ts";
import { asLine, readLine } from "./entry.ts";
import { lastLines } from "./last-lines.ts";

/** A line that a crash cut off, as it lies behind the last whole entry. */
export type TornLine = { bytes: Buffer; at: number };

/** The open audit file. Knows bytes and lines; what they say and in which order is the journal's. */
export class AuditFile implements AsyncDisposable {
  readonly #file: FileHandle;
  readonly #path: string;
  /** Length after the last confirmed write: any other length means that somebody else wrote here. */
  #end: number;
  readonly last: AuditEntry | null;
  #torn: TornLine | null;

  private constructor(
    file: FileHandle,
    path: string,
    end: number,
    last: AuditEntry | null,
    torn: TornLine | null,
  ) {
    this.#file = file;
    this.#path = path;
    this.#end = end;
    this.last = last;
    this.#torn = torn;
  }

  /** What the next entry will take the place of. */
  get torn(): TornLine | null {
    return this.#torn;
  }

  /** Bytes. */
  get size(): number {
    return this.#end;
  }

  /**
   * Opens or creates the file, private to its owner. "audit-broken" where the last whole line is no sound entry,
   * "audit-unwritable" where the system refuses.
   */
  static async open(path: string): Promise<Result<AuditFile, FairleadError>> {
    let file: FileHandle;
    try {
      await mkdir(dirname(path), { recursive: true, mode: 0o700 });
      file = await open(path, "a+", 0o600);
    } catch (error) {
      return fail(unwritable(error));
    }
    try {
      const state = await file.stat();
      if (state.isFile()) await file.chmod(0o600);
      if (state.size === 0) await syncFolder(path);
      const tail = await lastLines(file, state.size, 1);
      const last = readLast(path, tail.lines[0]);
      if (!last.ok) {
        await file.close();
        return last;
      }
      const torn = tail.rest.length === 0 ? null : { bytes: tail.rest, at: tail.restAt };
      return ok(new AuditFile(file, path, state.size, last.value, torn));
    } catch (error) {
      await file.close();
      return fail(unwritable(error));
    }
  }

  /** False once the file was deleted, or changed by anybody else. */
  async isSound(): Promise<boolean> {
    const state = await this.#file.stat().catch(() => null);
    return state !== null && state.nlink > 0 && (!state.isFile() || state.size === this.#end);
  }

  /**
   * Resolves when the entries are on the disk, in order: one write and one flush for all. After a failure nobody knows how
   * much of them is: dispose and open anew.
   */
  async append(entries: readonly AuditEntry[]): Promise<Result<void, FairleadError>> {
    const lines = Buffer.concat(entries.map(asLine));
    try {
      if (this.#torn !== null) return ok(await this.#replaceTorn(this.#torn, lines));
      await this.#file.appendFile(lines);
      await this.#file.datasync();
    } catch (error) {
      return fail(unwritable(error));
    }
    this.#end += lines.length;
    return ok(undefined);
  }

  /**
   * Puts the lines where the torn one is, in one write: a crash in the middle leaves a torn line again, never a whole
   * file with a hole.
   */
  async #replaceTorn(torn: TornLine, lines: Buffer): Promise<void> {
    await using file = await open(this.#path, constants.O_RDWR);
    await file.write(lines, 0, lines.length, torn.at);
    await file.truncate(torn.at + lines.length);
    await file.datasync();
    this.#end = torn.at + lines.length;
    this.#torn = null;
  }

  [Symbol.asyncDispose](): Promise<void> {
    return this.#file.close();
  }
}

/** A new file's name is on the disk only when its folder is. */
async function syncFolder(path: string): Promise<void> {
  if (process.platform === "win32") return;
  await using folder = await open(dirname(path), constants.O_RDONLY);
  await folder.sync();
}

/** The last whole entry of a file that is not being written; null where it has none. "audit-broken" where it is not sound. Throws what the system throws. */
export async function lastEntryOf(path: string): Promise<Result<AuditEntry | null, FairleadError>> {
  await using file = await open(path, "r");
  const tail = await lastLines(file, (await file.stat()).size, 1);
  return readLast(path, tail.lines[0]);
}

function readLast(
  path: string,
  line: Buffer | undefined,
): Result<AuditEntry | null, FairleadError> {
  const read = line === undefined ? null : readLine(line);
  if (read === null) return ok(null);
  if (read.ok) return ok(read.entry);
  return fail(failure("audit-broken", `the last line of ${path}: ${read.sentence}`));
}

/** Says what the system refused; anything else is a bug and is thrown on. */
export function unwritable(error: unknown): FairleadError {
  if (error instanceof Error && "code" in error) return failure("audit-unwritable", error.message);
  throw error;
}
