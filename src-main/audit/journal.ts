import { rename } from "node:fs/promises";
import type { AuditEntry } from "../../shared/contract/audit.ts";
import { type FairleadError, failure } from "../../shared/errors.ts";
import { fail, ok, type Result } from "../../shared/result.ts";
import { Emitter } from "../base/emitter.ts";
import { AuditFile, lastEntryOf, unwritable } from "./audit-file.ts";
import { finishedPart, finishedParts } from "./audit-folder.ts";
import { chainStart, seal } from "./entry.ts";
import { findChain } from "./find-chain.ts";
import type { ChainPoint, Head } from "./head.ts";
import { judgeHead, unconfirmedCount } from "./judge-head.ts";
import {
  continuedRecord,
  keyRecord,
  remarkOnReopening,
  tamperedRecord,
  tornRecord,
  unconfirmedRecord,
} from "./remarks.ts";

/** What a caller has to say; the journal adds place in the chain, time, version, policy and user. */
export type AuditRecord = {
  kind: string;
  actor: string;
  /** Ties the entries of one act together. */
  request?: string | null;
  target?: string | null;
  detail: AuditEntry["detail"];
};

/** How everyone records: resolved when the entry is on the disk. On a failure the act must not happen. */
export type RecordAudit = (record: AuditRecord) => Promise<Result<AuditEntry, FairleadError>>;

export type JournalOptions = {
  path: string;
  /** The app's version. */
  version: string;
  osUser: string;
  redact: (text: string) => string;
  /** The hash of the policy that is in force. */
  policyHash?: () => string;
  /** Where it is kept how far the audit is. Without it nobody can tell that the end was cut off. */
  head?: Head;
  /** A file of this size is finished and the next one begun. 50 MB. */
  maximumBytes?: number;
  /** Milliseconds since the epoch. */
  now?: () => number;
};

const usualMaximum = 50_000_000;

/** Entries in one write: fewer than are looked at behind a head. */
const mostTogether = 500;

/** Entries that are to be written together. */
type Batch = { records: AuditRecord[]; put: Promise<Result<AuditEntry[], FairleadError>> };

/**
 * The append-only audit: one JSON line per entry, each with the hash of the one before it, flushed to the disk and then
 * noted in the head before `append` resolves; those that wait at the same time go together. A file that fails or is tampered with under it is opened
 * anew at the next append; until that works, nothing can be recorded and so nothing can be done. The opener disposes of
 * it last.
 */
export class Journal implements AsyncDisposable {
  /** Said of every entry once it is confirmed. */
  readonly appended = new Emitter<AuditEntry>();
  readonly #options: JournalOptions;
  #file: AuditFile | null = null;
  /** Number of the file that is being written. */
  #fileNumber = 1;
  /** The last entry known to be on the disk; null before the first opening. */
  #last: ChainPoint | null = null;
  /** Hashes of entries that may or may not have reached the disk since the last one that is known to be there. */
  readonly #unconfirmed = new Set<string>();
  #problem: string | null = null;
  #queue: Promise<unknown> = Promise.resolve();
  #batch: Batch | null = null;
  #closed = false;

  private constructor(options: JournalOptions) {
    this.#options = options;
  }

  /** Looks at the end of the audit and at its head only, however long it is. */
  static async open(options: JournalOptions): Promise<Result<Journal, FairleadError>> {
    const journal = new Journal(options);
    const opened = await journal.#open();
    if (!opened.ok) {
      await journal[Symbol.asyncDispose]();
      return opened;
    }
    return ok(journal);
  }

