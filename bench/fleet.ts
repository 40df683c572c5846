import { until } from "../e2e/world/until.ts";
import type { FleetId, HostId } from "../shared/ids.ts";
import { HundredHosts } from "./hundred-hosts.ts";
import { BareFleet } from "./peers/bare-fleet.ts";
import { ansible, parallelSsh } from "./peers/fleet-tools.ts";
import type { Measurements } from "./report.ts";

const count = 100;
const command = "uptime";

/**
 * One command on a hundred hosts on loopback, with everything that goes with it here (policy, audit, records), against the
 * same commands over bare ssh2 with the same algorithms, in turns: warm on open connections, fresh with 25 being opened at
 * a time. Beside them parallel-ssh and ansible where they are installed; a figure of what is not there is left out.
 */
export async function measureFleet(
  runs: number,
  measured: Measurements,
  tell: (line: string) => void,
): Promise<void> {
  await using hosts = await HundredHosts.open(count);
  using bare = new BareFleet(hosts);
  const tools = await hosts.tools();
  const note = (figure: string, value: number) => {
    measured.set(figure, [...(measured.get(figure) ?? []), value]);
    tell(`  ${figure}: ${value.toPrecision(3)}`);
  };
  const timed = async (figure: string, work: () => Promise<unknown>): Promise<number> => {
    const startedAt = performance.now();
    await work();
    const took = performance.now() - startedAt;
    note(figure, took);
    return took;
  };
  // What is only done once, of all of them: host keys, compiled code, ansible's own connections.
  await runFleet(hosts);
  await bare.open();
  await bare.warm(command);
  if (tools.ansible) await ansible(hosts, command);
  for (let run = 1; run <= runs; run += 1) {
    tell(`fleet, run ${run} of ${runs}`);
    const bareWarm = await timed("fleet_bare_warm_ms", () => bare.warm(command));
    const warm = await timed("fleet_warm_ms", () => runFleet(hosts));
    note("fleet_warm_to_bare", warm / bareWarm);
    if (tools.ansible) {
      const other = await timed("fleet_ansible_warm_ms", () => ansible(hosts, command));
      note("fleet_warm_to_ansible", warm / other);
    }
    const bareFresh = await timed("fleet_bare_fresh_ms", () => bare.fresh(command));
    await hangUp(hosts);
    const fresh = await timed("fleet_fresh_ms", () => runFleet(hosts));
    note("fleet_fresh_to_bare", fresh / bareFresh);
    if (tools.parallelSsh) {
      const other = await timed("fleet_parallel_ssh_ms", () => parallelSsh(hosts, command));
      note("fleet_fresh_to_parallel_ssh", fresh / other);
    }
  }
  if (!tools.ansible) tell("  ansible is not installed: fleet_warm_to_ansible is left out");
  if (!tools.parallelSsh) tell("  parallel-ssh is not installed: its figures are left out");
}

/** From the person's yes to the last host's end on record. */
async function runFleet({ app, ids }: HundredHosts): Promise<void> {
  const { fleet } = app.services;
  const draft = {
    hostIds: [...ids],
    command,
    canary: null,
    parallel: count,
    stopOnFailure: false,
    timeoutSeconds: null,
  };
  const checked = await fleet.check(draft);
  if (!checked.ok) throw new Error(checked.error.sentence);
  const begun = await fleet.run(draft, { seal: checked.value.seal }, "the bench");
  if (!begun.ok) throw new Error(begun.error.sentence);
  const rows = await ended(app.services.fleet, begun.value.id);
  const bad = rows.find(({ exitCode }) => exitCode !== 0);
  if (bad !== undefined) throw new Error(`${bad.hostName}: ${bad.state} ${bad.problem}`);
}

type FleetService = HundredHosts["app"]["services"]["fleet"];

async function ended(fleet: FleetService, id: FleetId) {
  const { promise, resolve } = Promise.withResolvers<void>();
  const look = () => {
    if (typeof fleet.shown(id)?.fleet.endedAt === "number") resolve();
  };
  using _listening = fleet.changed.on(look);
  look();
  await promise;
  return fleet.shown(id)?.rows ?? [];
}

async function hangUp({ app, ids }: HundredHosts): Promise<void> {
  const { targets } = app.services as unknown as {
    targets: { hangUpIfUnused(id: HostId): void; isConnected(id: HostId): boolean };
  };
  for (const id of ids) targets.hangUpIfUnused(id);
  await until("no connection", () => (ids.some((id) => targets.isConnected(id)) ? null : true));
}
