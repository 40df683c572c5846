import { ChevronDown, ChevronRight, SquareTerminal, Text } from "lucide-react";
import { memo, useState } from "react";
import type { FleetRow } from "../../shared/contract/fleet.ts";
import { Visible } from "../approvals/visible.tsx";
import { DiffTable } from "../files/file-diff.tsx";
import { openTerminal } from "../terminals/terminal-desk.ts";
import { CopyButton } from "../ui/copy-button.tsx";
import { durationWords } from "../ui/times.ts";
import type { FleetGroup } from "./fleet-groups.ts";
import { hostCount, rowMark } from "./fleet-words.ts";
import { useOutput } from "./fleets-store.ts";
import { lineDiff } from "./line-diff.ts";

const mostNames = 4;
const mostUnfolded = 8;

interface GroupItemProps {
  group: FleetGroup;
  /** The largest group, which this one is compared with; null where it is that one, or there is none. */
  against: FleetGroup | null;
  initiallyOpen: boolean;
}

/** Hosts with one result: their names folded, their output once, marked where it differs from the largest group's. */
export function GroupItem({ group, against, initiallyOpen }: GroupItemProps) {
  const [open, setOpen] = useState(initiallyOpen);
  const [first] = group.rows;
  const mark = rowMark(first);
  const names = group.rows.slice(0, mostNames).map(({ hostName }) => hostName);
  const more = group.rows.length - names.length;
  return (
    <li className={`fleet-group ${mark.tone}`}>
      <button
        type="button"
        className="fleet-group-head"
        aria-expanded={open}
        onClick={() => setOpen(!open)}
      >
        {open ? <ChevronDown size={12} aria-hidden /> : <ChevronRight size={12} aria-hidden />}
        <span className="fleet-mark">
          <span aria-hidden>{mark.shape}</span> {mark.word}
        </span>
        <span className="fleet-size">
          {group.rows.length === 1
            ? first.hostName
            : `${hostCount(group.rows.length)}${group.identical ? ": identical" : ""}`}
        </span>
        <span className="faint cut fleet-last">
          <Visible text={first.problem ?? first.lastLine} />
        </span>
      </button>
      {!open && group.rows.length > 1 && (
        <p className="fleet-names faint cut">
          {names.join(", ")}
          {more > 0 && ` and ${more} more`}
        </p>
      )}
      {open && (
        <div className="fleet-group-body">
          {first.problem !== null && (
            <p className="fleet-note">
              <Visible text={first.problem} prose />
            </p>
          )}
          {first.startedAt !== null && <Output row={first} against={against?.rows[0] ?? null} />}
          <Hosts rows={group.rows} first={first} />
        </div>
      )}
    </li>
  );
}

/** The hosts of a group; of a large one they are folded, so that what differs stays in sight. */
function Hosts({ rows, first }: { rows: readonly FleetRow[]; first: FleetRow }) {
  const [open, setOpen] = useState(rows.length <= mostUnfolded);
  if (!open) {
    return (
      <button type="button" className="link-button fleet-unfold" onClick={() => setOpen(true)}>
        Show the {hostCount(rows.length)}
      </button>
    );
  }
  return (
    <ul className="fleet-rows" aria-label="Hosts of this group">
      {rows.map((row) => (
        <HostItem key={row.hostId} row={row} withOutput={row.hostId !== first.hostId} />
      ))}
    </ul>
  );
}

/** One host: who and where, how long it took, its terminal, its own output. */
const HostItem = memo(function HostItem({
  row,
  withOutput,
}: {
  row: FleetRow;
  withOutput: boolean;
}) {
  const [shown, setShown] = useState(false);
  const { address, endedAt, hostId, hostName, isCanary, production, startedAt, user } = row;
  const mark = rowMark(row);
  return (
    <li className={production ? "fleet-row production" : "fleet-row"}>
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
        <button
          type="button"
          className="icon-button small"
          aria-label={`Open a terminal on ${hostName}`}
          title="Open a terminal there"
          onClick={() => void openTerminal(hostId)}
        >
          <SquareTerminal size={14} aria-hidden />
        </button>
      </span>
      {shown && <Output row={row} against={null} />}
    </li>
  );
});

/** What a host printed; beside the largest group's as what is other there. */
function Output({ row, against }: { row: FleetRow; against: FleetRow | null }) {
  const output = useOutput(row.runId, row.outputLength);
  if (output === null) return <p className="faint">Loading the output…</p>;
  if (against !== null && row.digest !== null)
    return <Compared row={row} text={output.text} against={against} />;
  return <Plain {...output} />;
}

function Compared({ row, text, against }: { row: FleetRow; text: string; against: FleetRow }) {
  const usual = useOutput(against.runId, against.outputLength);
  if (usual === null) return <p className="faint">Loading the output…</p>;
  const lines = lineDiff(usual.text, text);
  if (lines === null) return <Plain text={text} total={row.outputLength} />;
  if (lines.every(({ kind }) => kind === "same")) return <Plain text={text} total={text.length} />;
  return (
    <div className="fleet-output">
      <p className="faint">Against {against.hostName} and those like it:</p>
      <div className="fleet-diff">
        <DiffTable lines={lines} />
      </div>
      <CopyButton text={text} label="Copy output" />
    </div>
  );
}

function Plain({ text, total }: { text: string; total: number }) {
  if (total === 0) return <p className="faint">No output.</p>;
  return (
    <div className="fleet-output">
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls must be reachable by keyboard */}
      <pre tabIndex={0}>
        <Visible text={text} />
      </pre>
      {total > text.length && (
        <p className="faint">
          The first {text.length.toLocaleString()} of {total.toLocaleString()} characters.
        </p>
      )}
      <CopyButton text={text} label="Copy output" />
    </div>
  );
}
