import { afterAll, beforeAll, expect, test } from "vitest";
import { EscapeWorld, recordedStreams } from "../world/escape-world.ts";
import { runParsers } from "../world/hostile-parsers.ts";

/** Half a minute of the page and half a minute of main at the same time; `npm run soak -- escapes` has hours of it. */
const ms = 30_000;
const seed = 1;

let world: EscapeWorld;
beforeAll(async () => {
  world = await EscapeWorld.open();
});
afterAll(() => world[Symbol.asyncDispose]());

test("a minute of hostile output: nothing throws, nothing of it comes back as input, memory and time are bounded", async () => {
  const [page, main] = await Promise.all([
    world.run(seed, ms),
    runParsers(recordedStreams(), seed, ms),
  ]);
  const shown = [...page.problems, ...main.problems].map(({ least, ...problem }) => ({
    ...problem,
    least: Buffer.from(least).toString("latin1"),
  }));
  expect(shown).toEqual([]);
  expect(page.streams).toBeGreaterThan(50);
  expect(main.streams).toBeGreaterThan(1_000);
});