  /** How far it is, whether the head is signed, and what was found wrong at the start (a sentence). */
  status(): { entries: number; signed: boolean; problem: string | null } {
    const signed = (this.#options.head?.key ?? null) !== null;
    return { entries: this.#last?.sequence ?? 0, signed, problem: this.#problem };
  }

  /** Resolved when the entry is on the disk. "audit-unwritable": it is not, or nobody knows; do not act. */
  append(record: AuditRecord): Promise<Result<AuditEntry, FairleadError>> {
    if (this.#batch === null || this.#batch.records.length >= mostTogether) {
      this.#batch = this.#nextBatch();
    }
    const { put, records } = this.#batch;
    const at = records.push(record) - 1;
    return put.then((written) => (written.ok ? ok(written.value[at] as AuditEntry) : written));
  }

  /** What is said until its turn comes goes together: one write and one flush for all. */
  #nextBatch(): Batch {
    const records: AuditRecord[] = [];
    const put = this.#inTurn(async () => {
      const ready = await this.#makeReady();
      if (this.#batch?.records === records) this.#batch = null; // What is said from here on is of the next.
      if (!ready.ok) return ready;
      const entries: AuditEntry[] = [];
      const redact = remembered(this.#options.redact);
      for (const record of records) entries.push(this.#next(record, entries, undefined, redact));
      const written = await this.#put(entries);
      return written.ok ? ok(entries) : written;
    });
    return { records, put };
  }

  /** A sound file with room for an entry. */
  async #makeReady(): Promise<Result<void, FairleadError>> {
    if (this.#closed) return fail(failure("audit-unwritable", "the audit is closed"));
    if (this.#file === null || !(await this.#file.isSound())) {
      const opened = await this.#open();
      if (!opened.ok) return opened;
    }
    const { maximumBytes = usualMaximum } = this.#options;
    const isFull = this.#file !== null && this.#file.size >= maximumBytes;
    return isFull ? this.#beginNext() : ok(undefined);
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.#inTurn(async () => {
      this.#closed = true;
      await this.#release();
    });
    this.appended[Symbol.dispose]();
  }

  #inTurn<T>(work: () => Promise<T>): Promise<T> {
    const result = this.#queue.then(work);
    this.#queue = result.catch(() => undefined);
    return result;
  }

  /** Opens the file at its end and writes what there is to say of it: one step, so that no new head hides what was found. */
  async #open(): Promise<Result<void, FairleadError>> {
    await this.#release();
    const { path } = this.#options;
    const opened = await AuditFile.open(path);
    if (!opened.ok) return opened;
    const file = opened.value;
    this.#file = file;
    const before = await lastPart(path);
    if (!before.ok) return this.#failed(before.error);
    this.#fileNumber = (before.value?.number ?? 0) + 1;
    const begins = file.last === null && before.value !== null;
    const last = begins ? (before.value?.last ?? null) : file.last;
    const remarks = await this.#remarks(last);
    if (!remarks.ok) return this.#failed(remarks.error);
    const entries: AuditEntry[] = [];
    const say = (record: AuditRecord) => {
      entries.push(this.#next(record, [], entries.at(-1) ?? pointOf(last)));
    };
    if (begins) say(continuedRecord(before.value?.name ?? "", pointOf(last)));
    if (file.torn !== null) say(tornRecord(file.torn.bytes));
    for (const remark of remarks.value) say(remark);
    if (entries.length > 0) return this.#put(entries);
    this.#confirm(pointOf(last));
    return ok(undefined);
  }

  async #remarks(last: AuditEntry | null): Promise<Result<AuditRecord[], FairleadError>> {
    if (this.#last === null) return this.#remarksOnStart(last);
    const remark = remarkOnReopening(this.#last, this.#unconfirmed, last);
    return ok(remark === null ? [] : [remark]);
  }

  /** Compares the end of the files with the head that is on record. */
  async #remarksOnStart(last: AuditEntry | null): Promise<Result<AuditRecord[], FairleadError>> {
    const { head, path } = this.#options;
    if (head === undefined) return ok([]);
    const kept = await head.read();
    if (!kept.ok) return kept;
    const chain = await findChain(path, last, kept.value?.sequence ?? 0);
    const found = judgeHead(kept.value, head.key, chain);
    const remarks: AuditRecord[] = [];
    if (found !== null) {
      this.#problem = found.sentence;
      remarks.push(tamperedRecord(found, kept.value, pointOf(last)));
    } else if (last !== null && unconfirmedCount(chain.ahead) > 0) {
      const first = last.sequence - chain.ahead.length + 1;
      remarks.push(unconfirmedRecord(first, first + unconfirmedCount(chain.ahead) - 1));
    }
    const [from, to] = [kept.value?.key ?? null, head.key?.name ?? null];
    if (from !== to) remarks.push(keyRecord(from, to));
    return ok(remarks);
  }

  /** Finishes the file and begins the next one. A crash in between leaves a whole file and none yet, or an empty one. */
  async #beginNext(): Promise<Result<void, FairleadError>> {
    const { path } = this.#options;
    const finished = finishedPart(path, this.#fileNumber);
    await this.#release();
    try {
      await rename(path, finished.path);
    } catch (error) {
      return fail(unwritable(error));
    }
    return this.#open();
  }

  /** Writes the entries in order, then the head of the last. */
  async #put(entries: readonly AuditEntry[]): Promise<Result<void, FairleadError>> {
    const last = entries.at(-1);
    if (last === undefined) return ok(undefined);
    if (this.#file === null) return fail(failure("audit-unwritable"));
    for (const { hash } of entries) this.#unconfirmed.add(hash);
    const written = await this.#file.append(entries);
    if (!written.ok) return this.#failed(written.error);
    const noted = await this.#options.head?.write(last, this.#fileNumber);
    if (noted !== undefined && !noted.ok) {
      const { code, detail = "" } = noted.error;
      return this.#failed(failure("audit-unwritable", `${code}: ${detail}`));
    }
    this.#confirm(pointOf(last));
    for (const entry of entries) this.appended.emit(entry);
    return ok(undefined);
  }

  #confirm(last: ChainPoint): void {
    this.#last = last;
    this.#unconfirmed.clear();
  }

  async #failed(error: FairleadError): Promise<Result<never, FairleadError>> {
    await this.#release();
    return fail(error);
  }

  async #release(): Promise<void> {
    const file = this.#file;
    this.#file = null;
    await file?.[Symbol.asyncDispose]();
  }

  /** `together`: what goes to the disk in the same write before it. */
  #next(
    record: AuditRecord,
    together: readonly AuditEntry[],
    previous: ChainPoint = together.at(-1) ?? this.#last ?? pointOf(null),
    redact = this.#options.redact,
  ): AuditEntry {
    const { now = Date.now, osUser, policyHash, version } = this.#options;
    const { actor, detail, kind, request = null, target = null } = record;
    const said = redactStrings({ actor, detail, kind, request, target }, redact);
    return seal({
      ...said,
      at: new Date(now()).toISOString(),
      osUser,
      policy: policyHash?.() ?? "",
      previous: previous.hash,
      sequence: previous.sequence + 1,
      version,
      ...(together[0] === undefined ? {} : { with: together[0].sequence }),
    });
  }
}

