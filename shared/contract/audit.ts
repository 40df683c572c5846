import { z } from "zod";
import { call } from "./call.ts";

/** One line of the audit. `hash` covers every other field and `previous`. */
export const auditEntry = z.object({
  sequence: z.int().min(1),
  at: z.iso.datetime(),
  version: z.string(),
  osUser: z.string(),
  actor: z.string(),
  kind: z.string(),
  /** Ties the entries of one act together: the approval's or the tool call's id. */
  request: z.string().nullable(),
  target: z.string().nullable(),
  detail: z.record(z.string(), z.json()),
  previous: z.string(),
  hash: z.string(),
});
export type AuditEntry = z.infer<typeof auditEntry>;

export const auditVerdict = z.object({
  intact: z.boolean(),
  entries: z.number(),
  /** The first entry (line, counted from 1) that does not fit, and why. */
  broken: z.object({ line: z.number(), sentence: z.string() }).nullable(),
});
export type AuditVerdict = z.infer<typeof auditVerdict>;

export const auditContract = {
  tail: call.input(z.object({ limit: z.int().min(1).max(1_000) })).output(z.array(auditEntry)),
  verify: call.output(auditVerdict),
};
