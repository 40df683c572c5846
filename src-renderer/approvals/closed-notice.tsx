import { Info, X } from "lucide-react";
import { actText, targetWords } from "../../shared/approval-words.ts";
import { type ClosedApproval, dismissClosed } from "./approvals-store.ts";
import { Visible } from "./visible.tsx";

/** Says that a question closed without an answer from here, and why. */
export function ClosedNotice({ closed }: { closed: ClosedApproval }) {
  const { approval } = closed;
  return (
    <div className="notice" role="status">
      <Info size={16} aria-hidden />
      <div className="notice-text">
        <p className="cut">
          <code>
            <Visible text={actText(approval.action, approval.target)} />
          </code>{" "}
          on {targetWords(approval.target)}
        </p>
        <p className="soft">{closed.sentence}</p>
      </div>
      <button
        type="button"
        className="icon-button small"
        aria-label="Dismiss"
        onClick={() => dismissClosed(approval.id)}
      >
        <X size={14} aria-hidden />
      </button>
    </div>
  );
}
