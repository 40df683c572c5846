import { expect, test } from "vitest";
import type { Backup } from "../../shared/contract/files.ts";
import { backupsByHost, bytesWords, changeWords, stateWords } from "./backup-words.ts";

const backup: Backup = {
  id: "back-1",
  hostId: "host-web",
  hostName: "web-1",
  path: "/etc/motd",
  operation: "edit",
  reason: "",
  createdAt: 1,
  digestBefore: "a",
  digestAfter: "b",
  bytesBefore: 1,
  bytesAfter: 2,
  mode: 0o644,
  user: 0,
  group: 0,
};
const created: Backup = { ...backup, operation: "write", digestBefore: null, bytesBefore: null };

test("what was done is told in a word", () => {
  expect(changeWords(backup)).toBe("edited");
  expect(changeWords(created)).toBe("created");
  expect(changeWords({ ...backup, operation: "write" })).toBe("rewritten");
  expect(changeWords({ ...backup, operation: "copy" })).toBe("replaced by a copy");
});

test("what restoring would do is told before it is done", () => {
  expect(stateWords({ diff: "", state: "restored", digestNow: "a" }, backup)).toContain(
    "as it was",
  );
  expect(stateWords({ diff: "", state: "changed", digestNow: "c" }, backup)).toContain(
    "changed again",
  );
  expect(stateWords({ diff: "", state: "as-left", digestNow: "b" }, created)).toContain(
    "deletes it",
  );
  expect(stateWords({ diff: "", state: "changed", digestNow: null }, backup)).toContain(
    "brings it back",
  );
});

test("backups stand by host, the latest first, and are found by host and path", () => {
  const other: Backup = { ...backup, id: "back-2", hostId: "host-db", hostName: "db-1" };
  const third: Backup = { ...backup, id: "back-3", path: "/etc/hosts" };
  const ids = (wanted: string) =>
    backupsByHost([other, backup, third], wanted).map(({ hostName, backups }) => [
      hostName,
      ...backups.map(({ id }) => id),
    ]);
  expect(ids("")).toEqual([
    ["db-1", "back-2"],
    ["web-1", "back-1", "back-3"],
  ]);
  expect(ids("WEB")).toEqual([["web-1", "back-1", "back-3"]]);
  expect(ids("hosts")).toEqual([["web-1", "back-3"]]);
});

test("sizes are told with their unit", () => {
  expect([bytesWords(null), bytesWords(1), bytesWords(12_345)]).toEqual([
    "no file",
    "1 byte",
    "12,345 bytes",
  ]);
});
