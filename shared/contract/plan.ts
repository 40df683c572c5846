import { z } from "zod";
import { itemId, planId } from "../ids.ts";

/** Steps of a plan; characters of its texts; plans kept in a conversation. */
export const planLimits = { steps: 30, title: 120, text: 200, note: 300, kept: 50 } as const;

/** "failed" says that it needs a look; a step is never done by itself while nobody knows how its command ended. */
export const stepStatus = z.enum(["pending", "active", "done", "failed", "skipped", "aborted"]);
export type StepStatus = z.infer<typeof stepStatus>;

export const planStep = z.object({
  text: z.string(),
  status: stepStatus,
  /** What there is to say beside the status: "exit code 1". "" = nothing. */
  note: z.string(),
  /** Who said last how it stands; "command": the end of its command did. null = nobody yet. */
  by: z.enum(["agent", "person", "command"]).nullable(),
  /** It takes several commands: none of them ticks it. */
  several: z.boolean(),
  /** Calls that belong to it and whose end is not known. */
  open: z.array(itemId),
});
export type PlanStep = z.infer<typeof planStep>;

/** What the agent means to do, in its own words. It runs nothing. */
export const plan = z.object({
  id: planId,
  title: z.string(),
  /** "replaced": another plan came in its place. */
  state: z.enum(["active", "done", "aborted", "replaced"]),
  /** Who aborted it; null while nobody has. */
  abortedBy: z.enum(["agent", "person"]).nullable(),
  createdAt: z.number(),
  changedAt: z.number(),
  steps: z.array(planStep).min(1),
});
export type Plan = z.infer<typeof plan>;

/** What a person can do to a plan by hand. `step` counts from 0. */
export const planChange = z.discriminatedUnion("kind", [
  z.object({
    kind: z.literal("step"),
    planId,
    step: z.int().min(0),
    status: z.enum(["pending", "done", "skipped"]),
  }),
  z.object({ kind: z.literal("abort"), planId }),
]);
export type PlanChange = z.infer<typeof planChange>;
