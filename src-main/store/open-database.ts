import { closeSync, fchmodSync, openSync } from "node:fs";
import { DatabaseSync, type SQLInputValue } from "node:sqlite";
import { Kysely, type SqliteDatabase, SqliteDialect } from "kysely";

/** Lets Kysely's own SQLite dialect drive node:sqlite: it asks for `reader` where node:sqlite has `columns()`. */
const asKyselyDatabase = (database: DatabaseSync): SqliteDatabase => ({
  close: () => database.close(),
  prepare: (sql) => {
    const statement = database.prepare(sql);
    return {
      reader: statement.columns().length > 0,
      all: (parameters) => statement.all(...(parameters as SQLInputValue[])),
      run: (parameters) => statement.run(...(parameters as SQLInputValue[])),
      iterate: (parameters) =>
        statement.iterate(...(parameters as SQLInputValue[])) as IterableIterator<unknown>,
    };
  },
});

/**
 * Opens or creates the database at `path`, readable by its owner alone (SQLite gives -wal and -shm the mode of the main
 * file); ":memory:" is SQLite's own. A commit is on the disk when it resolves. Throws what SQLite throws. The caller destroys the instance.
 */
export function openDatabase<Tables>(path: string): Kysely<Tables> {
  if (path !== ":memory:") makePrivate(path);
  const database = new DatabaseSync(path, { timeout: 2_000, enableForeignKeyConstraints: true });
  try {
    database.exec("PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA trusted_schema=OFF");
  } catch (error) {
    database.close();
    throw error;
  }
  return new Kysely<Tables>({
    dialect: new SqliteDialect({ database: asKyselyDatabase(database) }),
  });
}

function makePrivate(path: string): void {
  const file = openSync(path, "a", 0o600);
  try {
    fchmodSync(file, 0o600);
  } finally {
    closeSync(file);
  }
}
