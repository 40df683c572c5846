import type { Plan } from "../../../shared/contract/plan.ts";
import { planText } from "../../sessions/plan-text.ts";

/** What the model is told of its newest plan before everything else; "" where there is nothing to tell. */
export function planPrompt(plan: Plan | null): string {
  if (plan?.state === "aborted" && plan.abortedBy === "person") {
    return `
# Your plan
The person aborted your plan ${JSON.stringify(plan.title)}. Do not go on with it; what you were asked last counts.`;
  }
  if (plan?.state !== "active") return "";
  return `
# Your plan
The person sees it. Name a step's number as step in every call that belongs to it: it ticks by itself once its command has
ended well, so do not advance it then. A step that needs a look you settle with update.
What the person ticked or skipped stands.
${planText(plan)}`;
}
