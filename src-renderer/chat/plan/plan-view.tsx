import { useEffect, useId, useRef, useState } from "react";
import type { Plan } from "../../../shared/contract/plan.ts";
import { planLine } from "../../../shared/plan-words.ts";
import { Visible } from "../../approvals/visible.tsx";
import type { CallFailure } from "../../control/client.ts";
import { FailureNotice } from "../../ui/failure-notice.tsx";
import { useChat } from "../chat-store.ts";
import { PlanStepRow } from "./plan-step-row.tsx";
import { changePlan, shownPlan, usePlanView } from "./plan-store.ts";
import "./plan.css";

/** Where the agent is in its plan: one line above the composer, which opens to the steps. */
export function PlanView() {
  const plan = useChat((chat) => shownPlan(chat.plan, chat.items));
  return (
    <>
      {plan !== null && <Shown plan={plan} />}
      <PlanAnnouncer plan={plan} />
    </>
  );
}

function Shown({ plan }: { plan: Plan }) {
  const { open } = usePlanView();
  const [failure, setFailure] = useState<CallFailure | null>(null);
  const list = useId();
  const change = async (...wanted: Parameters<typeof changePlan>) => {
    const outcome = await changePlan(...wanted);
    setFailure(outcome.ok ? null : outcome.error);
  };
  const line = planLine(plan);
  return (
    <section className="plan" aria-label="Plan">
      <button
        type="button"
        className="plan-line"
        aria-expanded={open}
        aria-controls={open ? list : undefined}
        title={plan.title}
        onClick={() => usePlanView.setState({ open: !open })}
      >
        <span className="cut">
          <Visible text={line} prose />
        </span>
        <span className="plan-fold" aria-hidden>
          {open ? "▾" : "▸"}
        </span>
      </button>
      {open && (
        <div className="plan-open" id={list}>
          <p className="plan-title">
            <Visible text={plan.title} prose />
          </p>
          <ol className="plan-steps">
            {plan.steps.map((step, index) => (
              <PlanStepRow
                // biome-ignore lint/suspicious/noArrayIndexKey: steps stay where they are in a plan
                key={index}
                number={index + 1}
                step={step}
                onChange={
                  plan.state === "active"
                    ? (status) => void change({ kind: "step", step: index, status })
                    : null
                }
              />
            ))}
          </ol>
          {failure !== null && <FailureNotice failure={failure} />}
          {plan.state === "active" && (
            <div className="plan-foot">
              <span className="faint">The agent’s own words. A plan runs nothing.</span>
              <button
                type="button"
                className="button small"
                onClick={() => void change({ kind: "abort" })}
              >
                Abort the plan
              </button>
            </div>
          )}
        </div>
      )}
    </section>
  );
}

/** Tells a screen reader where a plan is once it moves on. */
function PlanAnnouncer({ plan }: { plan: Plan | null }) {
  const loaded = useChat((chat) => chat.loaded);
  const told = useRef<string | null>(null);
  const [text, setText] = useState("");
  const line = plan === null ? "" : planLine(plan);
  useEffect(() => {
    // What a conversation begins with is no news.
    if (loaded && told.current !== null && told.current !== line) setText(line);
    told.current = loaded ? line : null;
  }, [line, loaded]);
  return (
    <div
      className="visually-hidden"
      role="status"
      aria-live="polite"
      aria-label="Plan of the agent"
    >
      {text}
    </div>
  );
}
