import type { Plan, PlanStep, StepStatus } from "./contract/plan.ts";

/** How a step stands: a shape and a word. */
export const stepMarks: Record<StepStatus, { shape: string; word: string }> = {
  pending: { shape: "○", word: "to do" },
  active: { shape: "▸", word: "under way" },
  done: { shape: "✓", word: "done" },
  failed: { shape: "▲", word: "needs a look" },
  skipped: { shape: "–", word: "skipped" },
  aborted: { shape: "■", word: "aborted" },
};

/** The step a plan is at: what needs a look first, then what is under way; -1 where it is at none. */
export function presentStep({ steps }: Plan): number {
  const failed = steps.findIndex(({ status }) => status === "failed");
  return failed === -1 ? steps.findIndex(({ status }) => status === "active") : failed;
}

/** One line: "Step 3 of 7: restart nginx on web-2". */
export function planLine(plan: Plan): string {
  const { state, steps } = plan;
  const total = steps.length;
  const finished = steps.filter(({ status }) => status === "done").length;
  if (state === "done") return `Plan done: ${finished} of ${total} steps`;
  if (state === "aborted") return `Plan aborted: ${finished} of ${total} steps were done`;
  if (state === "replaced") return `Plan replaced: ${finished} of ${total} steps were done`;
  const at = presentStep(plan);
  const step = steps[at];
  if (step === undefined) return `Plan: ${finished} of ${total} steps done`;
  const look = step.status === "failed" ? " needs a look" : "";
  return `Step ${at + 1} of ${total}${look}: ${step.text}`;
}

/** "done by hand", "skipped by hand", "needs a look, exit code 1": how a step stands, in words. */
export function stepWords({ by, note, status }: PlanStep): string {
  const byHand = by === "person" && status !== "pending" ? " by hand" : "";
  const said = note === "" ? "" : `, ${note}`;
  return `${stepMarks[status].word}${byHand}${said}`;
}
