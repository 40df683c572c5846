import type { Run, TerminalEvent } from "../../shared/contract/terminals.ts";
import type { RunId } from "../../shared/ids.ts";
import { orAborted, pause } from "../base/abort.ts";
import type { Emitter } from "../base/emitter.ts";
import type { ToolRun, ToolTerminal } from "./surroundings.ts";

/** How long a command may take to end after ^C before it is said to run on. */
const interruptMs = 400;

/** How long a look at the processes may hold up the ^C. */
const lookMs = 250;

/** How long it may take from the start of a command until its program runs. */
const youngMs = 500;

/** How long a program may wait for the person's input before the model is told. */
const inputMs = 60_000;

/** The most that a timer can wait. */
const longestTimer = 2 ** 31 - 1;

/** What a turn's signal is aborted with when the person pressed Stop: only then is a running command interrupted. */
export const stoppedByPerson = "stopped by the person";

export type RunWait = {
  terminal: ToolTerminal;
  events: Emitter<TerminalEvent>;
  toolRun: ToolRun;
  /** null = to the end. */
  waitMs: number | null;
  /** After so long the wait to the end is over although the command is not; 0 = never. Left out: never. */
  stillRunningMs?: number;
  /** Aborts when the person writes. */
  spoken?: AbortSignal;
  /** Looks, before ^C, at what there is to be interrupted. Never waited for long. */
  beforeInterrupt?: (id: RunId) => Promise<unknown>;
};

/**
 * The run at its end, or as it stands: after `waitMs` or `stillRunningMs`, when it has waited for input for a while, when the
 * person writes, or when the signal aborts. Only the person's Stop interrupts the command, with ^C; when the app closes or a limit is reached it runs on,
 * and the state says so.
 */
export async function waitForRun(
  { beforeInterrupt, events, spoken, stillRunningMs = 0, terminal, toolRun, waitMs }: RunWait,
  signal: AbortSignal,
): Promise<Run> {
  using enough = new Enough();
  const present = () => toolRun.run();
  const ends = [
    orAborted(toolRun.finished, signal, present),
    stuck(toolRun, events, enough.signal).then(present),
  ];
  const longestMs = waitMs ?? (stillRunningMs > 0 ? stillRunningMs : null);
  if (longestMs !== null) ends.push(pause(longestMs, enough.signal).then(present));
  if (spoken !== undefined) ends.push(whenAborted(spoken, enough.signal).then(present));
  const run = await Promise.race(ends);
  if (!signal.aborted || signal.reason !== stoppedByPerson || hasEnded(run)) return run;
  // Before its program runs the shell itself would take the ^C, and go on to start the program.
  const youngFor = youngMs - (Date.now() - (run.startedAt ?? 0));
  if (youngFor > 0) await Promise.race([toolRun.finished, pause(youngFor, enough.signal)]);
  if (beforeInterrupt !== undefined) {
    await Promise.race([beforeInterrupt(run.id), pause(lookMs, enough.signal)]);
  }
  if (hasEnded(present())) return present();
  // Nobody waits for a host that has fallen silent: it has the key when it answers again.
  void terminal.sendKeys(["C-c"]);
  // Awaited here: what is returned as a promise would outlive `enough`.
  return await Promise.race([toolRun.finished, pause(interruptMs, enough.signal).then(present)]);
}

/** Resolves when the run has waited for input longer than a person at the pane takes, or when the signal aborts. */
async function stuck(
  toolRun: ToolRun,
  events: Emitter<TerminalEvent>,
  signal: AbortSignal,
): Promise<void> {
  while (!signal.aborted) {
    const isWaiting = toolRun.run().state === "needs-input";
    const changed = new AbortController();
    using _listening = events.on((event) => {
      if (event.type !== "run-changed" || event.run.id !== toolRun.run().id) return;
      if ((event.run.state === "needs-input") !== isWaiting) changed.abort();
    });
    const elapsed = await pause(
      isWaiting ? inputMs : longestTimer,
      AbortSignal.any([signal, changed.signal]),
    );
    if (elapsed && isWaiting) return;
  }
}

/** Resolves when either signal aborts. */
function whenAborted(signal: AbortSignal, enough: AbortSignal): Promise<void> {
  return pause(longestTimer, AbortSignal.any([signal, enough])).then(() => undefined);
}

/** Whether nothing more will happen to a run. */
export function hasEnded(run: Run): boolean {
  return run.state !== "running" && run.state !== "needs-input" && run.state !== "waiting";
}

/** A signal for the pauses of one wait: it ends with the wait, so that no timer is left behind. */
class Enough implements Disposable {
  readonly #controller = new AbortController();
  readonly signal = this.#controller.signal;

  [Symbol.dispose](): void {
    this.#controller.abort("enough");
  }
}
