import { measureCompletion } from "./completion.ts";
import { CoreWorld } from "./core-world.ts";
import { measureFleet } from "./fleet.ts";
import type { Measurements } from "./report.ts";

/** Everything that is said of the agent's speed and exactness; each part notes figures of its own. */
export async function benchAgent(
  runs: number,
  tell: (line: string) => void,
): Promise<Measurements> {
  const measured: Measurements = new Map();
  await using core = await CoreWorld.open();
  tell("completion");
  await measureCompletion(core, runs, measured);
  await measureFleet(runs, measured, tell);
  return measured;
}
