import {
  type Plan,
  type PlanStep,
  planLimits,
  type StepStatus,
} from "../../shared/contract/plan.ts";
import { type FairleadError, failure } from "../../shared/errors.ts";
import type { ItemId } from "../../shared/ids.ts";
import { fail, ok, type Result } from "../../shared/result.ts";
import { newId } from "../base/new-id.ts";

/** What an agent writes down as its plan. `several`: numbers of steps, from 1, that no single command ticks. */
export type PlanDraft = { title: string; steps: readonly string[]; several?: readonly number[] };

/** A step of a plan made from the one before; a failure where it makes no sense. Pure. */
export type ChangePlan = (plan: Plan) => Result<Plan, FairleadError>;

/** Whoever says how a step stands. */
type Speaker = "agent" | "person";

/** How a call that belongs to a step ended. "open": not in a way that says anything about the step. */
export type CallEnd =
  | { kind: "well" }
  | { kind: "badly"; note: string }
  | { kind: "open"; note: string }
  | { kind: "unknown"; note: string };

/** A plan whose first step is under way. Texts become one line and are cut to their limits. */
export function newPlan({ title, steps, several = [] }: PlanDraft, at: number): Plan {
  const texts = steps.slice(0, planLimits.steps);
  return started({
    id: newId("plan", at),
    title: oneLine(title, planLimits.title),
    state: "active",
    abortedBy: null,
    createdAt: at,
    changedAt: at,
    steps: texts.map((text, index) => ({
      text: oneLine(text, planLimits.text),
      status: "pending",
      note: "",
      by: null,
      several: several.includes(index + 1),
      open: [],
    })),
  });
}

/** What is said of a step; what is left out stays. A status without a note takes the note away. */
export type StepWords = { status?: StepStatus; note?: string; text?: string };

/** Says how a step stands, or puts it in other words. `step` counts from 0. */
export function updateStep(step: number, words: StepWords, by: Speaker): ChangePlan {
  return inActive((plan) => {
    const found = plan.steps[step];
    if (found === undefined) {
      return unclear(`There is no step ${step + 1}: the plan has ${plan.steps.length}.`);
    }
    const { status } = words;
    if (status === "aborted") return unclear("Only a whole plan is aborted; a step is skipped.");
    const steps = status === "active" ? settledActive(plan.steps) : plan.steps;
    return ok(started({ ...plan, steps: steps.with(step, reworded(found, words, by)) }));
  });
}

function reworded(step: PlanStep, { note, status, text }: StepWords, by: Speaker): PlanStep {
  const said = { ...step };
  if (text !== undefined) said.text = oneLine(text, planLimits.text);
  if (status !== undefined) {
    Object.assign(said, { status, by, note: "" });
    if (status !== "active") said.open = [];
  }
  if (note !== undefined) said.note = oneLine(note, planLimits.note);
  return said;
}

/** The step under way is done, the next one begins. Not while its command runs, and not past one that needs a look. */
export const advancePlan = (note: string): ChangePlan =>
  inActive((plan) => {
    const failed = plan.steps.findIndex(({ status }) => status === "failed");
    if (failed !== -1) {
      const words = `Step ${failed + 1} needs a look: say with update what became of it.`;
      return unclear(words);
    }
    const at = plan.steps.findIndex(({ status }) => status === "active");
    const step = plan.steps[at];
    if (step === undefined) return unclear("No step is under way.");
    if (step.open.length > 0) {
      const words = `Nobody knows yet how the command of step ${at + 1} ends. Look, then say it with update.`;
      return unclear(words);
    }
    const before = plan.steps[at - 1];
    // It may mean the step that its command has ticked meanwhile.
    if (step.by === null && before?.by === "command") {
      const words = `Step ${at} was ticked by its command already, and step ${at + 1} is under way. If that one is done, say so with update.`;
      return unclear(words);
    }
    return updateStep(at, { status: "done", note }, "agent")(plan);
  });

