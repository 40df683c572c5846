import type { ModelMessage } from "../../models/message.ts";
import { stepMeant } from "../../sessions/plan-changes.ts";
import type { Transcript } from "../../sessions/transcript.ts";
import type { Approvals } from "../approvals.ts";

/** Asks as ever; a step of the plan that is named by its number is told in the plan's words: "2/4 restart nginx". */
export function askInPlan(
  approvals: Pick<Approvals, "ask">,
  transcript: Transcript<ModelMessage>,
): Approvals["ask"] {
  return (question, ...rest) => {
    const { current } = transcript.plans;
    const { step } = question;
    const at = current === null || step === null ? null : stepMeant(current, step);
    const text = at === null ? undefined : current?.steps[at]?.text;
    const told = text === undefined ? step : `${(at ?? 0) + 1}/${current?.steps.length} ${text}`;
    return approvals.ask({ ...question, step: told }, ...rest);
  };
}
