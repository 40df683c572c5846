import { useCallback, useEffect, useRef, useState } from "react";
import { FailureNotice } from "../ui/failure-notice.tsx";
import { FrameDialog } from "../ui/frame-dialog.tsx";
import { AuditAct } from "./audit-act.tsx";
import { AuditFilters } from "./audit-filters.tsx";
import { AuditList } from "./audit-list.tsx";
import {
  openAuditView,
  readAgain,
  readOn,
  setFollowing,
  useAudit,
  verifyAll,
} from "./audit-store.ts";
import { AuditVerdictNotice } from "./audit-verdict.tsx";
import { shortTime } from "./audit-words.ts";
import { ExportMenu } from "./export-menu.tsx";
import "./audit.css";

/** The whole audit: chosen by filter, followed as it grows, each act with its steps. */
export function AuditDialog({ onClose }: { onClose: () => void }) {
  useEffect(() => {
    const view = openAuditView();
    return () => view[Symbol.dispose]();
  }, []);
  return (
    <FrameDialog title="Audit" wide onClose={onClose}>
      <div className="audit">
        <div className="audit-bar">
          <AuditFilters />
          <Tools />
        </div>
        <Notices />
        <Body />
      </div>
    </FrameDialog>
  );
}

function Tools() {
  const following = useAudit((state) => state.following);
  const waiting = useAudit((state) => state.waiting);
  const verifying = useAudit((state) => state.verifying);
  return (
    <div className="audit-tools">
      <button
        type="button"
        className="button small"
        aria-pressed={following}
        onClick={() => setFollowing(!following)}
      >
        {following ? "● Following" : waiting > 0 ? `Follow (${waiting} new)` : "Follow"}
      </button>
      <button
        type="button"
        className="button small"
        disabled={verifying}
        onClick={() => void verifyAll()}
      >
        {verifying ? "Verifying…" : "Verify"}
      </button>
      <ExportMenu />
    </div>
  );
}

function Notices() {
  const failure = useAudit((state) => state.failure);
  const problem = useAudit((state) => state.problem);
  const unsound = useAudit((state) => state.unsound);
  const verdict = useAudit((state) => state.verdict);
  if (failure === null && problem === null && unsound === 0 && verdict === null) return null;
  return (
    <div className="audit-notices">
      {problem !== null && verdict === null && (
        <p className="notice danger" role="alert">
          Found when Fairlead started: {problem}
        </p>
      )}
      {unsound > 0 && (
        <p className="notice warning" role="alert">
          {unsound === 1 ? "1 line is" : `${unsound} lines are`} no sound entry and not shown.
          Verify names the first.
        </p>
      )}
      {verdict !== null && <AuditVerdictNotice verdict={verdict} />}
      {failure !== null && (
        <FailureNotice failure={failure}>
          <div className="settings-row">
            <button type="button" className="button small" onClick={() => void readAgain()}>
              Try again
            </button>
          </div>
        </FailureNotice>
      )}
    </div>
  );
}

function Body() {
  const rows = useAudit((state) => state.rows);
  const following = useAudit((state) => state.following);
  const [selected, setSelected] = useState<string | null>(null);
  const aside = useRef<HTMLDivElement>(null);
  const row = rows.find(({ key }) => key === selected) ?? null;
  const onNearEnd = useCallback(() => void readOn(), []);
  const onOpen = () => aside.current?.querySelector<HTMLElement>(".audit-act")?.focus();
  return (
    <div className="audit-body">
      <div className="audit-table-head faint" aria-hidden>
        <span>Time</span>
        <span>What</span>
        <span>Where</span>
        <span>Policy</span>
        <span>By</span>
        <span>End</span>
      </div>
      <AuditList
        rows={rows}
        end={<End />}
        selected={selected}
        onSelect={setSelected}
        onOpen={onOpen}
        onNearEnd={onNearEnd}
        following={following}
      />
      <div className="audit-aside" ref={aside}>
        {row === null ? (
          <p className="soft audit-hint">Choose an entry to see each step of it.</p>
        ) : (
          <AuditAct row={row} />
        )}
      </div>
      <Foot />
    </div>
  );
}

/** Below the last row: what is going on, or that there is nothing. */
function End() {
  const { failure, filter, loading, next, rows, total } = useAudit();
  if (failure !== null) return null;
  const oldest = rows.at(-1);
  if (loading) {
    if (next === null) return <p className="soft">Reading…</p>;
    return (
      <p className="soft" role="status">
        Searching, entry {next.toLocaleString()}
        {oldest !== undefined && `, ${shortTime(oldest.at)}`}…
      </p>
    );
  }
  if (rows.length > 0)
    return next === null ? <p className="faint">This is the beginning.</p> : null;
  if (total === 0) {
    return (
      <p className="soft">
        Nothing has been recorded yet. Ask the agent something, or connect to a host.
      </p>
    );
  }
  return Object.keys(filter).length > 0 ? (
    <p className="soft">No entry fits the filter.</p>
  ) : (
    <p className="soft">There is nothing to show.</p>
  );
}

function Foot() {
  const rows = useAudit((state) => state.rows.length);
  const signed = useAudit((state) => state.signed);
  const total = useAudit((state) => state.total);
  return (
    <p className="audit-foot faint">
      {rows.toLocaleString()} shown of {(total ?? 0).toLocaleString()} entries, newest first, acts
      as one.{" "}
      {signed
        ? "The end is signed with a key of the keychain."
        : "The end is not signed: no keychain."}
    </p>
  );
}
