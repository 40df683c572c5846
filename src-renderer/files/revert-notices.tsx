import { Timer } from "lucide-react";
import { useEffect, useState } from "react";
import type { Backup } from "../../shared/contract/files.ts";
import { openDialog } from "../app/frame-store.ts";
import { Visible } from "../approvals/visible.tsx";
import { attempt, type CallFailure, client } from "../control/client.ts";
import { absoluteTime, durationWords } from "../ui/times.ts";
import { revertWords } from "./backup-words.ts";
import { useBackups } from "./backups-store.ts";
import "./files.css";

const isOpen = ({ revert }: Backup): boolean =>
  revert?.state === "armed" || revert?.state === "unknown";

/**
 * Changes that their host takes back by itself unless they are confirmed, each with the time that is left, and how those have
 * ended that were open in this window, until that is closed.
 */
export function RevertNotices() {
  const backups = useBackups((state) => state.backups) ?? [];
  const [shown, setShown] = useState<readonly Backup["id"][]>([]);
  const added = backups.filter((backup) => isOpen(backup) && !shown.includes(backup.id));
  if (added.length > 0) setShown([...shown, ...added.map(({ id }) => id)]);
  const close = (id: Backup["id"]) => setShown(shown.filter((each) => each !== id));
  return backups.map((backup) => {
    if (isOpen(backup)) return <RevertNotice key={backup.id} backup={backup} />;
    if (!shown.includes(backup.id) || backup.revert?.state === "kept") return null;
    return <RevertEnd key={backup.id} backup={backup} onClose={() => close(backup.id)} />;
  });
}

function RevertEnd({ backup, onClose }: { backup: Backup; onClose: () => void }) {
  const { hostName, path, revert } = backup;
  return (
    <section className="revert-notice" aria-label={`Change of ${path} on ${hostName}`}>
      <Timer size={16} aria-hidden />
      <p className="revert-words" role="status">
        <code>
          <Visible text={path} />
        </code>{" "}
        on <strong>{hostName}</strong> {revert ? revertWords(revert.state) : ""}
      </p>
      <button
        type="button"
        className="button small"
        onClick={() => openDialog({ kind: "changed-files" })}
      >
        Changed files…
      </button>
      <button type="button" className="button small" onClick={onClose}>
        Close
      </button>
    </section>
  );
}

function RevertNotice({ backup }: { backup: Backup }) {
  const { hostName, id, path } = backup;
  const dueAt = backup.revert?.dueAt ?? 0;
  const left = useSecondsUntil(dueAt);
  const [failure, setFailure] = useState<CallFailure | null>(null);
  const [busy, setBusy] = useState(false);
  const call = async (answer: Promise<unknown>) => {
    setBusy(true);
    const outcome = await attempt(answer);
    setBusy(false);
    setFailure(outcome.ok ? null : outcome.error);
  };
  const button = (words: string, primary: boolean, run: () => Promise<unknown>) => (
    <button
      type="button"
      className={primary ? "button primary small" : "button small"}
      disabled={busy}
      onClick={() => void call(run())}
    >
      {words}
    </button>
  );
  return (
    <section className="revert-notice" aria-label={`Change of ${path} on ${hostName}`}>
      <Timer size={16} aria-hidden />
      <p className="revert-words">
        <code>
          <Visible text={path} />
        </code>{" "}
        on <strong>{hostName}</strong>{" "}
        {left > 0 ? (
          <>
            is put back in{" "}
            <span role="timer" title={absoluteTime(dueAt)}>
              {durationWords(left * 1_000)}
            </span>{" "}
            unless you confirm the change.
          </>
        ) : (
          "was to be put back. The host has not said yet whether it did."
        )}
        {failure !== null && (
          <span className="revert-failure" role="alert">
            {" "}
            {failure.sentence}
          </span>
        )}
      </p>
      {left > 0 ? (
        <>
          {button("Confirm the change", true, () => client.files.confirmRevert({ id }))}
          {button("Take back now", false, () => client.files.revertNow({ id }))}
        </>
      ) : (
        button("Ask the host", false, () => client.files.askRevert({ id }))
      )}
    </section>
  );
}

/** Whole seconds, 0 once it is over. */
function useSecondsUntil(at: number): number {
  const [now, setNow] = useState(() => Date.now());
  useEffect(() => {
    const timer = setInterval(() => setNow(Date.now()), 500);
    return () => clearInterval(timer);
  }, []);
  return Math.max(0, Math.ceil((at - now) / 1_000));
}
