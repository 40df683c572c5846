import { Check, RotateCcw, SkipForward } from "lucide-react";
import type { ReactNode } from "react";
import type { PlanChange, PlanStep } from "../../../shared/contract/plan.ts";
import { stepMarks, stepWords } from "../../../shared/plan-words.ts";
import { Visible } from "../../approvals/visible.tsx";
import { Hint } from "../../ui/hint.tsx";

type Status = Extract<PlanChange, { kind: "step" }>["status"];

/** One step: a shape, its words, how it stands, and buttons to tick or skip it by hand. */
export function PlanStepRow(props: {
  number: number;
  step: PlanStep;
  /** null: the plan has ended. */
  onChange: ((status: Status) => void) | null;
}) {
  const { number, onChange, step } = props;
  const { status } = step;
  const isOpen = status === "pending" || status === "active" || status === "failed";
  const button = (hint: string, to: Status, icon: ReactNode) => (
    <Hint text={hint}>
      <button
        type="button"
        className="icon-button small"
        aria-label={`${hint}: step ${number}`}
        onClick={() => onChange?.(to)}
      >
        {icon}
      </button>
    </Hint>
  );
  return (
    <li className={`plan-step ${status}`} aria-current={status === "active" ? "step" : undefined}>
      <span className="plan-shape" aria-hidden>
        {stepMarks[status].shape}
      </span>
      <span className="plan-text">
        {number}. <Visible text={step.text} prose />
        <span className="plan-state">
          <Visible text={stepWords(step)} prose />
        </span>
      </span>
      {onChange !== null && (
        <span className="plan-buttons">
          {isOpen && button("Tick it by hand", "done", <Check size={14} aria-hidden />)}
          {isOpen && button("Skip it", "skipped", <SkipForward size={14} aria-hidden />)}
          {!isOpen && button("Put it back to do", "pending", <RotateCcw size={14} aria-hidden />)}
        </span>
      )}
    </li>
  );
}
