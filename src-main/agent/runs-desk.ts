import type {
  ActiveRun,
  EndedRun,
  RunLimit,
  RunProcess,
  RunSignal,
} from "../../shared/contract/runs.ts";
import type { Run, TerminalEvent, TerminalInfo } from "../../shared/contract/terminals.ts";
import { type FairleadError, failure } from "../../shared/errors.ts";
import type { RunId, TerminalId } from "../../shared/ids.ts";
import { fail, ok, type Result } from "../../shared/result.ts";
import type { RecordAudit } from "../audit/journal.ts";
import { pause } from "../base/abort.ts";
import { Emitter } from "../base/emitter.ts";
import { newId } from "../base/new-id.ts";
import type { Policy } from "../policy/act.ts";
import type { RunProcesses } from "../terminals/processes/run-processes.ts";
import type { RunProgress } from "../terminals/run-progress.ts";
import type { ToolRuns } from "../tools/end-run.ts";
import { endRunAct } from "../tools/end-run-act.ts";
import type { ToolHosts, ToolTerminal } from "../tools/surroundings.ts";
import { hasEnded } from "../tools/wait-for-run.ts";
import { throughGate } from "./gate.ts";
import { ownPlace } from "./own-place.ts";
import { RunLimits } from "./run-limits.ts";

type DeskTerminal = ToolTerminal & { withdraw(id: RunId): Result<void, FairleadError> };

/** As much of the terminals as the desk needs. */
export type DeskTerminals = {
  list(): TerminalInfo[];
  get(id: TerminalId): DeskTerminal | undefined;
  run(id: RunId): Run | undefined;
  activeRuns(): { run: Run; progress: RunProgress }[];
  readonly events: Emitter<TerminalEvent>;
};

export type RunsDeskParts = {
  terminals: DeskTerminals;
  processes: Pick<RunProcesses, "of" | "signal">;
  hosts: Pick<ToolHosts, "get">;
  policy: Policy;
  record: RecordAudit;
  now?: () => number;
};

/** What a person, or a timeout that somebody set, wants of a command. */
export type EndRequest = {
  id?: RunId | undefined;
  signal: RunSignal;
  processes?: readonly Pick<RunProcess, "pid" | "start">[] | undefined;
};

/** How long processes may take to go after a signal before what is left is told, in ms. */
const goneMs = [100, 300, 600];
const tickMs = 1_000;

/**
 * Commands that wait or run in any terminal: lists them, ends them for a person, and keeps the timeouts that were set. Every
 * signal goes through the gate; nothing is ended that nobody asked to end. Disposing takes the timeouts back.
 */
export class RunsDesk implements Disposable {
  readonly #parts: RunsDeskParts;
  readonly #now: () => number;
  readonly #limits: RunLimits;
  readonly #owned = new DisposableStack();
  /** Said whenever `list` would answer differently, and every second while something runs. */
  readonly changed: Emitter<void>;
  /** Something was done to end a command. */
  readonly acted = new Emitter<{ id: RunId; ended: EndedRun }>();
  /** A timeout has ended a command, or could not. */
  readonly limitReached = new Emitter<{ run: Run; ended: Result<EndedRun, FairleadError> }>();

