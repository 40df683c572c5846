import { CircleCheck } from "lucide-react";
import { useCallback, useEffect, useState } from "react";
import type { Backup, BackupComparison } from "../../shared/contract/files.ts";
import { Visible } from "../approvals/visible.tsx";
import { attempt, type CallFailure, client } from "../control/client.ts";
import { FailureNotice } from "../ui/failure-notice.tsx";
import { absoluteTime } from "../ui/times.ts";
import { bytesWords, changeWords, revertWords, stateWords } from "./backup-words.ts";
import { FileDiff } from "./file-diff.tsx";

/** One change: what was done, how the file stands now, what restoring would do, and the button that does it. */
export function BackupDetail({ backup }: { backup: Backup }) {
  const { comparison, failure, busy, restored, look, restore } = useComparison(backup);
  const ending = backup.revert ? revertWords(backup.revert.state) : "";
  return (
    <section className="detail-side backup-detail" aria-label={`Change of ${backup.path}`}>
      <h3 className="backup-path">
        <Visible text={backup.path} />
      </h3>
      <p className="soft">
        {backup.hostName}, {changeWords(backup)} {absoluteTime(backup.createdAt)}:{" "}
        {bytesWords(backup.bytesBefore)} before, {bytesWords(backup.bytesAfter)} after.
      </p>
      {backup.reason !== "" && (
        <p>
          <Visible text={backup.reason} />
        </p>
      )}
      {ending !== "" && <p>The file {ending}</p>}
      {failure !== null && <FailureNotice failure={failure} />}
      {restored !== null && (
        <p className="notice success" role="status">
          <CircleCheck size={16} aria-hidden />
          {["Restored. What was there is kept as a change of its own.", ...restored].join(" ")}
        </p>
      )}
      {comparison !== null && <p>{stateWords(comparison, backup)}</p>}
      <div className="settings-row">
        {comparison !== null && comparison.state !== "restored" && (
          <button type="button" className="button primary" disabled={busy} onClick={restore}>
            Restore
          </button>
        )}
        <button type="button" className="button" disabled={busy} onClick={look}>
          Look again
        </button>
      </div>
      {comparison === null && failure === null && (
        <p className="soft">Looking at the file on {backup.hostName}.</p>
      )}
      {comparison !== null && comparison.state !== "restored" && (
        <>
          <h4>What restoring does</h4>
          <div className="backup-diff">
            <FileDiff diff={comparison.diff} />
          </div>
        </>
      )}
    </section>
  );
}

/** The file as it is now beside what it was; looked at when first shown, when asked, and after a restore. */
function useComparison(backup: Backup) {
  const { id } = backup;
  const [comparison, setComparison] = useState<BackupComparison | null>(null);
  const [failure, setFailure] = useState<CallFailure | null>(null);
  const [restored, setRestored] = useState<string[] | null>(null);
  const [busy, setBusy] = useState(false);
  const compare = useCallback(
    async (signal?: AbortSignal) => {
      setBusy(true);
      const outcome = await attempt(
        client.files.compare({ id }, signal === undefined ? {} : { signal }),
      );
      if (signal?.aborted === true) return;
      setBusy(false);
      setComparison(outcome.ok ? outcome.value : null);
      setFailure(outcome.ok ? null : outcome.error);
    },
    [id],
  );
  useEffect(() => {
    const stop = new AbortController();
    void compare(stop.signal);
    return () => stop.abort();
  }, [compare]);
  const restore = async () => {
    if (comparison === null) return;
    setBusy(true);
    setRestored(null);
    const { digestNow } = comparison;
    const outcome = await attempt(client.files.restore({ id, digestNow }));
    if (outcome.ok) {
      setRestored(outcome.value.notes);
      return compare();
    }
    setBusy(false);
    setFailure(outcome.error);
  };
  const look = () => {
    setRestored(null);
    void compare();
  };
  return { comparison, failure, restored, busy, look, restore: () => void restore() };
}
