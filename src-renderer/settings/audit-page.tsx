import { CircleCheck } from "lucide-react";
import { useCallback, useEffect, useState } from "react";
import type { AuditEntry, AuditVerdict } from "../../shared/contract/audit.ts";
import { attempt, type CallFailure, client } from "../control/client.ts";
import { FailureNotice } from "../ui/failure-notice.tsx";
import { absoluteTime } from "../ui/times.ts";

const shownEntries = 200;

/** The end of the audit, and whether its chain of hashes is whole. */
export function AuditPage() {
  const [entries, setEntries] = useState<readonly AuditEntry[] | null>(null);
  const [verdict, setVerdict] = useState<AuditVerdict | null>(null);
  const [failure, setFailure] = useState<CallFailure | null>(null);
  const load = useCallback(async () => {
    const outcome = await attempt(client.audit.tail({ limit: shownEntries }));
    setFailure(outcome.ok ? null : outcome.error);
    if (outcome.ok) setEntries(outcome.value.toReversed());
  }, []);
  useEffect(() => void load(), [load]);
  const verify = async () => {
    const outcome = await attempt(client.audit.verify());
    setFailure(outcome.ok ? null : outcome.error);
    if (outcome.ok) setVerdict(outcome.value);
  };
  return (
    <>
      <p className="soft">
        Every proposal, answer, start and end, each line tied to the one before it. Known secrets
        are left out.
      </p>
      <div className="settings-row">
        <button type="button" className="button" onClick={() => void verify()}>
          Verify
        </button>
        <button type="button" className="button" onClick={() => void load()}>
          Refresh
        </button>
      </div>
      {verdict !== null && <Verdict verdict={verdict} />}
      {failure !== null && <FailureNotice failure={failure} />}
      {entries?.length === 0 && <p className="soft">Nothing has been recorded yet.</p>}
      {entries !== null && entries.length > 0 && (
        <table className="audit-table">
          <thead>
            <tr>
              <th scope="col">No.</th>
              <th scope="col">Time</th>
              <th scope="col">What</th>
              <th scope="col">By</th>
              <th scope="col">Target</th>
              <th scope="col">Detail</th>
            </tr>
          </thead>
          <tbody>
            {entries.map((entry) => (
              <tr key={entry.sequence}>
                <td>{entry.sequence}</td>
                <td>{absoluteTime(Date.parse(entry.at))}</td>
                <td>{entry.kind}</td>
                <td>{entry.actor}</td>
                <td>{entry.target}</td>
                <td>{JSON.stringify(entry.detail)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
    </>
  );
}

function Verdict({ verdict }: { verdict: AuditVerdict }) {
  if (verdict.broken !== null) {
    return (
      <FailureNotice
        failure={{
          sentence: `The audit is broken at line ${verdict.broken.line}.`,
          detail: verdict.broken.sentence,
        }}
      />
    );
  }
  return (
    <p className="notice success" role="status">
      <CircleCheck size={16} aria-hidden />
      The chain of {verdict.entries} entries is whole.
    </p>
  );
}
