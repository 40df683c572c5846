import { performance } from "node:perf_hooks";
import { FaultTrials } from "../world/fault-trials.ts";
import { canDrop } from "../world/faults.ts";

const say = (line) => process.stdout.write(`${line}\n`);
const seconds = (ms) => (ms === null ? "-" : `${(ms / 1_000).toFixed(1)} s`);

/**
 * `count` faults of all kinds under approved commands, then, where asked for, an outage of `outage` seconds. Resolves with
 * how many trials went wrong.
 */
export async function soakFaults(plan, count, outage = 0) {
  const started = performance.now();
  const how = canDrop ? "packets are dropped" : "no network of our own: sshd is stopped instead";
  say(`${count} faults under approved commands, seed ${plan.seed}; ${how}`);
  await using bench = await FaultTrials.open(plan);
  const trials = [];
  const told = (trial) => {
    trials.push(trial);
    say(lineOf(trials.length, trial));
  };
  for await (const trial of bench.run(count)) told(trial);
  if (outage > 0) for await (const trial of bench.outages(outage)) told(trial);
  const later = await bench.afterthoughts();
  for (const one of later) say(`WRONG: ${one}`);
  const wrong = trials.filter((trial) => trial.wrong.length > 0).length + later.length;
  say(summaryOf(trials, wrong, performance.now() - started));
  return wrong;
}

function lineOf(number, trial) {
  const { fault, atMs, lastedMs, noticedMs, backMs, state, run, exitCode, ran, call } = trial;
  const exit = exitCode === null ? "" : ` exit ${exitCode}`;
  const verdict = trial.wrong.length === 0 ? "good" : `WRONG: ${trial.wrong.join("; ")}`;
  return [
    String(number).padStart(4),
    fault.place.padEnd(22),
    `${fault.name} ${seconds(lastedMs)} at ${seconds(atMs)}`.padEnd(46),
    `noticed ${seconds(noticedMs)}, back ${seconds(backMs)}, ${state}`.padEnd(38),
    `call ${call}, run ${run ?? "none"}${exit}, ran ${ran}`.padEnd(42),
    verdict,
  ].join("  ");
}

function summaryOf(trials, wrong, ms) {
  const count = (test) => trials.filter(test).length;
  const noticed = trials.map(({ noticedMs }) => noticedMs ?? 0);
  return [
    `soak: ${trials.length} faults in ${(ms / 60_000).toFixed(1)} min`,
    `same shell ${count(({ state }) => state === "ready")}, lost ${count(({ state }) => state === "lost")}`,
    `ran once ${count(({ ran }) => ran === 1)}, not at all ${count(({ ran }) => ran === 0)}, twice ${count(({ ran }) => ran > 1)}`,
    `silence said after at most ${seconds(Math.max(0, ...noticed))}`,
    `${wrong} wrong`,
  ].join("; ");
}
