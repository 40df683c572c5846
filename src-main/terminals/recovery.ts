import type { RunState, ShellName } from "../../shared/contract/terminals.ts";
import type { ShellReport } from "./marks.ts";
import type { KeptRun } from "./stores.ts";

/** What became of a run while nobody looked. `state` "running": it still does. */
export type Recovered = { state: RunState; exitCode: number | null };

const unknown: Recovered = { state: "unknown", exitCode: null };

/**
 * Decides, from the last word of the shell that tmux kept, what became of a run that was not settled when the app ended.
 * The shell counts agent commands, so a count below the expected one means that it never began. Shells without a hook
 * before a command (dash, ash) count prompts, also the person's: of them something is known only where the record has the
 * count, which it has once Enter was sent. The next prompt is then the end of this command. Pure.
 */
export function recover(kept: KeptRun, report: ShellReport | null, shell: ShellName): Recovered {
  const { run, expectedCount } = kept;
  if (run.state === "waiting") return { state: "not-run", exitCode: null };
  if (report === null || expectedCount === null || shell === "unknown") return unknown;
  const countsPrompts = shell === "dash" || shell === "ash";
  if (report.count < expectedCount) {
    return { state: countsPrompts ? "running" : "not-run", exitCode: null };
  }
  if (report.count === expectedCount && report.outcome === "running") {
    return { state: "running", exitCode: null };
  }
  return { state: "finished", exitCode: toldExitCode(report, expectedCount) };
}

/** How the agent command with this count ended, as far as the shell's last word says: it tells the last few. */
export function toldExitCode(report: ShellReport, count: number): number | null {
  const { exitCodes, outcome } = report;
  const last = report.count === count && outcome !== "running" ? outcome : null;
  return exitCodes.get(count) ?? last;
}

/** Whether a kept run may still change. */
export function isUnsettled({ run }: KeptRun): boolean {
  return !["finished", "stopped", "not-run"].includes(run.state);
}

/** The same for a run whose shell is gone for good. */
export function recoverWithout({ run }: KeptRun): Recovered {
  return run.state === "waiting" ? { state: "not-run", exitCode: null } : unknown;
}
