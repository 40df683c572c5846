import { measureColdStart } from "./cold-start.ts";
import { measureFlooded } from "./flooded.ts";
import { measureGigabyte } from "./gigabyte.ts";
import { measureManyTerminals } from "./many-terminals.ts";
import { processorJob } from "./process-figures.ts";
import type { Measurements } from "./report.ts";
import { sshPlain, sshTmux, TerminalBench } from "./terminal-bench.ts";
import { measureThroughput } from "./throughput.ts";

/**
 * Everything that is said of the terminals' speed and size, measured in one run (docs/terminal-speed.md says what each
 * figure is). A fixed job for the processor before and after it tells how quiet the machine was.
 */
export async function benchTerminal(
  runs: number,
  tell: (line: string) => void,
): Promise<Measurements> {
  await using bench = await TerminalBench.open(tell);
  bench.note("processor_job_ms", processorJob());
  await bench.setTmux(false);
  await bench.openHost(sshPlain);
  await bench.setTmux(true);
  await bench.openHost(sshTmux);
  await measureThroughput(bench, runs);
  await measureFlooded(bench, runs);
  await measureGigabyte(bench);
  await measureManyTerminals(bench);
  await measureColdStart(runs, (figure, value) => bench.note(figure, value));
  bench.note("processor_job_ms", processorJob());
  return bench.measured;
}
