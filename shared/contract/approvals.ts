import { eventIterator } from "@orpc/contract";
import { z } from "zod";
import { approvalId, conversationId, hostId, itemId, terminalId, turnId } from "../ids.ts";
import { call } from "./call.ts";

/** One side effect the agent wants. This very value goes from the tool to the card to the gate. */
export const action = z.discriminatedUnion("kind", [
  z.object({ kind: z.literal("run-shell"), command: z.string() }),
  z.object({ kind: z.literal("send-keys"), keys: z.array(z.string()) }),
  z.object({ kind: z.literal("open-terminal"), hostId }),
]);
export type Action = z.infer<typeof action>;

/** Where an action goes. `fingerprint` binds the approval; the rest is what a person reads. */
export const actionTarget = z.object({
  terminalId: terminalId.nullable(),
  hostId,
  hostName: z.string(),
  user: z.string(),
  directory: z.string().nullable(),
  fingerprint: z.string(),
});
export type ActionTarget = z.infer<typeof actionTarget>;

export const approval = z.object({
  id: approvalId,
  conversationId,
  turnId,
  itemId,
  action,
  target: actionTarget,
  /** Why the agent wants it, in its own words: hostile text until shown as plain text. */
  reason: z.string(),
  /** What the policy said. */
  because: z.string(),
  createdAt: z.number(),
  /** null = waits for ever. */
  expiresAt: z.number().nullable(),
});
export type Approval = z.infer<typeof approval>;

export const approvalAnswer = z.discriminatedUnion("kind", [
  z.object({ kind: z.literal("approve") }),
  z.object({ kind: z.literal("approve-edited"), command: z.string() }),
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
  /** The first answer counts; a later one fails with "approval-unknown". An edited text that is refused leaves the question open. */
  answer: call.input(z.object({ id: approvalId, answer: approvalAnswer })).output(z.void()),
  /** Says before the answer whether an edited command could be delivered. */
  check: call.input(z.object({ id: approvalId, command: z.string() })).output(z.array(refusal)),
  events: call.output(eventIterator(approvalEvent)),
};
