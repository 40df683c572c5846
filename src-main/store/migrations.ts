import { type Kysely, sql } from "kysely";

/**
 * The ladder: step n brings a database from user_version n to n + 1. A step that was released is never changed; a new
 * shape is a new step at the end.
 */
const steps: readonly (readonly string[])[] = [
  [
    "CREATE TABLE hosts (id TEXT PRIMARY KEY, json TEXT NOT NULL) STRICT",
    `CREATE TABLE conversations (
       id TEXT PRIMARY KEY, title TEXT NOT NULL, profile_id TEXT,
       created_at INTEGER NOT NULL, used_at INTEGER NOT NULL) STRICT`,
    `CREATE TABLE items (
       id TEXT PRIMARY KEY,
       conversation_id TEXT NOT NULL REFERENCES conversations (id) ON DELETE CASCADE,
       position INTEGER NOT NULL, kind TEXT NOT NULL, open INTEGER NOT NULL, json TEXT NOT NULL,
       UNIQUE (conversation_id, position)) STRICT`,
    "CREATE INDEX open_items ON items (conversation_id) WHERE open = 1",
    "CREATE INDEX kinds_of_items ON items (conversation_id, position, kind)",
    `CREATE TABLE messages (
       conversation_id TEXT NOT NULL REFERENCES conversations (id) ON DELETE CASCADE,
       position INTEGER NOT NULL, json TEXT NOT NULL,
       PRIMARY KEY (conversation_id, position)) STRICT, WITHOUT ROWID`,
    `CREATE TABLE runs (
       id TEXT PRIMARY KEY, terminal_id TEXT NOT NULL, host_id TEXT NOT NULL,
       json TEXT NOT NULL, expected_count INTEGER, output TEXT NOT NULL DEFAULT '') STRICT`,
    "CREATE INDEX runs_by_terminal ON runs (terminal_id)",
    `CREATE TABLE terminals (
       id TEXT PRIMARY KEY, host_id TEXT NOT NULL, json TEXT NOT NULL,
       created_at INTEGER NOT NULL) STRICT`,
  ],
  [
    `CREATE TABLE permissions (
       id TEXT PRIMARY KEY, json TEXT NOT NULL, used INTEGER NOT NULL DEFAULT 0) STRICT`,
    `CREATE TABLE policy_file (
       id INTEGER PRIMARY KEY CHECK (id = 1), text TEXT, waiting INTEGER NOT NULL) STRICT`,
  ],
  [
    `CREATE TABLE audit_head (
       id INTEGER PRIMARY KEY CHECK (id = 1), sequence INTEGER NOT NULL, hash TEXT NOT NULL,
       file INTEGER NOT NULL, signature TEXT, key TEXT) STRICT`,
  ],
  [
    `CREATE TABLE backups (
       id TEXT PRIMARY KEY, digest TEXT, bytes INTEGER NOT NULL, json TEXT NOT NULL) STRICT`,
    "CREATE INDEX backups_by_digest ON backups (digest)",
  ],
  ["ALTER TABLE conversations ADD COLUMN tools_off TEXT NOT NULL DEFAULT '[]'"],
  [
    `UPDATE hosts SET json = json_insert(json, '$.jump', NULL, '$.forwardAgent', json('false'),
       '$.keepaliveSeconds', NULL, '$.compression', json('false'))`,
  ],
  [
    `CREATE TABLE plans (
       id TEXT PRIMARY KEY,
       conversation_id TEXT NOT NULL REFERENCES conversations (id) ON DELETE CASCADE,
       json TEXT NOT NULL) STRICT`,
    "CREATE INDEX plans_by_conversation ON plans (conversation_id, id)",
  ],
  ["CREATE TABLE fleets (id TEXT PRIMARY KEY, json TEXT NOT NULL) STRICT"],
  [`CREATE TABLE terminal_memories (terminal_id TEXT PRIMARY KEY, json TEXT NOT NULL) STRICT`],
];

/** The schema this program knows. */
export const schemaVersion = steps.length;

/** The version a database says it has; 0 when it is new. */
export async function readSchemaVersion<Tables>(db: Kysely<Tables>): Promise<number> {
  const answer = await sql<{ user_version: number }>`PRAGMA user_version`.execute(db);
  return answer.rows[0]?.user_version ?? 0;
}

/** Climbs the missing steps, each in a transaction of its own: a crash leaves a whole older version. */
export async function migrate<Tables>(db: Kysely<Tables>): Promise<void> {
  for (let version = await readSchemaVersion(db); version < steps.length; version += 1) {
    await db.transaction().execute(async (transaction) => {
      for (const statement of steps[version] ?? []) await sql.raw(statement).execute(transaction);
      await sql.raw(`PRAGMA user_version = ${version + 1}`).execute(transaction);
    });
  }
}
