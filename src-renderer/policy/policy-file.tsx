import { CircleAlert, TriangleAlert } from "lucide-react";
import { useState } from "react";
import type { PolicyInForce } from "../../shared/contract/policy.ts";
import type { CallFailure } from "../control/client.ts";
import { CopyButton } from "../ui/copy-button.tsx";
import { FailureNotice } from "../ui/failure-notice.tsx";
import { acceptPolicyFile } from "./policy-store.ts";

/** Where the policy file is, whether it counts, what is wrong with it, and whether a change waits for a yes. */
export function PolicyFile({ policy }: { policy: PolicyInForce }) {
  const [failure, setFailure] = useState<CallFailure | null>(null);
  const { path, present, problem, waiting } = policy.file;
  const accept = async () => {
    const outcome = await acceptPolicyFile();
    setFailure(outcome.ok ? null : outcome.error);
  };
  return (
    <>
      <h3>Policy file</h3>
      <p className="policy-path">
        <code>{path}</code>
        <CopyButton text={path} label="Copy the path" />
      </p>
      <p className="field-hint">
        {present
          ? "Read whenever it changes. The agent can never change it."
          : "There is none, so only mode and preset decide. One in this place is taken into force at once."}
      </p>
      {problem !== null && (
        <div className="notice danger" role="alert">
          <CircleAlert size={16} aria-hidden />
          <div className="notice-text">
            {problem.line !== null && <strong>Line {problem.line}: </strong>}
            {problem.sentence}
            <p className="soft">The last good one stays in force.</p>
          </div>
        </div>
      )}
      {waiting && (
        <div className="notice warning" role="alert">
          <TriangleAlert size={16} aria-hidden />
          <div className="notice-text">
            <p>
              The file was changed while the agent ran commands on this computer, so the change
              waits for your yes. Look at the file first; until then the last one stays in force.
            </p>
            <button type="button" className="button" onClick={() => void accept()}>
              Accept the changed file
            </button>
          </div>
        </div>
      )}
      {failure !== null && <FailureNotice failure={failure} />}
    </>
  );
}
