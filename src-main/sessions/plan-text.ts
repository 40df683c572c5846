import type { Plan, PlanStep } from "../../shared/contract/plan.ts";
import { planLine } from "../../shared/plan-words.ts";

/** A plan as a model reads it: its id and how it stands, then its steps. */
export function planText(plan: Plan): string {
  const steps = plan.steps.map((step, index) => `${index + 1}. ${stepText(step)}`);
  const head = [`plan: ${plan.id} ${JSON.stringify(plan.title)}`, `state: ${plan.state}`];
  return [...head, planLine(plan), ...steps].join("\n");
}

function stepText({ by, note, several, status, text }: PlanStep): string {
  const person = by === "person" && status !== "pending" ? " by the person" : "";
  const more = several && status !== "done" ? ", several commands" : "";
  return `[${status}${person}${more}] ${text}${note === "" ? "" : ` (${note})`}`;
}
