import type { ReactNode } from "react";
import type { QuestionBodyProps } from "./question-body.ts";

interface QuestionFootProps extends Pick<QuestionBodyProps, "answer" | "busy"> {
  /** Whether the focus begins on Cancel. */
  cancelFirst?: boolean;
  /** The button that answers. */
  children: ReactNode;
}

/** The foot of every question: Cancel, and the answer. */
export function QuestionFoot({ answer, busy, cancelFirst = false, children }: QuestionFootProps) {
  return (
    <div className="dialog-foot">
      <button
        type="button"
        className="button"
        {...(cancelFirst ? { "data-first": true } : {})}
        disabled={busy}
        onClick={() => answer({ kind: "cancel" })}
      >
        Cancel
      </button>
      {children}
    </div>
  );
}
