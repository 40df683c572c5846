import { CircleAlert } from "lucide-react";
import type { ReactNode } from "react";
import { CopyButton } from "./copy-button.tsx";

interface Failure {
  sentence: string;
  detail?: string | undefined;
}

/** What went wrong in one sentence; the technical text one click away, and it can be copied. */
export function FailureNotice({ failure, children }: { failure: Failure; children?: ReactNode }) {
  return (
    <div className="notice danger" role="alert">
      <CircleAlert size={16} aria-hidden />
      <div className="notice-text">
        {failure.sentence}
        {failure.detail && (
          <details className="detail">
            <summary>Technical detail</summary>
            <pre>{failure.detail}</pre>
            <CopyButton text={failure.detail} label="Copy the detail" />
          </details>
        )}
        {children}
      </div>
    </div>
  );
}
