import { mkdirSync } from "node:fs";
import { dirname } from "node:path";
import { type Kysely, sql } from "kysely";
import { type FairleadError, failure } from "../../shared/errors.ts";
import { fail, ok, type Result } from "../../shared/result.ts";
import { migrate, readSchemaVersion, schemaVersion } from "./migrations.ts";
import { openDatabase } from "./open-database.ts";
import type { Tables } from "./tables.ts";

/** The one database of a data folder. Whoever opened it disposes of it, after everything that writes. */
export type Store = AsyncDisposable & { readonly db: Kysely<Tables> };

/**
 * Opens or creates the store: self-test, then migration. Fails with "store-newer" where a newer Fairlead wrote it,
 * "store-unwritable" where the folder or the disk refuses, "store-damaged" where SQLite cannot read it.
 */
export async function openStore(path: string): Promise<Result<Store, FairleadError>> {
  let db: Kysely<Tables>;
  try {
    mkdirSync(dirname(path), { recursive: true, mode: 0o700 });
    db = openDatabase<Tables>(path);
  } catch (error) {
    return fail(storeFailure(error));
  }
  try {
    const found = await readSchemaVersion(db);
    if (found > schemaVersion) {
      await db.destroy();
      return fail(failure("store-newer", `schema ${found}, this version knows ${schemaVersion}`));
    }
    await selfTest(db);
    await migrate(db);
  } catch (error) {
    await db.destroy();
    return fail(storeFailure(error));
  }
  return ok({ db, [Symbol.asyncDispose]: () => db.destroy() });
}

/** Runs a query; what SQLite refuses comes back as a failure. */
export async function attempt<T>(query: () => Promise<T>): Promise<Result<T, FairleadError>> {
  try {
    return ok(await query());
  } catch (error) {
    return fail(storeFailure(error));
  }
}

/** Full-text search is part of what the store stands on; a SQLite without it must not get further. */
async function selfTest(db: Kysely<Tables>): Promise<void> {
  await sql`CREATE VIRTUAL TABLE temp.self_test USING fts5(text, tokenize = 'trigram')`.execute(db);
  await sql`INSERT INTO temp.self_test (text) VALUES ('the store is sound')`.execute(db);
  const { rows } = await sql`SELECT text FROM temp.self_test ('sound')`.execute(db);
  await sql`DROP TABLE temp.self_test`.execute(db);
  if (rows.length !== 1) throw new Error("full-text search found nothing");
}

const unwritable = new Set([
  /* SQLITE_BUSY */ 5, /* SQLITE_READONLY */ 8, /* SQLITE_IOERR */ 10, /* SQLITE_FULL */ 13,
  /* SQLITE_CANTOPEN */ 14,
]);

/** Says what a thrown SQLite or file system error means; anything else is a bug and is thrown on. */
function storeFailure(error: unknown): FairleadError {
  if (!(error instanceof Error) || !("code" in error)) throw error;
  if (error.code !== "ERR_SQLITE_ERROR") return failure("store-unwritable", error.message);
  const number = "errcode" in error ? Number(error.errcode) & 0xff : 0;
  return failure(unwritable.has(number) ? "store-unwritable" : "store-damaged", error.message);
}
