import { CircleHelp, ShieldQuestionMark } from "lucide-react";
import { placeWord, targetWords, wishWords } from "../../shared/approval-words.ts";
import type { Approval } from "../../shared/contract/approvals.ts";
import { Expiry } from "./expiry.tsx";
import { PromptWords } from "./receiver.tsx";
import { Visible } from "./visible.tsx";
import "../policy/policy.css";

const urgencyWords = { low: "not urgent", normal: null, high: "urgent" } as const;

/** What is wanted, where, how much it hurries, and how long the question waits. */
export function ApprovalHead({ approval, titleId }: { approval: Approval; titleId: string }) {
  const { target, action, urgency, judgement } = approval;
  const asks = action.kind === "ask-person";
  const word = urgencyWords[urgency];
  return (
    <header className="approval-head">
      {asks ? <CircleHelp size={16} aria-hidden /> : <ShieldQuestionMark size={16} aria-hidden />}
      <h3 id={titleId}>
        {wishWords(action)}
        {!asks && (
          <>
            {" "}
            {placeWord(action)}{" "}
            <strong>
              <Visible text={targetWords(target)} />
            </strong>
          </>
        )}
        {!asks && target.directory !== null && (
          <span className="soft">
            {" "}
            in{" "}
            <span className="mono">
              <Visible text={target.directory} />
            </span>
            <PromptWords target={target} action={action} />
          </span>
        )}
      </h3>
      <span className="approval-badges">
        {judgement.production && <span className="production-badge">PRODUCTION</span>}
        {word !== null && <span className={`urgency ${urgency}`}>{word}</span>}
        <Expiry at={approval.expiresAt} />
      </span>
    </header>
  );
}
