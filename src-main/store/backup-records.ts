import { sql } from "kysely";
import { type Backup, backup } from "../../shared/contract/files.ts";
import type { FairleadError } from "../../shared/errors.ts";
import type { BackupId } from "../../shared/ids.ts";
import type { Result } from "../../shared/result.ts";
import { attempt, type Store } from "./store.ts";

/** What is known of every backup; the contents lie as files beside the database. */
export class BackupRecords {
  readonly #store: Store;

  constructor(store: Store) {
    this.#store = store;
  }

  add(record: Backup): Promise<Result<void, FairleadError>> {
    return attempt(async () => {
      const { id, digestBefore, bytesBefore } = record;
      const json = JSON.stringify(record);
      const values = { id, digest: digestBefore, bytes: bytesBefore ?? 0, json };
      await this.#store.db.insertInto("backups").values(values).execute();
    });
  }

  update(record: Backup): Promise<Result<void, FairleadError>> {
    return attempt(async () => {
      const json = JSON.stringify(record);
      await this.#store.db
        .updateTable("backups")
        .set({ json })
        .where("id", "=", record.id)
        .execute();
    });
  }

  remove(id: BackupId): Promise<Result<void, FairleadError>> {
    return attempt(async () => {
      await this.#store.db.deleteFrom("backups").where("id", "=", id).execute();
    });
  }

  /** The oldest first. */
  list(): Promise<Result<Backup[], FairleadError>> {
    return attempt(async () => {
      const rows = await this.#store.db
        .selectFrom("backups")
        .select("json")
        .orderBy("id")
        .execute();
      return rows.map(({ json }) => backup.parse(JSON.parse(json)));
    });
  }

  /** Whether any backup needs this content. */
  holds(digest: string): Promise<Result<boolean, FairleadError>> {
    return attempt(async () => {
      const row = await this.#store.db
        .selectFrom("backups")
        .select("id")
        .where("digest", "=", digest)
        .executeTakeFirst();
      return row !== undefined;
    });
  }

  /** Bytes of all contents, each counted once. */
  totalBytes(): Promise<Result<number, FairleadError>> {
    return attempt(async () => {
      const { rows } = await sql<{ total: number | null }>`
        SELECT SUM(bytes) AS total FROM
          (SELECT DISTINCT digest, bytes FROM backups WHERE digest IS NOT NULL)`.execute(
        this.#store.db,
      );
      return rows[0]?.total ?? 0;
    });
  }
}