/** Everything that is not done or skipped is given up. Stops nothing that runs. */
export const abortPlan = (by: Speaker, note = ""): ChangePlan =>
  inActive((plan) => {
    const words = oneLine(note, planLimits.note);
    const steps = plan.steps.map((step): PlanStep => {
      if (step.status === "done" || step.status === "skipped") return step;
      return { ...step, status: "aborted", by, open: [], note: words === "" ? step.note : words };
    });
    return ok({ ...plan, steps, state: "aborted", abortedBy: by });
  });

/** Another plan comes in its place. */
export const replacePlan: ChangePlan = inActive((plan) =>
  ok({
    ...plan,
    state: "replaced",
    steps: plan.steps.map((step) => ({ ...step, open: [] })),
  }),
);

/** A call that belongs to the step has been proposed or has begun: the step is under way. What a person said of it stands. */
export function callBegan(step: number, call: ItemId): ChangePlan {
  return inActive((plan) => {
    const found = plan.steps[step];
    if (found === undefined || found.open.includes(call)) return ok(plan);
    const open = [...found.open, call];
    if (found.by === "person" && found.status !== "pending" && found.status !== "active") {
      return ok(plan);
    }
    const steps = settledActive(plan.steps);
    const next: PlanStep = { ...found, open, status: "active", note: "", by: "agent" };
    return ok(started({ ...plan, steps: steps.with(step, next) }));
  });
}

/** A call that belongs to a step has ended: the step ticks, needs a look, or stays as it is. */
export function callEnded(call: ItemId, end: CallEnd): ChangePlan {
  return inActive((plan) => {
    const at = plan.steps.findIndex(({ open }) => open.includes(call));
    const step = plan.steps[at];
    if (step === undefined) return ok(plan);
    const open = end.kind === "unknown" ? step.open : step.open.filter((id) => id !== call);
    return ok(started({ ...plan, steps: plan.steps.with(at, ended({ ...step, open }, end)) }));
  });
}

/** The step that the agent means by "2", "2/4 restart", "step 2" or by its very words; from 0, null where it is none. */
export function stepMeant({ steps }: Plan, words: string): number | null {
  const [, digits] = /^\s*(?:step\s*)?#?(\d{1,3})(?![\d.])/i.exec(words) ?? [];
  if (digits !== undefined)
    return steps[Number(digits) - 1] === undefined ? null : Number(digits) - 1;
  const said = oneLine(words, planLimits.text).toLowerCase();
  const found = steps.findIndex(({ text }) => text.toLowerCase() === said);
  return found === -1 ? null : found;
}

function ended(step: PlanStep, end: CallEnd): PlanStep {
  switch (end.kind) {
    case "badly":
      return { ...step, status: "failed", by: "command", note: end.note };
    case "open":
    case "unknown":
      return { ...step, note: end.note };
    case "well": {
      const isOver = step.open.length === 0 && step.status === "active" && !step.several;
      return isOver ? { ...step, status: "done", by: "command", note: "" } : step;
    }
  }
}

/** Steps under way without a command that runs wait again: another one begins. */
function settledActive(steps: readonly PlanStep[]): PlanStep[] {
  return steps.map((step) =>
    step.status === "active" && step.open.length === 0 ? { ...step, status: "pending" } : step,
  );
}

/** Where nothing is under way and nothing needs a look, the next step begins, or the plan is done. */
function started(plan: Plan): Plan {
  const { steps } = plan;
  if (steps.some(({ status }) => status === "active" || status === "failed")) return plan;
  const next = steps.findIndex(({ status }) => status === "pending");
  const step = steps[next];
  if (step === undefined) return { ...plan, state: "done" };
  return { ...plan, steps: steps.with(next, { ...step, status: "active" }) };
}

function inActive(change: ChangePlan): ChangePlan {
  return (plan) => (plan.state === "active" ? change(plan) : unclear("This plan has ended."));
}

function unclear(words: string): Result<never, FairleadError> {
  return fail(failure("plan-unclear", words));
}

function oneLine(text: string, longest: number): string {
  const line = text.replaceAll(/\s+/g, " ").trim();
  return line.length > longest ? `${line.slice(0, longest - 1).toWellFormed()}…` : line;
}
