import { quantile } from "../e2e/steps/echo.ts";
import { localHostId, type TerminalId } from "../shared/ids.ts";
import type { CoreWorld } from "./core-world.ts";
import type { Measurements } from "./report.ts";

/** Commands in each place in every run. */
const commands = 100;
/** Before what counts, so that the code is warm as it is in the second minute of a working day. */
const warmUp = 10;

type Place = { name: string; terminal: TerminalId; handed: number[]; seen: number[] };

/**
 * From the end of a command until the loop has its result in hand (`completion_…_ms`), and until its terminal has seen the
 * end (`seen_…_ms`), in a local shell, over SSH and over SSH in tmux. A real program writes the time on the machine's clock
 * and is gone with an exit code by chance; how many of these codes came out wrong is counted.
 */
export async function measureCompletion(
  core: CoreWorld,
  runs: number,
  measured: Measurements,
): Promise<void> {
  const place = (name: string, terminal: TerminalId): Place => ({
    name,
    terminal,
    handed: [],
    seen: [],
  });
  const places = [
    place("local", await core.openTerminal(localHostId, false)),
    place("ssh", await core.openTerminal(core.remoteId, false)),
    place("tmux", await core.openTerminal(core.remoteId, true)),
  ];
  let wrong = 0;
  // In turn, so that whatever else the machine does meets all three.
  for (let count = -warmUp; count < runs * commands; count += 1) {
    for (const { handed, seen, terminal } of places) {
      const code = Math.floor(Math.random() * 256);
      const { handedAt, run, seenAt, text } = await core.carry(terminal, endingWith(code));
      const endedAt = Number(/^at (\d+)$/m.exec(text)?.[1]) / 1e6;
      const isRight = run.state === "finished" && run.exitCode === code;
      if (!isRight || Number.isNaN(endedAt)) wrong += 1;
      if (count < 0 || Number.isNaN(endedAt)) continue;
      handed.push(handedAt - endedAt);
      seen.push(seenAt - endedAt);
    }
  }
  for (const { handed, name, seen } of places) {
    measured.set(`completion_${name}_ms_p50`, [quantile(handed, 0.5)]);
    measured.set(`completion_${name}_ms_p99`, [quantile(handed, 0.99)]);
    measured.set(`seen_${name}_ms_p50`, [quantile(seen, 0.5)]);
    measured.set(`seen_${name}_ms_p99`, [quantile(seen, 0.99)]);
  }
  measured.set("wrong_exit_codes", [wrong]);
}

/** Its last act is to tell the time, and it leaves without cleaning up. */
function endingWith(code: number): string {
  const clock = "Time::HiRes::clock_gettime(Time::HiRes::CLOCK_MONOTONIC())";
  const script = `syswrite STDOUT, sprintf("at %.0f\\n", ${clock} * 1e9); POSIX::_exit(${code})`;
  return `perl -MTime::HiRes -MPOSIX -e '${script}'`;
}
