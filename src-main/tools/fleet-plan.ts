import type { ActionTarget, Refusal } from "../../shared/contract/approvals.ts";
import type { FleetAction, FleetCanary, FleetPlan } from "../../shared/contract/fleet.ts";
import type { Host } from "../../shared/contract/hosts.ts";
import { localHostId } from "../../shared/ids.ts";
import { ok } from "../../shared/result.ts";
import { disguiseRefusals, hiddenCharacterRefusals } from "../policy/command-text.ts";
import { parseCommand } from "../policy/shell-syntax.ts";
import type { PlannedFleet, ToolFleet } from "./fleet-surroundings.ts";

/**
 * The act as it is proposed: the hosts as they stand now, with a canary where there are more of them than may go without
 * one. `after`: what follows a canary that was not asked for.
 */
export async function planFleet(
  fleet: Pick<ToolFleet, "look" | "canaryAbove">,
  plan: FleetPlan,
  hosts: readonly Host[],
  after: FleetCanary["after"] = "ask",
): Promise<FleetAction> {
  const above = fleet.canaryAbove();
  const needed = above > 0 && hosts.length > above ? { count: 1, after } : null;
  const wanted = plan.canary ?? needed;
  // All of them going first is no canary.
  const canary =
    wanted === null || hosts.length < 2
      ? null
      : { ...wanted, count: Math.min(wanted.count, hosts.length - 1) };
  return { kind: "run-on-hosts", ...plan, canary, hosts: await fleet.look(hosts) };
}

/** What is the same for every planned run on many hosts, whoever wants it. */
export function plannedFleet(
  fleet: Pick<ToolFleet, "fingerprint">,
  action: FleetAction,
): Pick<
  PlannedFleet,
  "kind" | "action" | "runId" | "target" | "fingerprint" | "onGone" | "refusals" | "edited"
> {
  return {
    kind: "fleet",
    action,
    runId: null,
    target: () => ok(fleetTarget(action)),
    fingerprint: ({ hostId }) => fleet.fingerprint(hostId),
    // A host that was removed is found when its turn comes.
    onGone: () => new DisposableStack(),
    refusals: () => refusalsOf(action.command),
    edited: null,
  };
}

/** All the hosts in one line, and this machine, from which it goes out. */
function fleetTarget({ hosts }: FleetAction): ActionTarget {
  const [first] = hosts;
  const hostName =
    first !== undefined && hosts.length === 1 ? first.hostName : `${hosts.length} hosts`;
  return {
    terminalId: null,
    hostId: localHostId,
    hostName,
    user: "",
    directory: null,
    fingerprint: JSON.stringify(hosts.map(({ fingerprint }) => fingerprint)),
  };
}

/** An exec request takes any bytes; what hides from the person is refused all the same. */
function refusalsOf(command: string): Refusal[] {
  if (command.trim() === "") return [{ at: null, sentence: "The command is empty." }];
  const { refusals, words } = parseCommand(command);
  return [...hiddenCharacterRefusals(command), ...disguiseRefusals(words), ...refusals];
}
