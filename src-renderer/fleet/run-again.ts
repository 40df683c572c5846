import type { Fleet, FleetRow } from "../../shared/contract/fleet.ts";
import type { FleetForm } from "./fleet-draft.ts";

/** Where it was for certain not run, though it may be now. Not among them: what the policy refused. */
const neverBegun: ReadonlySet<FleetRow["state"]> = new Set(["failed", "void", "not-run"]);

/** The hosts of a run that is over on which it was not run. Where it has ended, was ended or may have run it is not run again. */
export const notRunOn = (rows: readonly FleetRow[]): FleetRow[] =>
  rows.filter(({ state }) => neverBegun.has(state));

/** The same run for those hosts, for a person to look at and change. */
export function runAgainForm(fleet: Fleet, rows: readonly FleetRow[]): Partial<FleetForm> {
  const { canary, command, parallel, stopOnFailure, timeoutSeconds } = fleet;
  return {
    command,
    hostIds: notRunOn(rows).map(({ hostId }) => hostId),
    parallel: String(parallel),
    stopOnFailure,
    timeout: timeoutSeconds === null ? "" : String(timeoutSeconds),
    ...(canary === null
      ? {}
      : { canary: true, canaryCount: String(canary.count), after: canary.after }),
  };
}