/** The last finished file with its last entry; null where none was finished yet. */
async function lastPart(
  path: string,
): Promise<
  Result<{ number: number; name: string; last: AuditEntry | null } | null, FairleadError>
> {
  try {
    const part = (await finishedParts(path)).at(-1);
    if (part === undefined) return ok(null);
    const last = await lastEntryOf(part.path);
    return last.ok ? ok({ ...part, last: last.value }) : last;
  } catch (error) {
    return fail(unwritable(error));
  }
}

const pointOf = (entry: ChainPoint | null): ChainPoint =>
  entry === null
    ? { sequence: 0, hash: chainStart }
    : { sequence: entry.sequence, hash: entry.hash };

/** The same function for a while: entries that are written together say much the same. */
function remembered(redact: (text: string) => string): (text: string) => string {
  const known = new Map<string, string>();
  return (text) => {
    const before = known.get(text);
    if (before !== undefined) return before;
    const clean = redact(text);
    known.set(text, clean);
    return clean;
  };
}

/** The value as JSON holds it, with `redact` applied to every string, keys included. */
function redactStrings<T>(value: T, redact: (text: string) => string): T {
  return clean(JSON.parse(JSON.stringify(value))) as T;

  function clean(part: unknown): unknown {
    if (typeof part === "string") return redact(part);
    if (Array.isArray(part)) return part.map(clean);
    if (part === null || typeof part !== "object") return part;
    return Object.fromEntries(
      Object.entries(part).map(([key, member]) => [redact(key), clean(member)]),
    );
  }
}
