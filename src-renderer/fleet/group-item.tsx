import { ChevronDown, ChevronRight } from "lucide-react";
import { useState } from "react";
import type { FleetRow } from "../../shared/contract/fleet.ts";
import type { FleetId } from "../../shared/ids.ts";
import { Visible } from "../approvals/visible.tsx";
import type { FleetGroup } from "./fleet-groups.ts";
import { hostCount, rowMark } from "./fleet-words.ts";
import { HostItem } from "./host-item.tsx";
import { HostOutput } from "./host-output.tsx";
import { rowStop } from "./move-in-rows.ts";
import { useBounded } from "./use-bounded.tsx";

const mostNames = 4;
const mostUnfolded = 8;
/** Hosts of a group that are drawn until a person asks for more. */
const mostHosts = 100;

interface GroupItemProps {
  fleetId: FleetId;
  group: FleetGroup;
  /** The largest group, which this one is compared with; null where it is that one, or there is none. */
  against: FleetGroup | null;
  initiallyOpen: boolean;
}

/** Hosts with one result: their names folded, their output once, marked where it differs from the largest group's. */
export function GroupItem({ fleetId, group, against, initiallyOpen }: GroupItemProps) {
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
        {...rowStop}
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
          {first.problem === null ? (
            <Visible text={first.lastLine} />
          ) : (
            <Visible text={first.problem} prose />
          )}
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
          {first.startedAt !== null && (
            <HostOutput row={first} against={against?.rows[0] ?? null} />
          )}
          <Hosts fleetId={fleetId} rows={group.rows} first={first} />
        </div>
      )}
    </li>
  );
}

interface HostsProps {
  fleetId: FleetId;
  rows: readonly FleetRow[];
  first: FleetRow;
}

/** The hosts of a group; of a large one they are folded, so that what differs stays in sight. */
function Hosts({ fleetId, rows, first }: HostsProps) {
  const [open, setOpen] = useState(rows.length <= mostUnfolded);
  const [drawn, more] = useBounded(rows, mostHosts, "hosts");
  if (!open) {
    return (
      <button
        type="button"
        className="link-button fleet-unfold"
        {...rowStop}
        onClick={() => setOpen(true)}
      >
        Show the {hostCount(rows.length)}
      </button>
    );
  }
  return (
    <>
      <ul className="fleet-rows" aria-label="Hosts of this group">
        {drawn.map((row) => (
          <HostItem
            key={row.hostId}
            fleetId={fleetId}
            row={row}
            withOutput={row.hostId !== first.hostId}
          />
        ))}
      </ul>
      {more}
    </>
  );
}
