import { DatabaseSync } from "node:sqlite";
import type { FairleadError } from "../../shared/errors.ts";
import type { Result } from "../../shared/result.ts";
import { attempt, type Store } from "./store.ts";

/** How far the audit is, as the audit wants it kept: see its `KeptHead`. */
type AuditHead = {
  sequence: number;
  hash: string;
  file: number;
  signature: string | null;
  key: string | null;
};

/** The head of the audit, one row. It is on the disk when `write` resolves. */
export class AuditHeadRecords {
  readonly #store: Store;

  constructor(store: Store) {
    this.#store = store;
  }

  read(): Promise<Result<AuditHead | null, FairleadError>> {
    return attempt(async () => {
      const row = await this.#store.db
        .selectFrom("audit_head")
        .select(["sequence", "hash", "file", "signature", "key"])
        .executeTakeFirst();
      return row ?? null;
    });
  }

  write(head: AuditHead): Promise<Result<void, FairleadError>> {
    return attempt(async () => {
      await this.#store.db
        .insertInto("audit_head")
        .values({ id: 1, ...head })
        .onConflict((conflict) => conflict.column("id").doUpdateSet(head))
        .execute();
    });
  }
}

/**
 * The head as it is in the database at `path`, read beside whoever writes it; null where there is no database or none of
 * ours. The database is not changed.
 */
export async function readAuditHead(
  path: string,
): Promise<Result<AuditHead | null, FairleadError>> {
  return await attempt(async () => {
    let database: DatabaseSync;
    try {
      database = new DatabaseSync(path, { readOnly: true, timeout: 2_000 });
    } catch (error) {
      if (error instanceof Error && "errcode" in error && error.errcode === cannotOpen) return null;
      throw error;
    }
    try {
      const table = "SELECT name FROM sqlite_schema WHERE type = 'table' AND name = 'audit_head'";
      if (database.prepare(table).get() === undefined) return null;
      const row = database
        .prepare("SELECT sequence, hash, file, signature, key FROM audit_head WHERE id = 1")
        .get();
      return row === undefined ? null : (row as AuditHead);
    } finally {
      database.close();
    }
  });
}

const cannotOpen = 14;
