import { performance } from "node:perf_hooks";
import { EscapeWorld, recordedStreams } from "../world/escape-world.ts";
import { runParsers } from "../world/hostile-parsers.ts";

const roundMs = 60_000;
/** Read before the soak cleans its environment. */
const { FAIRLEAD_SEED } = process.env;
const say = (line) => process.stdout.write(`${line}\n`);

/**
 * Hostile output for so many minutes: into everything in main that reads what hosts print, and at the same time into the
 * app's emulator in a browser, a new one each minute. Answers with how many streams did harm; each is printed with its
 * seed and the least of it that does.
 */
export async function soakEscapes(minutes) {
  const first = Number(FAIRLEAD_SEED ?? Date.now() % 1_000_000_000);
  const until = performance.now() + minutes * 60_000;
  say(`hostile output for ${minutes} min, beginning with the seed ${first}`);
  const all = { main: { streams: 0, bytes: 0 }, emulator: { streams: 0, bytes: 0 } };
  let wrong = 0;
  for (let round = 1, seed = first; performance.now() < until; round += 1) {
    const ms = Math.min(roundMs, until - performance.now());
    const world = await EscapeWorld.open();
    const [emulator, main] = await Promise.all([
      world.run(seed, ms),
      runParsers(recordedStreams(), seed, ms),
    ]);
    await world[Symbol.asyncDispose]();
    for (const [where, { streams, bytes, problems }] of Object.entries({ emulator, main })) {
      all[where].streams += streams;
      all[where].bytes += bytes;
      wrong += problems.length;
      for (const { seed: at, what, least } of problems) {
        const text = JSON.stringify(Buffer.from(least).toString("latin1"));
        say(`WRONG: ${where}, seed ${at}: ${what}: ${text}`);
      }
    }
    say(
      `${String(round).padStart(4)}  ${emulator.streams} to the emulator, ${main.streams} to main`,
    );
    seed += Math.max(emulator.streams, main.streams);
  }
  const shown = Object.entries(all).map(
    ([where, { streams, bytes }]) => `${where} ${streams} streams, ${(bytes / 1e6).toFixed(1)} MB`,
  );
  say(`soak: hostile output for ${minutes} min: ${shown.join("; ")}; ${wrong} wrong`);
  return wrong;
}
