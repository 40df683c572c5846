import { ShieldQuestionMark } from "lucide-react";
import { targetWords, wishWords } from "../../shared/approval-words.ts";
import type { Approval } from "../../shared/contract/approvals.ts";
import { Expiry } from "./expiry.tsx";
import { Visible } from "./visible.tsx";

/** What is wanted, where, and how long the question waits. */
export function ApprovalHead({ approval, titleId }: { approval: Approval; titleId: string }) {
  const { target } = approval;
  return (
    <header className="approval-head">
      <ShieldQuestionMark size={16} aria-hidden />
      <h3 id={titleId}>
        {wishWords(approval.action)} on{" "}
        <strong>
          <Visible text={targetWords(target)} />
        </strong>
        {target.directory !== null && (
          <span className="soft">
            {" "}
            in{" "}
            <span className="mono">
              <Visible text={target.directory} />
            </span>
          </span>
        )}
      </h3>
      <Expiry at={approval.expiresAt} />
    </header>
  );
}
