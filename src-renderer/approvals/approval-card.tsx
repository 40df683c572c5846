import { type KeyboardEvent, type ReactNode, useCallback, useId, useRef, useState } from "react";
import type { Approval, ApprovalAnswer } from "../../shared/contract/approvals.ts";
import { unreachable } from "../../shared/result.ts";
import type { CallFailure } from "../control/client.ts";
import { FailureNotice } from "../ui/failure-notice.tsx";
import { ActionKeys } from "../ui/keys.tsx";
import { Act } from "./act.tsx";
import { ApprovalButtons } from "./approval-buttons.tsx";
import { type ApprovalKey, approvalKey } from "./approval-guard.ts";
import { ApprovalHead } from "./approval-head.tsx";
import { answerApproval, useApprovals } from "./approvals-store.ts";
import { type AssentExtras, AssentForm } from "./assent-form.tsx";
import { CommandBlock } from "./command-block.tsx";
import { DenyForm } from "./deny-form.tsx";
import { EditCommand } from "./edit-command.tsx";
import { returnFocus } from "./focus-approval.ts";
import { JudgementView } from "./judgement-view.tsx";
import { Jump } from "./jump.tsx";
import { Receiver } from "./receiver.tsx";
import { ReplyField } from "./reply-field.tsx";
import { TypedNameField } from "./typed-name-field.tsx";
import { useApprovalGuard } from "./use-approval-guard.ts";
import { Visible } from "./visible.tsx";
import "./approval-answers.css";
import "./approval-card.css";

type Form = "edit" | "deny" | "assent" | null;

interface ApprovalCardProps {
  approval: Approval;
  /** Where it stands: the same question may be on the screen at its pane, in the chat and in the tray. */
  place: "pane" | "chat" | "tray";
}

/**
 * One waiting question: the exact act, the exact target, the reason, what the policy says, and the answers. Keys count
 * only while the focus is in the card, Enter never approves, and the card never takes the focus by itself.
 */
