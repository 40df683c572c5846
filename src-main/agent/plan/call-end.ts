import type { FleetRow } from "../../../shared/contract/fleet.ts";
import { unreachable } from "../../../shared/result.ts";
import type { CallEnd } from "../../sessions/plan-changes.ts";
import type { ToolItem } from "../call-item.ts";

/** Who tells how a run on many hosts went. */
export type FleetOf = (
  id: NonNullable<ToolItem["fleetId"]>,
) => { rows: readonly Pick<FleetRow, "exitCode" | "state">[] } | undefined;

type EndedCall = Pick<ToolItem, "tool" | "status" | "exitCode" | "fleetId">;

/** What says how a call of these tools went; the ends of all others say nothing about a step. */
const tellingTools: Record<string, "exit-code" | "exit-codes" | "state"> = {
  run_shell: "exit-code",
  run_on_hosts: "exit-codes",
  write_file: "state",
  edit_file: "state",
  copy_file: "state",
  delete_file: "state",
};

/** Whether the end of this call can say anything about the step it belongs to. */
export const isTelling = ({ tool }: Pick<ToolItem, "tool">): boolean =>
  Object.hasOwn(tellingTools, tool);

/** What the end of a call says about its step; null while it has not ended. Pure. */
export function callEnd(item: EndedCall, fleetOf: FleetOf): CallEnd | null {
  const { status } = item;
  switch (status.state) {
    case "asking":
    case "working":
      return null;
    case "done":
      return doneEnd(item, fleetOf);
    case "failed":
      // Only what was surely not done is told as failed; the rest is unknown.
      return { kind: "open", note: "its command was not run" };
    case "unknown":
      return { kind: "unknown", note: "nobody knows whether its command ran" };
    case "stopped":
      return { kind: "open", note: "its command was stopped" };
    case "denied":
      return { kind: "open", note: "its command was denied" };
    case "expired":
      return { kind: "open", note: "nobody approved its command in time" };
    case "refused":
      return { kind: "open", note: "its command was refused" };
    default:
      return unreachable(status);
  }
}

function doneEnd({ exitCode, fleetId, tool }: EndedCall, fleetOf: FleetOf): CallEnd {
  switch (tellingTools[tool]) {
    case "state":
      return { kind: "well" };
    case "exit-codes":
      return fleetEnd(fleetId === undefined ? [] : (fleetOf(fleetId)?.rows ?? []));
    default:
      if (exitCode === 0) return { kind: "well" };
      if (exitCode !== null) return { kind: "badly", note: `exit code ${exitCode}` };
      return { kind: "open", note: "its command told no exit code" };
  }
}

/** It went well where it went well on every host. */
function fleetEnd(rows: readonly Pick<FleetRow, "exitCode" | "state">[]): CallEnd {
  const well = rows.filter(({ exitCode }) => exitCode === 0).length;
  if (rows.length > 0 && well === rows.length) return { kind: "well" };
  const unknown = rows.filter(({ state }) => state === "unknown" || state === "lost").length;
  if (rows.length === 0) return { kind: "open", note: "nobody knows how it went" };
  if (unknown > 0) return { kind: "badly", note: `nobody knows how it went on ${unknown} hosts` };
  return { kind: "badly", note: `it went well on ${well} of ${rows.length} hosts` };
}
