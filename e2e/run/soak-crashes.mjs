import { performance } from "node:perf_hooks";
import { CrashTrials } from "../world/crash-trials.ts";

const say = (line) => process.stdout.write(`${line}\n`);

/** Kills the app with kill -9 at `kills` points of an approved command. Resolves with how many trials went wrong. */
export async function soakCrashes(kills) {
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
  return wrong;
}
