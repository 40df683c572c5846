import { useEffect, useState } from "react";
import type { DoctorCheck } from "../../shared/contract/app.ts";
import { attempt, type CallFailure, client } from "../control/client.ts";
import { FailureNotice } from "../ui/failure-notice.tsx";

const marks: Record<DoctorCheck["state"], string> = {
  good: "✓ good",
  warning: "▲ warning",
  bad: "✕ bad",
};

/** Checks of this installation: what was found and what to do about it. */
export function DoctorPage() {
  const [checks, setChecks] = useState<readonly DoctorCheck[] | null>(null);
  const [failure, setFailure] = useState<CallFailure | null>(null);
  const [round, setRound] = useState(0);
  // biome-ignore lint/correctness/useExhaustiveDependencies: a new round looks again
  useEffect(() => {
    const stop = new AbortController();
    setChecks(null);
    void attempt(client.app.doctor(undefined, { signal: stop.signal })).then((outcome) => {
      if (stop.signal.aborted) return;
      setFailure(outcome.ok ? null : outcome.error);
      if (outcome.ok) setChecks(outcome.value);
    });
    return () => stop.abort();
  }, [round]);
  return (
    <>
      {failure !== null && <FailureNotice failure={failure} />}
      {checks === null && failure === null && (
        <p className="faint" role="status">
          Looking…
        </p>
      )}
      {checks !== null && (
        <ul className="checks">
          {checks.map((check) => (
            <li key={check.name}>
              <span className={`check-state ${check.state}`}>{marks[check.state]}</span>
              <div>
                <strong>{check.name}</strong>
                <p className="soft">{check.found}</p>
                {check.mend !== null && <p>{check.mend}</p>}
              </div>
            </li>
          ))}
        </ul>
      )}
      <div className="settings-row">
        <button type="button" className="button" onClick={() => setRound(round + 1)}>
          Check again
        </button>
      </div>
    </>
  );
}
