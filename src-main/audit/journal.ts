import type { AuditEntry } from "../../shared/contract/audit.ts";
import { type FairleadError, failure } from "../../shared/errors.ts";
import { fail, ok, type Result } from "../../shared/result.ts";
import { AuditFile } from "./audit-file.ts";
import { chainStart, seal } from "./entry.ts";
import { readTail } from "./read-tail.ts";

/** What a caller has to say; the journal adds place in the chain, time, version and user. */
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
  /** Milliseconds since the epoch. */
  now?: () => number;
};

/**
 * The append-only audit: one JSON line per entry, each with the hash of the one before it, flushed to the disk before
 * `append` resolves, one at a time. A file that fails or is tampered with under it is opened anew at the next append;
 * until that works, nothing can be recorded and so nothing can be done. The opener disposes of it last.
 */
export class Journal implements AsyncDisposable {
  readonly #options: JournalOptions;
  #file: AuditFile | null = null;
  /** The last entry known to be on the disk. */
  #head: { sequence: number; hash: string } = { sequence: 0, hash: chainStart };
  /** An entry whose write failed: it may or may not have reached the disk. */
  #unconfirmed: AuditEntry | null = null;
  #queue: Promise<unknown> = Promise.resolve();
  #closed = false;

  private constructor(options: JournalOptions) {
    this.#options = options;
  }

  static async open(options: JournalOptions): Promise<Result<Journal, FairleadError>> {
    const journal = new Journal(options);
    const opened = await journal.#open();
    if (!opened.ok) {
      await journal[Symbol.asyncDispose]();
      return opened;
    }
    return ok(journal);
  }

  /** Resolved when the entry is on the disk. "audit-unwritable": it is not, or nobody knows; do not act. */
  append(record: AuditRecord): Promise<Result<AuditEntry, FairleadError>> {
    return this.#inTurn(async () => {
      if (this.#closed) return fail(failure("audit-unwritable", "the audit is closed"));
      if (this.#file === null || !(await this.#file.isSound())) {
        const opened = await this.#open();
        if (!opened.ok) return opened;
      }
      return this.#write(record);
    });
  }

  /** The last entries, oldest first. */
  tail(limit: number): Promise<Result<AuditEntry[], FairleadError>> {
    return this.#inTurn(() => readTail(this.#options.path, limit));
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.#inTurn(async () => {
      this.#closed = true;
      await this.#release();
    });
  }

  #inTurn<T>(work: () => Promise<T>): Promise<T> {
    const result = this.#queue.then(work);
    this.#queue = result.catch(() => undefined);
    return result;
  }

  async #open(): Promise<Result<void, FairleadError>> {
    await this.#release();
    const opened = await AuditFile.open(this.#options.path);
    if (!opened.ok) return opened;
    this.#file = opened.value;
    const { last, torn } = opened.value;
    const expected = this.#head;
    this.#head = last ?? { sequence: 0, hash: chainStart };
    if (torn !== null) {
      const entry = this.#next(tornRecord(torn.bytes));
      const replaced = await opened.value.replaceTorn(torn, entry);
      if (!replaced.ok) return this.#failed(entry, replaced.error);
      this.#head = entry;
    }
    const remark = remarkOnReopening(expected, this.#unconfirmed, last);
    this.#unconfirmed = null;
    if (remark === null) return ok(undefined);
    const written = await this.#write(remark);
    return written.ok ? ok(undefined) : written;
  }

  async #write(record: AuditRecord): Promise<Result<AuditEntry, FairleadError>> {
    const entry = this.#next(record);
    const file = this.#file;
    if (file === null) return fail(failure("audit-unwritable"));
    const written = await file.append(entry);
    if (!written.ok) return this.#failed(entry, written.error);
    this.#head = entry;
    return ok(entry);
  }

  async #failed(entry: AuditEntry, error: FairleadError): Promise<Result<never, FairleadError>> {
    this.#unconfirmed = entry;
    await this.#release();
    return fail(error);
  }

  async #release(): Promise<void> {
    const file = this.#file;
    this.#file = null;
    await file?.[Symbol.asyncDispose]();
  }

  #next(record: AuditRecord): AuditEntry {
    const { now = Date.now, osUser, redact, version } = this.#options;
    const { actor, detail, kind, request = null, target = null } = record;
    const said = redactStrings({ actor, detail, kind, request, target }, redact);
    return seal({
      ...said,
      at: new Date(now()).toISOString(),
      osUser,
      previous: this.#head.hash,
      sequence: this.#head.sequence + 1,
      version,
    });
  }
}

/** What is left of a line that a crash cut off. The act it would have announced did not happen: it never got that far. */
function tornRecord(bytes: Buffer): AuditRecord {
  return {
    kind: "torn",
    actor: "fairlead",
    detail: {
      sentence:
        "The program ended while it wrote an entry. What was written of it is kept here; what it announced was not done.",
      bytes: bytes.length,
      text: bytes.toString("utf8"),
    },
  };
}

/** What an honest record has to say when the file was opened anew while the program ran; null when nothing. */
function remarkOnReopening(
  expected: { sequence: number; hash: string },
  unconfirmed: AuditEntry | null,
  last: AuditEntry | null,
): AuditRecord | null {
  if (last?.hash === expected.hash || (last === null && expected.sequence === 0)) return null;
  if (expected.sequence === 0 && unconfirmed === null) return null;
  const actor = "fairlead";
  if (unconfirmed !== null && last?.hash === unconfirmed.hash) {
    return {
      kind: "unconfirmed",
      actor,
      detail: {
        sentence: "The entry before this could not be confirmed; what it announced was not done.",
        sequence: last.sequence,
      },
    };
  }
  return {
    kind: "replaced",
    actor,
    detail: {
      sentence: "While the program ran, the file was replaced or changed by somebody else.",
      expectedSequence: expected.sequence,
      expectedHash: expected.hash,
      foundSequence: last?.sequence ?? 0,
      foundHash: last?.hash ?? chainStart,
    },
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
