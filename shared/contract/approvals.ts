import { eventIterator } from "@orpc/contract";
import { z } from "zod";
import { approvalId, conversationId, hostId, itemId, runId, terminalId, turnId } from "../ids.ts";
import { call } from "./call.ts";
import { fleetAction } from "./fleet.ts";
import { judgement, policyScope } from "./policy.ts";
import { runSignal } from "./runs.ts";

/** One side effect the agent wants. This very value goes from the tool to the card to the gate. */
export const action = z.discriminatedUnion("kind", [
  z.object({ kind: z.literal("run-shell"), command: z.string() }),
  z.object({ kind: z.literal("send-keys"), keys: z.array(z.string()) }),
  z.object({
    kind: z.literal("open-terminal"),
    hostId,
    /** Left out: a new shell; else the session of tmux that is shown instead. */
    tmuxSession: z.string().exactOptional(),
  }),
  z.object({ kind: z.literal("read-file"), path: z.string() }),
  z.object({
    kind: z.literal("change-file"),
    operation: z.enum(["write", "edit", "copy", "delete"]),
    /** As it was resolved on the target, symbolic links followed. */
    path: z.string(),
    /** Where a copy goes. */
    destination: z.string().nullable(),
    /** Unified diff of text; a sentence about sizes where a file is not text or too large. */
    diff: z.string(),
    bytesBefore: z.int().nullable(),
    bytesAfter: z.int().nullable(),
    /** SHA-256 of what was there and of what will be: they bind the approval to exact bytes. null = no file. */
    digestBefore: z.string().nullable(),
    digestAfter: z.string().nullable(),
    /**
     * That its host takes it back by itself after so many ms unless a person confirms it; `afterMs` null = it may be asked for
     * with the answer. `command` runs there once the old file is back, such as a reload; null = nothing. What then runs in all
     * is `revertScript`. Left out or null: not possible.
     */
    revert: z
      .object({
        token: z.string(),
        afterMs: z.int().nullable(),
        command: z.string().nullable(),
      })
      .nullable()
      .exactOptional(),
  }),
  /** Ends a command that runs: with a signal to these of its processes, or with ^C (INT). */
  z.object({
    kind: z.literal("end-run"),
    runId,
    command: z.string(),
    signal: runSignal,
    processes: z.array(z.object({ pid: z.int(), command: z.string() })),
    /** So long from now; null = at once. */
    afterMs: z.number().nullable(),
  }),
  /** Looks at a page of the web from the machine Fairlead runs on. What stands in the address goes out with it. */
  z.object({
    kind: z.literal("fetch-url"),
    /** As it is sent: names in punycode, all else percent-encoded, so nothing but ASCII. */
    url: z.string(),
    /** What is searched for; null = a page is wanted. */
    query: z.string().nullable(),
  }),
  /** The agent asks the person something; approve = yes, deny = no, each with a comment. */
  z.object({ kind: z.literal("ask-person"), question: z.string() }),
  fleetAction,
]);
export type Action = z.infer<typeof action>;

/**
 * Where an action goes. `fingerprint` binds the approval; the rest is what a person reads. A run on many hosts names each
 * in its action; here stands how many there are, and this machine, from which it goes out.
 */
export const actionTarget = z.object({
  terminalId: terminalId.nullable(),
  hostId,
  hostName: z.string(),
  user: z.string(),
  directory: z.string().nullable(),
  fingerprint: z.string(),
});
export type ActionTarget = z.infer<typeof actionTarget>;

/** How much it hurries, as the agent says: it decides the order and how loudly it is told, never the answer. */
export const urgency = z.enum(["low", "normal", "high"]);
export type Urgency = z.infer<typeof urgency>;

export const approval = z.object({
  id: approvalId,
  conversationId,
  turnId,
  itemId,
  action,
  target: actionTarget,
  /** Why the agent wants it, in its own words: hostile text until shown as plain text. */
  reason: z.string(),
  judgement,
  urgency,
  /** What the agent is at, in its own words: questions of the same step stand together. null = nothing said. */
  step: z.string().nullable(),
  /** For keys into a command of the agent that runs: its text, for "allow keys until it ends". null = not offered. */
  keysFor: z.string().nullable().optional(),
  createdAt: z.number(),
  /** null = waits for ever. */
  expiresAt: z.number().nullable(),
});
export type Approval = z.infer<typeof approval>;

/** "Do not ask for this again": only what `judgement.offer` shows, tied to a host or a tag, for so many days. */
export const remember = z.object({ scope: policyScope, days: z.int().min(1).max(90) });
export type Remember = z.infer<typeof remember>;

const assent = {
  comment: z.string().max(2_000).optional(),
  /** What the person typed where `judgement.typedName` asks for it. */
  typedName: z.string().optional(),
};

export const approvalAnswer = z.discriminatedUnion("kind", [
  z.object({
    kind: z.literal("approve"),
    ...assent,
    remember: remember.optional(),
    /** Keys for the command in `keysFor` need no further question until it ends. */
    keysForRun: z.boolean().optional(),
    /** The change of a file is to be taken back by itself after so many ms unless it is confirmed. */
    revertAfterMs: z.int().min(10_000).max(3_600_000).optional(),
  }),
  z.object({ kind: z.literal("approve-edited"), command: z.string(), ...assent }),
  z.object({ kind: z.literal("deny"), comment: z.string() }),
  z.object({ kind: z.literal("deny-and-stop"), comment: z.string() }),
]);
export type ApprovalAnswer = z.infer<typeof approvalAnswer>;

/** Why a text cannot be delivered exactly as written; `at` is the character it is about. */
export const refusal = z.object({ at: z.number().nullable(), sentence: z.string() });
export type Refusal = z.infer<typeof refusal>;

export const approvalEvent = z.object({
  type: z.literal("approvals-listed"),
  approvals: z.array(approval),
});
export type ApprovalEvent = z.infer<typeof approvalEvent>;

export const approvalsContract = {
  /**
   * The first answer counts; a later one fails with "approval-unknown". An edited text that is refused ("command-refused"), a
   * name that is not typed as asked ("typed-name-wrong") and remembering what is not offered ("input-invalid") leave the
   * question open.
   */
  answer: call.input(z.object({ id: approvalId, answer: approvalAnswer })).output(z.void()),
  /** Says before the answer whether an edited command could be delivered, and what the policy says of it. */
  check: call
    .input(z.object({ id: approvalId, command: z.string() }))
    .output(z.object({ refusals: z.array(refusal), judgement: judgement.nullable() })),
  events: call.output(eventIterator(approvalEvent)),
};
