import { chmodSync, mkdtempSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { afterEach, beforeEach, expect, test } from "vitest";
import { type Host, plainWay } from "../../shared/contract/hosts.ts";
import { ConversationRecords } from "./conversation-records.ts";
import { HostRecords } from "./host-records.ts";
import { readHosts } from "./read-hosts.ts";
import { openStore, type Store } from "./store.ts";

let folder: string;
let path: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "fairlead-store-"));
  path = join(folder, "home", "fairlead.db");
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

async function opened(): Promise<Store> {
  const store = await openStore(path);
  if (!store.ok) throw new Error(store.error.detail);
  return store.value;
}

const web: Host = {
  id: "host-web",
  kind: "ssh",
  name: "web",
  address: "192.0.2.1",
  port: 22,
  user: "root",
  authentication: { kind: "agent" },
  ...plainWay,
  group: "",
  tags: ["lab"],
  notes: "",
  favourite: false,
  colour: null,
  source: "person",
  createdAt: 1,
};

test("what was put is there after the store was opened again, and only its owner can read it", async () => {
  {
    await using store = await opened();
    const hosts = new HostRecords(store);
    await hosts.put({ ...web, name: "old name" });
    await hosts.put(web);
    await hosts.put({ ...web, id: "host-other" });
    await hosts.delete("host-other");
    const modes = [path, `${path}-wal`, `${path}-shm`].map((file) => statSync(file).mode & 0o777);
    expect(modes).toEqual([0o600, 0o600, 0o600]);
    expect(statSync(join(folder, "home")).mode & 0o777).toBe(0o700);
  }
  await using store = await opened();
  expect(await new HostRecords(store).list()).toEqual({ ok: true, value: [web] });
});

test("a database that others could read is made private", async () => {
  await (await opened())[Symbol.asyncDispose]();
  chmodSync(path, 0o644);
  await using _store = await opened();
  expect(statSync(path).mode & 0o777).toBe(0o600);
});

test("a schema of a newer version is refused and left as it is", async () => {
  await (await opened())[Symbol.asyncDispose]();
  using raw = new DatabaseSync(path);
  raw.exec("PRAGMA user_version = 999");
  const store = await openStore(path);
  expect(store.ok ? null : store.error.code).toBe("store-newer");
  expect(raw.prepare("PRAGMA user_version").get()).toEqual({ user_version: 999 });
});

/** Tables that later steps of the ladder make anew. */
const dropNewTables = (raw: DatabaseSync) =>
  raw.exec("DROP TABLE plans; DROP TABLE fleets; DROP TABLE terminal_memories");

test("conversations of a version that knew no switched off tools have all of them", async () => {
  await (await opened())[Symbol.asyncDispose]();
  {
    using raw = new DatabaseSync(path);
    raw.exec("ALTER TABLE conversations DROP COLUMN tools_off");
    dropNewTables(raw);
    raw.exec("PRAGMA user_version = 4");
    raw.exec("INSERT INTO conversations VALUES ('conv-old', 'Old', NULL, 1, 2)");
  }
  await using store = await opened();
  const conversation = { id: "conv-old", title: "Old", profileId: null, createdAt: 1, usedAt: 2 };
  expect(await new ConversationRecords(store).list()).toEqual({
    ok: true,
    value: [{ ...conversation, toolsOff: [] }],
  });
});

test("hosts of a version that knew no jump hosts are reached directly", async () => {
  await (await opened())[Symbol.asyncDispose]();
  const { jump: _1, forwardAgent: _2, keepaliveSeconds: _3, compression: _4, ...old } = web;
  {
    using raw = new DatabaseSync(path);
    raw.prepare("INSERT INTO hosts VALUES (?, ?)").run(old.id, JSON.stringify(old));
    raw.exec("PRAGMA user_version = 5");
    dropNewTables(raw);
  }
  const unopened = readHosts(path);
  await using store = await opened();
  const expected = { ok: true, value: [web] };
  expect([unopened, await new HostRecords(store).list()]).toEqual([expected, expected]);
});

test("a file that is no database is refused and kept", async () => {
  writeFileSync(
    join(folder, "notes"),
    "not a database, but longer than a header of one\n".repeat(9),
  );
  const store = await openStore(join(folder, "notes"));
  expect(store.ok ? null : store.error.code).toBe("store-damaged");
  expect(statSync(join(folder, "notes")).size).toBe(432);
});

test("a folder that cannot be made is said to be unwritable", async () => {
  writeFileSync(join(folder, "file"), "");
  const store = await openStore(join(folder, "file", "fairlead.db"));
  expect(store.ok ? null : store.error.code).toBe("store-unwritable");
});
