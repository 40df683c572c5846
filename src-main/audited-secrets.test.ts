import { expect, test } from "vitest";
import { failure } from "../shared/errors.ts";
import { fail, ok } from "../shared/result.ts";
import type { AuditRecord, RecordAudit } from "./audit/journal.ts";
import { auditedSecrets } from "./audited-secrets.ts";
import { Secret } from "./base/secret.ts";

function world(full: boolean) {
  const read: string[] = [];
  const recorded: AuditRecord[] = [];
  const record: RecordAudit = async (entry) => {
    recorded.push(entry);
    if (full) return fail(failure("audit-unwritable"));
    const { kind, actor, detail } = entry;
    const place = { sequence: 1, at: "", previous: "", hash: "", version: "", osUser: "" };
    return ok({ ...place, kind, actor, detail, request: null, target: null });
  };
  const credentials: Parameters<typeof auditedSecrets>[0] = {
    get: async (id) => {
      read.push(id);
      return ok(Secret.fromText("hunter22"));
    },
    set: async () => ok("cred-1"),
    remove: async () => ok(undefined),
    status: () => ({
      type: "credentials-changed",
      backend: "memory",
      locked: false,
      explanation: "",
      stored: [{ id: "cred-1", label: "root@web-1:22" }],
    }),
  };
  return { read, recorded, secrets: auditedSecrets(credentials, record, "login") };
}

test("that a secret is read is in the audit by its name, before it is read", async () => {
  const { read, recorded, secrets } = world(false);
  const secret = await secrets.get("cred-1");
  expect([secret.ok, read]).toEqual([true, ["cred-1"]]);
  expect(recorded).toEqual([
    {
      kind: "secret-used",
      actor: "fairlead",
      detail: { name: "root@web-1:22 (cred-1)", purpose: "login" },
    },
  ]);
});

test("what cannot be recorded is not read", async () => {
  const { read, secrets } = world(true);
  const secret = await secrets.get("cred-1");
  expect([secret.ok ? null : secret.error.code, read]).toEqual(["audit-unwritable", []]);
});
