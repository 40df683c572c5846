import { performance } from "node:perf_hooks";
import { CrashTrials } from "../world/crash-trials.ts";
import { soakEscapes } from "./soak-escapes.mjs";
import { stepEnvironment } from "./steps.mjs";

/**
 * What takes too long for npm test, at its real length. Prints every trial and ends with one summary line.
 * `npm run soak -- 50` makes 50 kills instead of 200; `npm run soak -- escapes 240` = hostile output for 4 hours,
 * FAIRLEAD_SEED repeats it.
 */
const kills = Number(process.argv[2] ?? 200);
for (const name of Object.keys(process.env)) {
  if (!(name in stepEnvironment())) delete process.env[name];
}

if (process.argv[2] === "escapes") {
  process.exit((await soakEscapes(Number(process.argv[3] ?? 240))) === 0 ? 0 : 1);
}

const say = (line) => process.stdout.write(`${line}\n`);
const started = performance.now();
say(`kill -9 at ${kills} points between the approval of a command and its end`);

const trials = [];
const bench = await CrashTrials.open();
let wrong = 0;
try {
  for await (const trial of bench.run(kills)) {
    trials.push(trial);
    if (trial.wrong.length > 0) wrong += 1;
    const found = `call ${trial.call}, run ${trial.run ?? "none"}, ran ${trial.ran}`;
    const verdict = trial.wrong.length === 0 ? "good" : `WRONG: ${trial.wrong.join("; ")}`;
    say(
      `${String(trials.length).padStart(4)}  ${trial.place.padEnd(22)}  ${String(trial.killedAfterMs).padStart(5)} ms  ${found.padEnd(42)}  ${verdict}`,
    );
  }
  const later = await bench.afterthoughts(trials);
  for (const one of later) say(`WRONG: ${one}`);
  wrong += later.length;
} finally {
  await bench[Symbol.asyncDispose]();
}

const states = new Map();
for (const { run } of trials) states.set(run ?? "none", (states.get(run ?? "none") ?? 0) + 1);
const ran = trials.filter((trial) => trial.ran === 1).length;
const minutes = ((performance.now() - started) / 60_000).toFixed(1);
say(
  `soak: ${trials.length} kills in ${minutes} min: ran once ${ran}, not at all ${trials.length - ran}; records ${[...states].map(([state, count]) => `${state} ${count}`).join(", ")}; ${wrong} wrong`,
);
process.exitCode = wrong === 0 ? 0 : 1;
