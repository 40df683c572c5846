import { eventIterator } from "@orpc/contract";
import { z } from "zod";
import { type AuditFilter, auditFilter } from "../audit-filter.ts";
import { call } from "./call.ts";

/** One line of the audit. `hash` covers every other field and `previous`. */
export const auditEntry = z.object({
  /** Counts on from file to file. */
  sequence: z.int().min(1),
  at: z.iso.datetime(),
  version: z.string(),
  osUser: z.string(),
  actor: z.string(),
  kind: z.string(),
  /** The hash of the policy that was in force; "" where there was none yet. */
  policy: z.string().optional(),
  /** Ties the entries of one act together: the approval's or the tool call's id. */
  request: z.string().nullable(),
  target: z.string().nullable(),
  detail: z.record(z.string(), z.json()),
  previous: z.string(),
  /** The number of the first entry of those that were written to the disk together with it; absent on that first one. */
  with: z.int().min(1).optional(),
  hash: z.string(),
});
export type AuditEntry = z.infer<typeof auditEntry>;

/** Whether the last entry is the one Fairlead itself noted last, and signed. */
export const auditOrigin = z.object({
  /** "refuted" never comes with an intact audit. */
  state: z.enum(["proven", "unproven", "refuted"]),
  sentence: z.string(),
});
export type AuditOrigin = z.infer<typeof auditOrigin>;

export const auditVerdict = z.object({
  intact: z.boolean(),
  /** Sound entries before the first broken one. */
  entries: z.number(),
  files: z.number(),
  /** The first thing that does not fit: in which file, at which line (from 1; null where it is no line), and why. */
  broken: z
    .object({
      file: z.string(),
      line: z.number().nullable(),
      /** The number the entry has or should have had. */
      sequence: z.number(),
      sentence: z.string(),
    })
    .nullable(),
  origin: auditOrigin,
});
export type AuditVerdict = z.infer<typeof auditVerdict>;

export const auditPage = z.object({
  /** Newest first: what the filter lets through, and the other entries of the same acts. */
  entries: z.array(auditEntry),
  /** Ask again with this as `before`; null = the beginning was reached. */
  next: z.number().nullable(),
  /** Lines that are no sound entry and were left out: `verify` names the first. */
  unsound: z.number(),
});
export type AuditPage = z.infer<typeof auditPage>;

export const auditEvent = z.discriminatedUnion("type", [
  z.object({
    type: z.literal("audit-opened"),
    /** The number of the last entry; 0 when there is none. */
    entries: z.number(),
    /** Whether the head is signed with a key of the keychain. */
    signed: z.boolean(),
    /** What was found wrong when the program started; null when nothing was. */
    problem: z.string().nullable(),
  }),
  z.object({ type: z.literal("entry-added"), entry: auditEntry }),
]);
export type AuditEvent = z.infer<typeof auditEvent>;

export const auditFormat = z.enum(["jsonl", "csv", "text"]);
export type AuditFormat = z.infer<typeof auditFormat>;

// Named by their types, which keeps the type of the whole contract short enough for the compiler to write down.
const filter: z.ZodType<AuditFilter> = auditFilter;
const page: z.ZodType<AuditPage> = auditPage;
const event: z.ZodType<AuditEvent> = auditEvent;
const verdict: z.ZodType<AuditVerdict> = auditVerdict;

export const auditContract = {
  /** One page backwards from `before` (not included), or from the end. A page may hold nothing and yet have a `next`: each looks at so many lines only. */
  page: call
    .input(
      z.object({
        filter,
        before: z.int().min(1).nullable(),
        limit: z.int().min(1).max(500),
      }),
    )
    .output(page),
  /** Reads everything; takes seconds where there is much. */
  verify: call.output(verdict),
  /** What the filter lets through, oldest first, as pieces of a file. */
  export: call
    .input(z.object({ filter, format: auditFormat }))
    .output(eventIterator(z.object({ text: z.string() }))),
  events: call.output(eventIterator(event)),
};
