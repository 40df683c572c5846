import { useEffect, useId, useRef, useState } from "react";
import type { Approval, Remember } from "../../shared/contract/approvals.ts";
import { RememberChoice } from "./remember-choice.tsx";
import { RevertChoice } from "./revert-choice.tsx";
import { Visible } from "./visible.tsx";

/** What goes with a yes. */
export interface AssentExtras {
  comment?: string;
  remember?: Remember;
  keysForRun?: true;
  revertAfterMs?: number;
}

interface AssentFormProps {
  approval: Approval;
  /** Why it cannot be approved yet; null where it can. */
  hindrance: string | null;
  /** Whether a click counts now. */
  ready: boolean;
  onApprove: (extras: AssentExtras) => void;
  onCancel: () => void;
}

/** A yes with a comment for the agent, and where it is offered the choice not to be asked again. Enter approves nothing. */
export function AssentForm(props: AssentFormProps) {
  const { approval, hindrance, onApprove, onCancel } = props;
  const [comment, setComment] = useState("");
  const [remember, setRemember] = useState<Remember | undefined>(undefined);
  const [keysForRun, setKeysForRun] = useState(false);
  const [revertAfterMs, setRevertAfterMs] = useState<number | undefined>(undefined);
  const field = useRef<HTMLInputElement>(null);
  const id = useId();
  useEffect(() => field.current?.focus(), []);
  const { offer } = approval.judgement;
  const keysFor = approval.keysFor ?? null;
  const { hostId, hostName } = approval.target;
  const { action } = approval;
  // Where the agent asked for a time itself, that one stands.
  const canRevert = action.kind === "change-file" && action.revert?.afterMs == null;
  const text = comment.trim();
  return (
    <div className="approval-form">
      <label htmlFor={id}>Comment for the agent (may be empty)</label>
      <input
        id={id}
        ref={field}
        className="input"
        autoComplete="off"
        maxLength={2_000}
        value={comment}
        onChange={(event) => setComment(event.target.value)}
      />
      {offer !== null && (
        <RememberChoice
          offer={offer}
          mode={approval.judgement.mode}
          hostId={hostId}
          hostName={hostName}
          value={remember}
          onChange={setRemember}
        />
      )}
      {canRevert && (
        <RevertChoice action={action} value={revertAfterMs} onChange={setRevertAfterMs} />
      )}
      {keysFor !== null && (
        <label className="check" htmlFor={`${id}-keys`}>
          <input
            id={`${id}-keys`}
            type="checkbox"
            checked={keysForRun}
            onChange={(event) => setKeysForRun(event.target.checked)}
          />
          <span>
            Allow keys into{" "}
            <code>
              <Visible text={keysFor} />
            </code>{" "}
            until it ends
          </span>
        </label>
      )}
      <div className="approval-buttons">
        <button
          type="button"
          className="button primary"
          aria-disabled={!props.ready || hindrance !== null}
          onClick={() =>
            onApprove({
              ...(text === "" ? {} : { comment: text }),
              ...(remember === undefined ? {} : { remember }),
              ...(keysForRun ? { keysForRun } : {}),
              ...(revertAfterMs === undefined ? {} : { revertAfterMs }),
            })
          }
        >
          {remember === undefined ? "Approve" : "Approve and remember"}
        </button>
        <button type="button" className="button" onClick={onCancel}>
          Cancel
        </button>
        {hindrance !== null && <span className="approval-chord">{hindrance}</span>}
      </div>
    </div>
  );
}