export function ApprovalCard({ approval, place }: ApprovalCardProps) {
  const { action, target, judgement } = approval;
  const card = useRef<HTMLElement>(null);
  const nameField = useRef<HTMLInputElement>(null);
  const cameFrom = useRef<Element | null>(null);
  const guard = useApprovalGuard(card);
  const answering = useApprovals(({ answered }) => answered.has(approval.id));
  const [form, setForm] = useState<Form>(null);
  const [failure, setFailure] = useState<CallFailure | null>(null);
  const [seen, setSeen] = useState(false);
  const [typedName, setTypedName] = useState("");
  const [reply, setReply] = useState("");
  const [announcement, setAnnouncement] = useState("");
  const onSeen = useCallback(() => setSeen(true), []);
  const titleId = useId();
  const editable = action.kind === "run-shell";
  const asks = action.kind === "ask-person";
  const typed = judgement.typedName;
  const hindrance = hindranceOf(seen, typed, typedName);
  const ready = !answering && guard.takes !== "nothing";

  const answer = async (given: ApprovalAnswer) => {
    if (answering) return;
    if (card.current?.contains(document.activeElement)) returnFocus(cameFrom.current);
    const outcome = await answerApproval(approval, given);
    setFailure(outcome.ok ? null : outcome.error);
  };
  const approve = (extras: AssentExtras = {}) => {
    if (!seen) return setAnnouncement("Scroll to the end of the command first.");
    if (hindrance !== null) return goToName();
    const comment = asks && reply.trim() !== "" ? { comment: reply.trim() } : {};
    const name = typed === null ? {} : { typedName };
    void answer({ kind: "approve", ...comment, ...name, ...extras });
  };
  const goToName = () => {
    nameField.current?.focus();
    setAnnouncement("Type the host's name to approve.");
  };
  const deny = () =>
    asks ? void answer({ kind: "deny", comment: reply.trim() }) : setForm("deny");
  const closeForm = () => {
    setForm(null);
    card.current?.focus();
  };
  const clicked = (act: () => void) => {
    if (guard.allowsClick()) act();
  };
  const act = (wanted: Exclude<ApprovalKey, "leave"> | "extras") => {
    switch (wanted) {
      case "approve":
        return approve();
      case "edit":
        return editable ? setForm("edit") : undefined;
      case "deny":
        return deny();
      case "deny-and-stop":
        return void answer({ kind: "deny-and-stop", comment: reply.trim() });
      case "extras":
        return setForm("assent");
      default:
        return unreachable(wanted);
    }
  };
  const onKey = (key: ApprovalKey) => {
    if (key === "leave") return form === null ? returnFocus(cameFrom.current) : closeForm();
    if (form !== null || !guard.allowsKey()) return;
    // Where a name has to be typed no single key may do.
    if (key === "approve" && seen && typed !== null) goToName();
    else act(key);
  };

  return (
    // biome-ignore lint/a11y/useSemanticElements: a fieldset draws a legend and cannot be laid out like this
    <section
      ref={card}
      className={`approval at-${place}${judgement.production ? " production" : ""}`}
      role="group"
      aria-labelledby={titleId}
      aria-busy={answering}
      tabIndex={-1}
      data-approval={approval.id}
      data-takes={guard.takes}
      onKeyDown={(event) => takeKey(event, onKey)}
      onFocus={(event) => {
        const from = event.relatedTarget;
        if (from !== null && event.currentTarget.contains(from)) return;
        cameFrom.current = from;
        guard.focused();
      }}
      onBlur={(event) => {
        if (!event.currentTarget.contains(event.relatedTarget)) guard.left();
      }}
    >
      <ApprovalHead approval={approval} titleId={titleId} />
      <div className="approval-body">
        {approval.step !== null && place !== "tray" && (
          <p className="approval-step faint">
            Step: <Visible text={approval.step} prose />
          </p>
        )}
        {form !== "edit" && (
          <CommandBlock
            label={blockLabel(asks, place)}
            tall={action.kind === "change-file" || action.kind === "run-on-hosts"}
            onSeen={onSeen}
          >
            <Act action={action} target={target} judgement={judgement} />
          </CommandBlock>
        )}
        <Receiver target={target} action={action} />
        {form !== "edit" && !asks && <JudgementView judgement={judgement} />}
        {approval.reason !== "" && (
          <p className="approval-reason">
            <span className="faint">The agent says: </span>
            <Visible text={approval.reason} prose />
          </p>
        )}
        {failure !== null && <FailureNotice failure={failure} />}
        {form === "edit" && action.kind === "run-shell" && (
          <EditCommand
            id={approval.id}
            command={action.command}
            judgement={judgement}
            onApprove={(command, name) => void answer({ kind: "approve-edited", command, ...name })}
            onCancel={closeForm}
          />
        )}
        {form === "deny" && (
          <DenyForm
            onDeny={(comment) => void answer({ kind: "deny", comment })}
            onDenyAndStop={(comment) => void answer({ kind: "deny-and-stop", comment })}
            onCancel={closeForm}
          />
        )}
        {form === "assent" && (
          <AssentForm
            approval={approval}
            hindrance={hindrance}
            ready={ready}
            onApprove={(extras) => clicked(() => approve(extras))}
            onCancel={closeForm}
          />
        )}
        {asks && <ReplyField value={reply} onChange={setReply} />}
      </div>
      {typed !== null && (form === null || form === "assent") && (
        <TypedNameField name={typed} value={typedName} onChange={setTypedName} field={nameField} />
      )}
      {form === null && (
        <ApprovalButtons
          asks={asks}
          editable={editable}
          extras={extrasWords(approval)}
          typed={typed !== null}
          hindrance={hindrance}
          ready={ready}
          note={noteAt(place, approval)}
          onAct={(wanted) => clicked(() => act(wanted))}
        />
      )}
      <span className="visually-hidden" role="status">
        {announcement}
      </span>
    </section>
  );
}

/** Takes a key that means something in a card; what is typed into a field, or into a list that a choice has opened, does not. */
function takeKey(event: KeyboardEvent<HTMLElement>, onKey: (key: ApprovalKey) => void): void {
  const from = event.target as HTMLElement;
  if (!event.currentTarget.contains(from)) return;
  // A button with the focus would be clicked by Enter; Enter must never approve.
  if (event.key === "Enter" && from.matches("button.primary")) event.preventDefault();
  const key = approvalKey(event.nativeEvent);
  if (key === null || (key !== "leave" && from.matches("textarea, input"))) return;
  event.preventDefault();
  event.stopPropagation();
  onKey(key);
}

/** Why it cannot be approved yet; null where it can. `typed` is the name that has to be typed, null where none has. */
function hindranceOf(seen: boolean, typed: string | null, typedName: string): string | null {
  if (!seen) return "Scroll to the end to approve";
  return typed !== null && typedName !== typed ? "Type the host's name to approve" : null;
}

/** What stands at the end of the buttons where nothing hinders: the way to the pane, or the chord that leads here. */
function noteAt(place: ApprovalCardProps["place"], approval: Approval): ReactNode {
  if (place === "pane") return <ActionKeys action="focus-approval" />;
  return place === "tray" ? <Jump approval={approval} /> : null;
}

/** What can go with a yes, as the button for it says. */
function extrasWords({ action, judgement, keysFor }: Approval): string {
  if (judgement.offer !== null) return "Remember…";
  if (action.kind === "change-file" && action.revert?.afterMs === null) return "Undo timer…";
  return keysFor ? "Allow keys…" : "Comment…";
}

function blockLabel(asks: boolean, place: ApprovalCardProps["place"]): string {
  const name = asks ? "Question" : "Command";
  return place === "pane" ? name : `${name}, in the ${place}`;
}
