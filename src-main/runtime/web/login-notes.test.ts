import { expect, test } from "vitest";
import { failure } from "../../../shared/errors.ts";
import { fail } from "../../../shared/result.ts";
import type { AuditRecord } from "../../audit/journal.ts";
import { LoginNotes } from "./login-notes.ts";

test("who came in is noted each time; who was turned away once a minute, with how many there were", () => {
  const recorded: AuditRecord[] = [];
  let now = 0;
  const notes = new LoginNotes(
    async (entry) => {
      recorded.push(entry);
      return fail(failure("audit-unwritable"));
    },
    () => now,
  );
  const client = { address: "127.0.0.1", userAgent: "browser" };
  notes.granted(client);
  for (let count = 0; count < 5; count += 1) notes.refused(client);
  now += 60_000;
  notes.refused(client);
  const common = { door: "window", ...client };
  expect(recorded).toEqual([
    { kind: "login", actor: "window", detail: common },
    { kind: "login-refused", actor: "unknown", detail: { ...common, refusedBefore: 0 } },
    { kind: "login-refused", actor: "unknown", detail: { ...common, refusedBefore: 4 } },
  ]);
});
