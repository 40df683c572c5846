import { expect } from "@playwright/test";
import { test } from "./journey.ts";
import { fairlead } from "./world/command-line.ts";
import { CrashTrials, type Trial } from "./world/crash-trials.ts";

const kills = 20;

test(`kill -9 at ${kills} points between approval and end: it ran once or not at all, and what is said of it is true`, async () => {
  test.setTimeout(600_000);
  await using bench = await CrashTrials.open();
  const trials: Trial[] = [];
  for await (const trial of bench.run(kills)) {
    trials.push(trial);
    expect.soft(trial.wrong, JSON.stringify(trial)).toEqual([]);
  }
  expect(await bench.afterthoughts(trials)).toEqual([]);
  expect(await fairlead(bench.world, "audit", "verify")).toMatchObject({ code: 0 });
  // Kills that all came after the end would have tested nothing.
  expect(trials.filter(({ interrupted }) => interrupted).length).toBeGreaterThan(kills / 4);
});
