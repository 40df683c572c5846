import { expect, test } from "vitest";
import type { Permission } from "../../shared/contract/policy.ts";
import { PolicyRecords } from "./policy-records.ts";
import { openStore } from "./store.ts";

const permission: Permission = {
  id: "perm-1",
  pattern: "touch x",
  scope: { kind: "tag", tag: "lab" },
  createdAt: 1,
  expiresAt: 2,
  used: 0,
};

test("permissions are kept with their count; which policy file was in force is kept beside them", async () => {
  const opened = await openStore(":memory:");
  if (!opened.ok) throw new Error(opened.error.detail);
  await using store = opened.value;
  const records = new PolicyRecords(store);
  expect(await records.file()).toEqual({ ok: true, value: null });
  await records.put(permission);
  await records.put({ ...permission, id: "perm-2" });
  await records.put({ ...permission, used: 7 });
  await records.delete("perm-2");
  expect(await records.list()).toEqual({ ok: true, value: [{ ...permission, used: 7 }] });
  await records.keepFile({ text: "{}", waiting: false });
  await records.keepFile({ text: null, waiting: true });
  expect(await records.file()).toEqual({ ok: true, value: { text: null, waiting: true } });
});
