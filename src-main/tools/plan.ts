import { z } from "zod";
import { type Plan, planLimits } from "../../shared/contract/plan.ts";
import { type FairleadError, failure } from "../../shared/errors.ts";
import { type PlanId, planId } from "../../shared/ids.ts";
import { planLine } from "../../shared/plan-words.ts";
import { fail, ok, type Result } from "../../shared/result.ts";
import type { PlanBook } from "../sessions/plan-book.ts";
import { abortPlan, advancePlan, type StepWords, updateStep } from "../sessions/plan-changes.ts";
import { planText } from "../sessions/plan-text.ts";
import { defineTool } from "./tool.ts";

const schema = z.object({
  action: z
    .enum(["create", "get", "list", "update", "advance", "abort"])
    .describe(
      "create: a new plan in place of the present one. get: one plan. list: all of them. update: how one step stands. " +
        "advance: the step under way is done, the next one begins. abort: give the plan up.",
    ),
  title: z.string().max(1_000).optional().describe("create: what the plan is for, in a few words."),
  steps: z
    .array(z.string().trim().min(1).max(1_000))
    .max(planLimits.steps)
    .optional()
    .describe('create: the steps in order, a short phrase each, such as "restart nginx on web-2".'),
  several: z
    .array(z.int().min(1))
    .max(planLimits.steps)
    .optional()
    .describe("create: numbers of the steps that take more than one command; you tick them."),
  step: z
    .union([z.int().min(1), z.string().regex(/^\d{1,3}$/)])
    .optional()
    .describe("update: number of the step, from 1."),
  status: z
    .enum(["pending", "active", "done", "failed", "skipped"])
    .optional()
    .describe("update: how the step stands. failed: it needs a look."),
  text: z.string().trim().min(1).max(1_000).optional().describe("update: the step in new words."),
  note: z
    .string()
    .max(1_000)
    .optional()
    .describe("update, advance, abort: what there is to say, in a few words."),
  plan: planId.optional().describe("get: id of an earlier plan. Default: the present one."),
});

type Input = z.output<typeof schema>;
type Now<T> = T | Promise<T>;

/** Writes down what the agent means to do, for the person to see. It is words alone: nothing runs by it. */
export const planTool = defineTool({
  name: "plan",
  words: "Write down a plan",
  tier: "reads",
  description:
    "Keep a plan of several steps that the person sees beside the chat. It runs nothing. A step ticks by itself when a " +
    "call that names its number as step ends well. Make one before work of three steps or more, not for a question.",
  schema,
  plan: (input, { plans }) => {
    if (plans === undefined) return fail(failure("plan-unclear", "There are no plans here."));
    // It changes nothing but the agent's own words, so there is nothing to ask about and nothing untrusted in the answer.
    return ok({
      kind: "read",
      terminalId: null,
      source: null,
      read: async () => answer(plans, input),
    });
  },
});

function answer(plans: PlanBook, input: Input): Now<Result<string, FairleadError>> {
  switch (input.action) {
    case "create":
      return create(plans, input);
    case "get":
      return get(plans, input.plan);
    case "list":
      return ok(plans.all.map(inShort).join("\n") || "There is no plan yet.");
    case "update":
      return update(plans, input);
    case "advance":
      return told(plans.change(advancePlan(input.note ?? "")));
    case "abort":
      return told(plans.change(abortPlan("agent", input.note)));
  }
}

function create(plans: PlanBook, { several = [], steps = [], title = "" }: Input) {
  if (steps.length === 0) return unclear("A plan needs its steps.");
  return told(plans.create({ title: title.trim() || "Plan", steps, several }));
}

function get(plans: PlanBook, id: PlanId | undefined): Result<string, FairleadError> {
  const found = id === undefined ? plans.newest : plans.all.find((plan) => plan.id === id);
  return found ? ok(planText(found)) : unclear("There is no such plan.");
}

function update(plans: PlanBook, { note, status, step, text }: Input) {
  if (step === undefined) return unclear("Say which step, from 1.");
  const words: StepWords = {};
  if (status !== undefined) words.status = status;
  if (note !== undefined) words.note = note;
  if (text !== undefined) words.text = text;
  if (Object.keys(words).length === 0) return unclear("Say its status, note or text.");
  return told(plans.change(updateStep(Number(step) - 1, words, "agent")));
}

const inShort = (plan: Plan): string => `${plan.id}: ${plan.title}. ${planLine(plan)}`;

async function told(
  change: Promise<Result<Plan, FairleadError>>,
): Promise<Result<string, FairleadError>> {
  const changed = await change;
  return changed.ok ? ok(planText(changed.value)) : changed;
}

function unclear(words: string): Result<never, FairleadError> {
  return fail(failure("plan-unclear", words));
}
