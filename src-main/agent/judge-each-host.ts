import type { FleetAction, FleetHost } from "../../shared/contract/fleet.ts";
import { commandClass, type Judgement, verdict } from "../../shared/contract/policy.ts";
import type { HostId } from "../../shared/ids.ts";
import type { ActToJudge, Policy } from "../policy/act.ts";
import { type ActPlace, whereToJudge } from "./act-to-judge.ts";

type Surroundings = { place: ActPlace; policy: Pick<Policy, "judge"> };

/** What the policy says of the command on one of the hosts now. */
export function judgeOnHost(
  { place, policy }: Surroundings,
  { command }: Pick<FleetAction, "command">,
  host: FleetHost,
): Judgement {
  return policy.judge(hostAct(place, command, host));
}

/**
 * What the policy says of one command on many hosts: the strictest word of any of them counts for all. A host on which it
 * is denied is left out by name; it is denied as a whole where no host is left.
 */
export function judgeEachHost(
  surroundings: Surroundings,
  action: FleetAction,
): { judgement: Judgement; each: Map<HostId, Judgement> } {
  const judged = action.hosts.map((host) => ({
    host,
    judgement: judgeOnHost(surroundings, action, host),
  }));
  const each = new Map(judged.map(({ host, judgement }) => [host.hostId, judgement]));
  const open = judged.filter(({ judgement }) => judgement.verdict !== "deny");
  const left = judged.filter(({ judgement }) => judgement.verdict === "deny");
  const counted = open.length === 0 ? judged : open;
  const [strictest] = counted.toSorted((one, other) => strictness(other) - strictness(one));
  if (strictest === undefined) throw new Error("a run on no hosts");
  const production = counted.filter(({ judgement }) => judgement.production);
  const classes = counted.map(({ judgement }) => rankOf(judgement));
  const typed = counted.filter(({ judgement }) => judgement.typedName !== null);
  const reasons = [
    ...new Set([
      ...strictest.judgement.reasons.slice(0, 1),
      ...(production.length === 0 ? [] : [`Production: ${namesOf(production)}.`]),
      ...left.map(
        ({ host, judgement }) => `Left out: ${host.hostName}. ${judgement.reasons[0] ?? ""}`,
      ),
      ...strictest.judgement.reasons,
    ]),
  ];
  const judgement: Judgement = {
    ...strictest.judgement,
    class: commandClass.options[Math.max(...classes)] ?? "unknown",
    reasons,
    production: production.length > 0,
    taint: [...new Set(counted.flatMap(({ judgement }) => judgement.taint))],
    typedName: typedNameOf(typed, counted.length),
    // A permission is tied to one place.
    offer: null,
    hosts: judged.map(({ host, judgement: { production, reasons, verdict } }) => ({
      hostId: host.hostId,
      verdict,
      production,
      because: reasons[0] ?? "",
    })),
  };
  return { judgement, each };
}

type OnHost = { host: FleetHost; judgement: Judgement };

/** The name of the one host that asks for its name; where several do, how many hosts it is. */
function typedNameOf(typed: readonly OnHost[], count: number): string | null {
  const [first, ...more] = typed;
  if (first === undefined) return null;
  return more.length === 0 ? first.judgement.typedName : `${count} hosts`;
}

const rankOf = (judgement: Judgement) => commandClass.options.indexOf(judgement.class);

const strictness = ({ judgement }: OnHost) =>
  verdict.options.indexOf(judgement.verdict) * 100 +
  (judgement.production ? 10 : 0) +
  rankOf(judgement);

function namesOf(hosts: readonly OnHost[]): string {
  const names = hosts.map(({ host }) => host.hostName);
  return names.length <= 10
    ? names.join(", ")
    : `${names.slice(0, 10).join(", ")} and ${names.length - 10} more`;
}

/** Not a terminal: nothing was changed before in the shell that an exec request starts. Which system it is nobody knows. */
const execShell = { id: "term-fleet", shell: "bash", system: "unknown", directory: null } as const;

function hostAct(place: ActPlace, command: string, host: FleetHost): ActToJudge {
  return {
    action: { kind: "run-shell", command },
    ...whereToJudge(place, host),
    terminal: execShell,
    running: null,
    taint: place.taint.words(),
    refusals: [],
  };
}
