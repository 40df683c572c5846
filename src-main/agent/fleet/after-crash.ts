import type { FleetRow } from "../../../shared/contract/fleet.ts";
import type { Run } from "../../../shared/contract/terminals.ts";
import type { RunId } from "../../../shared/ids.ts";
import type { FleetRecord } from "../../store/fleet-records.ts";

/** What became of a run that was not over when the program ended: nothing of it is run again. The same object where it was over. */
export function settledFleet(
  record: FleetRecord,
  runOf: (id: RunId) => Run | undefined,
): FleetRecord {
  const { fleet, rows } = record;
  if (fleet.state === "done" || fleet.state === "interrupted") return record;
  const stopped = "Fairlead ended while it went on; nothing of it is run again.";
  return {
    fleet: { ...fleet, state: "interrupted", stopped, endedAt: fleet.endedAt ?? fleet.createdAt },
    rows: rows.map((row) => settledRow(row, runOf(row.runId))),
  };
}

function settledRow(row: FleetRow, run: Run | undefined): FleetRow {
  if (["finished", "failed", "refused", "void", "stopped", "lost"].includes(row.state)) return row;
  const open = { ...row, problem: null, digest: null };
  if (run === undefined || run.state === "not-run" || run.state === "waiting") {
    return { ...open, state: "not-run", problem: "Fairlead ended before its turn came." };
  }
  const { endedAt, exitCode, startedAt } = run;
  const known = { ...open, startedAt, endedAt, exitCode };
  if (run.state === "finished" || run.state === "stopped" || run.state === "lost") {
    return { ...known, state: run.state, outputLength: run.excerpt.length };
  }
  const problem =
    "Fairlead ended while it ran there. How far it came is unknown: look there first.";
  return { ...known, state: "unknown", problem };
}

/** What goes on in a terminal is not followed over a crash: its record says so until it has ended. */
export function rowAsAfterCrash(row: FleetRow): FleetRow {
  if (row.terminalId === null || !["waiting", "running", "needs-you"].includes(row.state)) {
    return row;
  }
  const problem = "Fairlead ended while it ran in a terminal: look there first.";
  return { ...row, state: "unknown", problem };
}
