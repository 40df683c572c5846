import { SquareTerminal, Text } from "lucide-react";
import { memo, useState } from "react";
import type { FleetRow } from "../../shared/contract/fleet.ts";
import type { FleetId } from "../../shared/ids.ts";
import { closeDialog } from "../app/frame-store.ts";
import { Visible } from "../approvals/visible.tsx";
import type { CallFailure } from "../control/client.ts";
import { focusTerminal, openTerminal } from "../terminals/terminal-desk.ts";
import { useTerminals } from "../terminals/terminal-store.ts";
import { FailureNotice } from "../ui/failure-notice.tsx";
import { onceClosed } from "../ui/once-closed.ts";
import { durationWords } from "../ui/times.ts";
import { rowMark } from "./fleet-words.ts";
import { runInTerminal } from "./fleets-store.ts";
import { HostOutput } from "./host-output.tsx";
import { rowStop } from "./move-in-rows.ts";

interface HostItemProps {
  fleetId: FleetId;
  row: FleetRow;
  withOutput: boolean;
}

/** One host: who and where, how long it took, its terminal, its own output, and what a person can answer there. */
export const HostItem = memo(function HostItem({ fleetId, row, withOutput }: HostItemProps) {
  const [shown, setShown] = useState(false);
  const { address, endedAt, hostName, isCanary, production, startedAt, user } = row;
  const mark = rowMark(row);
  return (
    <li className={production ? "fleet-row production" : "fleet-row"} data-row>
      <span className="fleet-row-line">
        <span className="fleet-host cut">
          <Visible text={hostName} />
        </span>
        {production && <strong className="production-badge">PRODUCTION</strong>}
        {isCanary && <span className="faint">canary</span>}
        <span className="faint cut fleet-place">
          {user === "" ? address : `${user}@${address}`}
        </span>
        <span className={`fleet-row-mark ${mark.tone}`}>
          <span aria-hidden>{mark.shape}</span> {mark.word}
          {startedAt !== null && endedAt !== null && ` · ${durationWords(endedAt - startedAt)}`}
        </span>
        {withOutput && startedAt !== null && (
          <button
            type="button"
            className="icon-button small"
            aria-expanded={shown}
            aria-label={`Output of ${hostName}`}
            title="Output"
            onClick={() => setShown(!shown)}
          >
            <Text size={14} aria-hidden />
          </button>
        )}
        <ItsTerminal row={row} />
      </span>
      {row.asked && <AnswerInTerminal fleetId={fleetId} row={row} />}
      {shown && <HostOutput row={row} against={null} />}
    </li>
  );
});

/** The terminal in which it goes on, or a new one there. */
function ItsTerminal({ row: { hostId, hostName, terminalId } }: { row: FleetRow }) {
  const own = useTerminals(({ terminals }) =>
    terminalId !== null && terminals.has(terminalId) ? terminalId : null,
  );
  const words =
    own === null ? `Open a terminal on ${hostName}` : `Go to the terminal of ${hostName}`;
  const go = () =>
    onceClosed(closeDialog, () => (own === null ? openTerminal(hostId) : focusTerminal(own)));
  return (
    <button
      type="button"
      className="icon-button small"
      {...rowStop}
      aria-label={words}
      title={own === null ? "Open a terminal there" : "Go to its terminal"}
      onClick={go}
    >
      <SquareTerminal size={14} aria-hidden />
    </button>
  );
}

/** It asked something that nobody could answer: run it again where a person can. */
function AnswerInTerminal({ fleetId, row }: { fleetId: FleetId; row: FleetRow }) {
  const [failure, setFailure] = useState<CallFailure | null>(null);
  const [busy, setBusy] = useState(false);
  const run = async () => {
    setBusy(true);
    const terminalId = await openTerminal(row.hostId);
    if (terminalId !== null) {
      const begun = await runInTerminal({ id: fleetId, hostId: row.hostId, terminalId });
      setFailure(begun.ok ? null : begun.error);
    }
    setBusy(false);
  };
  return (
    <span className="fleet-answer">
      {failure !== null && <FailureNotice failure={failure} />}
      <button
        type="button"
        className="button small"
        aria-label={`Run it again in a terminal on ${row.hostName}`}
        disabled={busy}
        onClick={() => onceClosed(closeDialog, run)}
      >
        <SquareTerminal size={12} aria-hidden /> Run it again in a terminal
      </button>
    </span>
  );
}