  constructor(parts: RunsDeskParts) {
    this.#parts = parts;
    this.#now = parts.now ?? Date.now;
    this.changed = this.#owned.use(new Emitter<void>());
    this.#owned.use(this.limitReached);
    this.#owned.use(this.acted);
    this.#limits = this.#owned.use(new RunLimits((id, limit) => void this.#reached(id, limit)));
    this.#owned.use(parts.terminals.events.on((event) => this.#heard(event)));
    const timer = setInterval(() => this.#tick(), tickMs);
    timer.unref();
    this.#owned.defer(() => clearInterval(timer));
  }

  /** Everything that waits or runs, the longest first. */
  list(): ActiveRun[] {
    const { terminals } = this.#parts;
    const active = terminals.activeRuns();
    const known = new Set<TerminalId>(active.map(({ run }) => run.terminalId));
    const infos = terminals.list();
    const listed = active.flatMap(({ progress, run }): ActiveRun[] => {
      const info = infos.find(({ id }) => id === run.terminalId);
      return info === undefined ? [] : [this.#listed(run, progress, info)];
    });
    const others = infos.flatMap((info): ActiveRun[] => {
      const isOther = info.running !== null && info.running.runId === null && !known.has(info.id);
      return isOther ? [personsOwn(info)] : [];
    });
    return [...listed, ...others].sort(
      (one, other) => (one.startedAt ?? Infinity) - (other.startedAt ?? Infinity),
    );
  }

  limitOf(id: RunId): RunLimit | null {
    return this.#limits.get(id);
  }

  /** What a command has started and what of it still runs. */
  processes(id: RunId, signal: AbortSignal): Promise<Result<RunProcess[], FairleadError>> {
    return this.#parts.processes.of(id, signal);
  }

  /** Ends a command, or takes one back that waits; `by` is the person, for the audit. */
  async kill(
    request: EndRequest,
    by: string,
    signal: AbortSignal,
  ): Promise<Result<EndedRun, FairleadError>> {
    const found = this.#named(request.id);
    if (!found.ok) return found;
    const run = found.value;
    if (run.state === "waiting") {
      const taken = this.#parts.terminals.get(run.terminalId)?.withdraw(run.id);
      if (taken?.ok === true) return ok({ done: "The command was taken back.", left: [] });
    }
    const all = await this.#toEnd(run, request, signal);
    if (!all.ok) return all;
    const wanted = { run, signal: request.signal, processes: all.value, reason: "" };
    const act = endRunAct(this.#parts, wanted);
    const outcome = await throughGate(
      {
        tool: "runs",
        act,
        place: ownPlace(this.#parts),
        policy: this.#parts.policy,
        turnId: newId("turn"),
        itemId: newId("item"),
        ask: null,
        personal: { by },
        record: this.#parts.record,
        keep: async () => ok(undefined),
      },
      signal,
    );
    if (outcome.state === "failed") return fail(outcome.error);
    if (outcome.state === "refused") return fail(failure("command-refused", outcome.because));
    const done = outcome.state === "done" ? outcome.outcome.text : outcome.state;
    const ended = { done, left: await this.#left(run.id, signal) };
    this.acted.emit({ id: run.id, ended });
    return ok(ended);
  }

  /** Ends it with TERM after so long from now; null takes that back. On record first. */
  async timeout(
    { id, durationMs }: { id?: RunId | undefined; durationMs: number | null },
    by: RunLimit["by"],
    actor: string,
  ): Promise<Result<{ id: RunId; limit: RunLimit | null }, FairleadError>> {
    const found = this.#named(id);
    if (!found.ok) return found;
    const run = found.value;
    if (hasEnded(run)) return fail(failure("run-over"));
    const detail = { run: run.id, command: run.command, durationMs };
    const target = this.#parts.hosts.get(run.hostId)?.name ?? run.hostId;
    const recorded = await this.#parts.record({ kind: "run-timeout", actor, target, detail });
    if (!recorded.ok) return recorded;
    const limit = durationMs === null ? null : { at: this.#now() + durationMs, by, isOver: false };
    this.#limits.set(run.id, limit, durationMs ?? 0);
    this.changed.emit();
    return ok({ id: run.id, limit });
  }

  /** For the agent's tools, which come through the gate by themselves. */
  forTools(): ToolRuns {
    const { processes } = this.#parts;
    return {
      of: (id, signal) => processes.of(id, signal),
      signal: (...request) => processes.signal(...request),
      limit: async (id, durationMs) => {
        const set = await this.timeout({ id, durationMs }, "agent", "agent");
        return set.ok ? ok(set.value.limit) : set;
      },
    };
  }

  [Symbol.dispose](): void {
    this.#owned.dispose();
  }

  #named(id: RunId | undefined): Result<Run, FairleadError> {
    if (id !== undefined) {
      const run = this.#parts.terminals.run(id);
      return run === undefined ? fail(failure("run-unknown", id)) : ok(run);
    }
    const active = this.#parts.terminals.activeRuns();
    const [only] = active;
    if (only !== undefined && active.length === 1) return ok(only.run);
    const ids = active.map(({ run }) => `${run.id} (${run.command.slice(0, 40)})`).join(", ");
    return fail(failure("run-unnamed", ids === "" ? "No command runs." : ids));
  }

  async #toEnd(
    run: Run,
    { processes, signal }: EndRequest,
    stop: AbortSignal,
  ): Promise<Result<RunProcess[], FairleadError>> {
    if (signal === "INT") return hasEnded(run) ? fail(failure("run-over")) : ok([]);
    const all = await this.#parts.processes.of(run.id, stop);
    if (!all.ok) return all;
    const wanted =
      processes === undefined
        ? all.value
        : all.value.filter(({ pid, start }) =>
            processes.some((one) => one.pid === pid && one.start === start),
          );
    return wanted.length === 0 ? fail(failure("run-over")) : ok(wanted);
  }

  /** What is still there once the signal had a moment to work. */
  async #left(id: RunId, signal: AbortSignal): Promise<RunProcess[]> {
    for (const ms of goneMs) {
      await pause(ms, signal);
      const left = await this.#parts.processes.of(id, signal);
      if (!left.ok || left.value.length === 0) return [];
      if (ms === goneMs.at(-1)) return left.value;
    }
    return [];
  }

  async #reached(id: RunId, limit: RunLimit): Promise<void> {
    const run = this.#parts.terminals.run(id);
    if (run === undefined || hasEnded(run)) return;
    const by = limit.by === "agent" ? "timeout of the agent, approved" : "timeout of the person";
    const ended = await this.kill({ id, signal: "TERM" }, by, AbortSignal.timeout(20_000));
    this.limitReached.emit({ run, ended });
    this.changed.emit();
  }

  #heard(event: TerminalEvent): void {
    if (event.type === "run-changed" && hasEnded(event.run)) this.#limits.set(event.run.id, null);
    this.changed.emit();
  }

  #tick(): void {
    if (this.changed.listenerCount > 0 && this.#parts.terminals.activeRuns().length > 0) {
      this.changed.emit();
    }
  }

  #listed(run: Run, progress: RunProgress, info: TerminalInfo): ActiveRun {
    const { command, hostId, id, origin, startedAt, state, terminalId } = run;
    const { agentWaits, durability, hostName, user } = info;
    return {
      ...{ id, terminalId, hostId, hostName, user, command, origin, state, startedAt },
      waits: agentWaits?.runId === id ? agentWaits : null,
      outputBytes: progress.bytes,
      bytesPerSecond: progress.bytesPerSecond,
      lastLine: lastLineOf(progress.lastLines),
      limit: this.#limits.get(id),
      survives: durability === "tmux",
    };
  }
}

function personsOwn({ durability, hostId, hostName, id, running, user }: TerminalInfo): ActiveRun {
  return {
    ...{ id: null, terminalId: id, hostId, hostName, user, origin: "person", state: "running" },
    command: running?.command ?? "",
    startedAt: null,
    waits: null,
    outputBytes: 0,
    bytesPerSecond: 0,
    lastLine: "",
    limit: null,
    survives: durability === "tmux",
  };
}

function lastLineOf(lines: string): string {
  const last = lines.trimEnd().split("\n").at(-1) ?? "";
  return last.length > 200 ? `${last.slice(0, 199)}…` : last;
}
