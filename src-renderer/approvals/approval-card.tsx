import { type KeyboardEvent, useCallback, useId, useRef, useState } from "react";
import type { Approval, ApprovalAnswer } from "../../shared/contract/approvals.ts";
import { unreachable } from "../../shared/result.ts";
import type { CallFailure } from "../control/client.ts";
import { FailureNotice } from "../ui/failure-notice.tsx";
import { Keys } from "../ui/keys.tsx";
import { Act } from "./act.tsx";
import { type ApprovalKey, approvalKey } from "./approval-guard.ts";
import { ApprovalHead } from "./approval-head.tsx";
import { answerApproval, useApprovals } from "./approvals-store.ts";
import { CommandBlock } from "./command-block.tsx";
import { DenyForm } from "./deny-form.tsx";
import { EditCommand } from "./edit-command.tsx";
import { focusApprovalChord, returnFocus } from "./focus-approval.ts";
import { useApprovalGuard } from "./use-approval-guard.ts";
import { Visible } from "./visible.tsx";
import "./approvals.css";

type Form = "edit" | "deny" | null;

interface ApprovalCardProps {
  approval: Approval;
  /** Where it stands: the same question may be on the screen at its pane, in the chat and in the tray. */
  place: "pane" | "chat" | "tray";
}

/**
 * One waiting question: the exact act, the exact target, the reason, and four answers. Keys count only while the focus
 * is in the card, Enter never approves, and the card never takes the focus by itself.
 */
export function ApprovalCard({ approval, place }: ApprovalCardProps) {
  const card = useRef<HTMLElement>(null);
  const cameFrom = useRef<Element | null>(null);
  const guard = useApprovalGuard(card);
  const answering = useApprovals(({ answered }) => answered.has(approval.id));
  const [form, setForm] = useState<Form>(null);
  const [failure, setFailure] = useState<CallFailure | null>(null);
  const [seen, setSeen] = useState(false);
  const [announcement, setAnnouncement] = useState("");
  const onSeen = useCallback(() => setSeen(true), []);
  const titleId = useId();
  const editable = approval.action.kind === "run-shell";

  const answer = async (given: ApprovalAnswer) => {
    if (answering) return;
    if (card.current?.contains(document.activeElement)) returnFocus(cameFrom.current);
    const outcome = await answerApproval(approval, given);
    setFailure(outcome.ok ? null : outcome.error);
  };
  const approve = () => {
    if (seen) return void answer({ kind: "approve" });
    setAnnouncement("Scroll to the end of the command first.");
  };
  const closeForm = () => {
    setForm(null);
    card.current?.focus();
  };
  const clicked = (act: () => void) => () => {
    if (guard.allowsClick(performance.now())) act();
  };

  const doKey = (key: Exclude<ApprovalKey, "leave">) => {
    switch (key) {
      case "approve":
        return approve();
      case "edit":
        return editable ? setForm("edit") : undefined;
      case "deny":
        return setForm("deny");
      case "deny-and-stop":
        return void answer({ kind: "deny-and-stop", comment: "" });
      default:
        return unreachable(key);
    }
  };
  const onKeyDown = (event: KeyboardEvent<HTMLElement>) => {
    const target = event.target as HTMLElement;
    // A button with the focus would be clicked by Enter; Enter must never approve.
    if (event.key === "Enter" && target.matches("button.primary")) event.preventDefault();
    const key = approvalKey(event.nativeEvent);
    if (key === null || (key !== "leave" && target.matches("textarea, input"))) return;
    event.preventDefault();
    event.stopPropagation();
    if (key === "leave") return form === null ? returnFocus(cameFrom.current) : closeForm();
    if (form === null && guard.allowsKey(performance.now())) doKey(key);
  };

  return (
    // biome-ignore lint/a11y/useSemanticElements: a fieldset draws a legend and cannot be laid out like this
    <section
      ref={card}
      className={`approval at-${place}`}
      role="group"
      aria-labelledby={titleId}
      aria-busy={answering}
      tabIndex={-1}
      data-approval={approval.id}
      onKeyDown={onKeyDown}
      onFocus={(event) => {
        const from = event.relatedTarget;
        if (from !== null && event.currentTarget.contains(from)) return;
        cameFrom.current = from;
        guard.focused(performance.now());
      }}
    >
      <ApprovalHead approval={approval} titleId={titleId} />
      {form === "edit" && approval.action.kind === "run-shell" ? (
        <EditCommand
          id={approval.id}
          command={approval.action.command}
          onApprove={(command) => void answer({ kind: "approve-edited", command })}
          onCancel={closeForm}
        />
      ) : (
        <CommandBlock
          label={place === "pane" ? "Command" : `Command, in the ${place}`}
          onSeen={onSeen}
        >
          <Act action={approval.action} target={approval.target} />
        </CommandBlock>
      )}
      <p className="approval-why">
        {approval.reason !== "" && (
          <span>
            <span className="faint">Why: </span>
            <Visible text={approval.reason} />
          </span>
        )}
        <span className="faint">{approval.judgement.reasons[0]}</span>
      </p>
      {failure !== null && <FailureNotice failure={failure} />}
      {form === "deny" && (
        <DenyForm
          onDeny={(comment) => void answer({ kind: "deny", comment })}
          onDenyAndStop={(comment) => void answer({ kind: "deny-and-stop", comment })}
          onCancel={closeForm}
        />
      )}
      {form === null && (
        <div className="approval-buttons">
          <button
            type="button"
            className="button primary"
            aria-disabled={!seen || answering}
            aria-keyshortcuts="A"
            onClick={clicked(approve)}
          >
            Approve <kbd aria-hidden>A</kbd>
          </button>
          {editable && (
            <button
              type="button"
              className="button"
              aria-keyshortcuts="E"
              onClick={clicked(() => setForm("edit"))}
            >
              Edit <kbd aria-hidden>E</kbd>
            </button>
          )}
          <button
            type="button"
            className="button"
            aria-keyshortcuts="D"
            onClick={clicked(() => setForm("deny"))}
          >
            Deny… <kbd aria-hidden>D</kbd>
          </button>
          <button
            type="button"
            className="button"
            aria-keyshortcuts="S"
            onClick={clicked(() => void answer({ kind: "deny-and-stop", comment: "" }))}
          >
            Deny and stop <kbd aria-hidden>S</kbd>
          </button>
          <span className="approval-chord">
            {seen ? <Keys chord={focusApprovalChord} /> : "Scroll to the end to approve"}
          </span>
        </div>
      )}
      <span className="visually-hidden" role="status">
        {announcement}
      </span>
    </section>
  );
}
