import type { RunProcess, RunSignal } from "../../../shared/contract/runs.ts";
import type { Run } from "../../../shared/contract/terminals.ts";
import { type FairleadError, failure } from "../../../shared/errors.ts";
import type { HostId, RunId, TerminalId } from "../../../shared/ids.ts";
import { fail, ok, type Result } from "../../../shared/result.ts";
import type { Target } from "../../targets/target.ts";
import { detailScript, readDetails, readSignalled, signalScript } from "./process-scripts.ts";
import { type ListedProcess, listScript, readProcesses } from "./process-table.ts";
import { described, keyOf, processesOfRun, withDetached } from "./processes-of-run.ts";

export type RunProcessesPlan = {
  targets: { get(id: HostId): Result<Target, FairleadError> };
  terminals: {
    get(id: TerminalId): { shellPid: number | null } | undefined;
    run(id: RunId): Run | undefined;
  };
  now?: () => number;
};

/** How much a host may print of its processes. */
const longestListing = 8 * 1024 * 1024;
/** Processes that are asked whether they came from the terminal. */
const mostAsked = 200;
/** A listing's clock is this coarse, in ms. */
const tickMs = 20;
const psTickMs = 1_000;

/**
 * What commands have started on their hosts and what of it still runs, seen over a channel of its own beside the terminal.
 * Looking changes nothing. What was seen to belong to a run is known again wherever it goes.
 */
export class RunProcesses {
  readonly #plan: RunProcessesPlan;
  readonly #now: () => number;
  readonly #known = new Map<RunId, Set<string>>();

  constructor(plan: RunProcessesPlan) {
    this.#plan = plan;
    this.#now = plan.now ?? Date.now;
  }

  /** Everything of the run that runs now; empty once nothing is left. */
  async of(id: RunId, signal: AbortSignal): Promise<Result<RunProcess[], FairleadError>> {
    const found = await this.ofAll([id], signal);
    return found.ok ? ok(found.value.get(id) ?? []) : found;
  }

  /** The same of several runs of one terminal, with one look. */
  async ofAll(
    ids: readonly RunId[],
    signal: AbortSignal,
  ): Promise<Result<Map<RunId, RunProcess[]>, FairleadError>> {
    const runs = ids.flatMap((id) => this.#plan.terminals.run(id) ?? []);
    const [first] = runs;
    if (first === undefined) return fail(failure("run-unknown"));
    const place = this.#placeOf(first);
    if (!place.ok) return place;
    const { shellPid, target } = place.value;
    const listed = await target.exec(listScript, signal, longestListing);
    if (!listed.ok) return listed;
    const all = readProcesses(textOf(listed.value.standardOutput));
    const belonging = runs.map((run) => ({
      run,
      found: processesOfRun(all, shellPid, this.#windowOf(run, all), this.#known.get(run.id)),
    }));
    const own = belonging.flatMap(({ found }) => found.own.map(({ pid }) => pid));
    const perhaps = belonging.flatMap(({ found }) => found.perhaps.map(({ pid }) => pid));
    const asked = [...new Set(perhaps)].slice(-mostAsked);
    if (own.length === 0 && asked.length === 0) return ok(new Map());
    const details = await this.#details(target, shellPid, { own, asked }, signal);
    if (!details.ok) return details;
    const { commands, fromTerminal } = details.value;
    const shell = all.find(({ pid }) => pid === shellPid);
    return ok(
      new Map(
        belonging.map(({ run, found }) => {
          const detached = new Set(
            found.perhaps.map(({ pid }) => pid).filter((pid) => fromTerminal.has(pid)),
          );
          const processes = withDetached(all, found, detached);
          this.#remember(run.id, processes);
          return [run.id, processes.map((each) => described(each, shell, commands))];
        }),
      ),
    );
  }

  /** Sends a signal to exactly these, each only while it is the process that was named. Whoever calls it has the right to. */
  async signal(
    id: RunId,
    signal: Exclude<RunSignal, "INT">,
    processes: readonly Pick<RunProcess, "pid" | "start">[],
    stop: AbortSignal,
  ): Promise<Result<ReturnType<typeof readSignalled>, FairleadError>> {
    const run = this.#plan.terminals.run(id);
    if (run === undefined) return fail(failure("run-unknown", id));
    const target = this.#plan.targets.get(run.hostId);
    if (!target.ok) return target;
    const sent = await target.value.exec(signalScript(signal, processes), stop);
    return sent.ok ? ok(readSignalled(textOf(sent.value.standardOutput))) : sent;
  }

  #placeOf({
    hostId,
    terminalId,
  }: Run): Result<{ shellPid: number; target: Target }, FairleadError> {
    const shellPid = this.#plan.terminals.get(terminalId)?.shellPid ?? null;
    if (shellPid === null) return fail(failure("processes-unseen"));
    const target = this.#plan.targets.get(hostId);
    return target.ok ? ok({ shellPid, target: target.value }) : target;
  }

  async #details(
    target: Target,
    shellPid: number,
    { own, asked }: { own: readonly number[]; asked: readonly number[] },
    signal: AbortSignal,
  ): Promise<Result<ReturnType<typeof readDetails>, FairleadError>> {
    const script = detailScript(shellPid, [...own, ...asked], asked);
    const told = await target.exec(script, signal);
    return told.ok ? ok(readDetails(textOf(told.value.standardOutput))) : told;
  }

  /** The listing is a moment old when it arrives: that is on the safe side of the run's beginning. */
  #windowOf({ endedAt, startedAt }: Run, all: readonly ListedProcess[]) {
    const now = this.#now();
    const coarse = all.some(({ session }) => session > 0) ? tickMs : psTickMs;
    return {
      oldestMs: startedAt === null ? 0 : now - startedAt + coarse,
      youngestMs: endedAt === null ? 0 : Math.max(0, now - endedAt - lateMs),
    };
  }

  #remember(id: RunId, processes: readonly ListedProcess[]): void {
    if (processes.length > 0) this.#known.set(id, new Set(processes.map(keyOf)));
  }
}

/** How long before its end was told a run may have started something, as a listing that was under way shows it. */
const lateMs = 500;

function textOf(bytes: Uint8Array): string {
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length).toString("utf8");
}
