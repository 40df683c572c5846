import type { AgentWait, Run, RunApproval, TerminalInfo } from "../../shared/contract/terminals.ts";
import { type FairleadError, failure } from "../../shared/errors.ts";
import type { RunId } from "../../shared/ids.ts";
import { fail, ok, type Result } from "../../shared/result.ts";
import { orAborted } from "../base/abort.ts";
import { ActiveRun, type ActiveRunParts } from "./active-run.ts";
import { type DeskWire, deliverCommand, takeBackLeft } from "./deliver-command.ts";
import type { Claim, Mark, ShellReport } from "./marks.ts";
import type { RunProgress } from "./run-progress.ts";
import type { KeptRun } from "./stores.ts";

/** A command on its way. */
export type RunHandle = {
  run(): Run;
  finished: Promise<Run>;
  output(): string;
  progress(): RunProgress;
};

/** The exact text, the run it will be on record as, and how it was allowed. */
export type CommandToRun = { runId: RunId; command: string; approval?: RunApproval | null };

export type CommandHooks = { started: () => Promise<Result<void, FairleadError>> };

export type AgentDeskParts = {
  terminal: Pick<TerminalInfo, "id" | "hostId">;
  /** What an approval is bound to. */
  fingerprint: () => string;
  wire: DeskWire;
  /** The agent has the keyboard from now on. */
  takesKeyboard: () => void;
  /** Told when `waiting` has changed. */
  waitsChanged: () => void;
  /** Puts a run on record; it has reached the disk when this resolves. */
  begin: (record: KeptRun) => Promise<Result<void, FairleadError>>;
  redact: (text: string) => string;
  openLog: ActiveRunParts["openLog"];
  now: () => number;
  runChanged: (run: Run, active: ActiveRun) => void;
};

type WaitingCommand = CommandToRun & {
  since: number;
  withdrawn: AbortController;
  /** It may be on its way: from here on it cannot be taken back. */
  hasBegun: boolean;
};

/** The agent's side of a terminal: its commands, one at a time, each from the wait for a clean prompt to its end. */
export class AgentDesk {
  readonly #parts: AgentDeskParts;
  #active: ActiveRun | null = null;
  #turn: Promise<unknown> = Promise.resolve();
  #isClearing = false;
  /** Commands that are not on their way yet, in order. */
  readonly #waiting = new Set<WaitingCommand>();

  constructor(parts: AgentDeskParts) {
    this.#parts = parts;
  }

  /** The command that is under way, for the terminal's header; null while one only waits. */
  get running(): TerminalInfo["running"] {
    const active = this.#active;
    return active?.isSent ? { runId: active.id, command: active.command } : null;
  }

  /** Whether the command that the shell starts, which it counts so, is the agent's. */
  startsWith(count: number): boolean {
    return this.#active?.isSent === true && this.#active.expectedCount === count;
  }

  get isBusy(): boolean {
    return this.#active !== null;
  }

  /** The command that is next; null while none waits. */
  get waiting(): Omit<AgentWait, "reason"> | null {
    const [first] = this.#waiting;
    if (first === undefined) return null;
    const { command, runId, since } = first;
    return { command, runId, since };
  }

  /** Takes a command back that waits. False where it does not, or is on its way. */
  withdraw(id: RunId): boolean {
    for (const waiting of this.#waiting) {
      if (waiting.runId !== id || waiting.hasBegun) continue;
      waiting.withdrawn.abort();
      return true;
    }
    return false;
  }

  /** A key of the person went to whatever runs. */
  personTyped(): void {
    this.#active?.personTyped();
  }

  /** See `Terminal.runCommand`. */
  runCommand(
    command: CommandToRun,
    hooks: CommandHooks,
    signal: AbortSignal,
  ): Promise<Result<RunHandle, FairleadError>> {
    const waiting = {
      ...command,
      since: this.#parts.now(),
      withdrawn: new AbortController(),
      hasBegun: false,
    };
    this.#waiting.add(waiting);
    const either = AbortSignal.any([signal, waiting.withdrawn.signal]);
    const leave = () => {
      if (this.#waiting.delete(waiting)) this.#parts.waitsChanged();
    };
    either.addEventListener("abort", leave);
    const sent = this.#turn.then(() => this.#runNow(waiting, hooks, either)).finally(leave);
    this.#turn = sent;
    this.#parts.waitsChanged();
    // What waits behind another command is not there yet to notice that it was taken back.
    return orAborted(sent, waiting.withdrawn.signal, () => fail(failure("command-withdrawn")));
  }

  /** A command that still runs since before the app was closed is followed from here on. */
  resume(run: Run, expectedCount: number): void {
    const active = this.#newRun(run);
    this.#active = active;
    active.resume(expectedCount, !this.#parts.wire.state().hasEditor);
  }

  /** Takes away what an app that was killed has left of this command on the line, where it is that and nothing else. */
  async takeBackLeft(command: string): Promise<void> {
    this.#isClearing = true;
    await takeBackLeft(this.#parts.wire, command);
    this.#isClearing = false;
    // What waits looks at the shell again.
    this.#parts.wire.changed.emit();
  }

  /** What the shell said last, after some of its marks were missed. */
  recover(report: ShellReport): void {
    this.#active?.recover(report);
  }

  print(bytes: Uint8Array): void {
    this.#active?.print(bytes);
  }

  mark(mark: Mark | Claim): void {
    this.#active?.mark(mark);
  }

  /** Whether what runs waits for somebody. */
  needsInput(needs: boolean): void {
    this.#active?.needsInput(needs);
  }

  /** A ^C goes to whatever runs. */
  interrupted(): void {
    this.#active?.interrupted();
  }

  /** The shell is gone, and what ran in it with it. */
  lost(): void {
    this.#active?.lost();
  }

  async #runNow(
    waiting: WaitingCommand,
    hooks: CommandHooks,
    signal: AbortSignal,
  ): Promise<Result<RunHandle, FairleadError>> {
    const { runId, command, approval = null } = waiting;
    await this.#active?.finished;
    if (signal.aborted) return fail(failure("aborted"));
    const [refusal] = this.#parts.wire.check(command);
    if (refusal !== undefined) return fail(failure("command-refused", refusal.sentence));
    const active = this.#newRun(this.#waitingRun(runId, command, approval));
    this.#active = active;
    this.#parts.runChanged(active.run(), active);
    const entering = () => {
      this.#waiting.delete(waiting);
      this.#entering(active);
    };
    const entered = () => {
      // From here on its shell's count tells what became of it, and not before: see `recover`.
      if (!wire.state().hasEditor) this.#parts.runChanged(active.run(), active);
    };
    const isClearing = () => this.#isClearing;
    const wire = { ...this.#parts.wire, entering, entered, isClearing };
    const start = () => this.#start(active, waiting, hooks);
    const sent = await deliverCommand(wire, command, start, signal);
    if (sent.ok) return ok(active);
    active.notRun();
    return sent;
  }

  /** The record says "running" before anything is sent: a crash from here on is seen by it. */
  async #start(
    active: ActiveRun,
    waiting: WaitingCommand,
    hooks: CommandHooks,
  ): Promise<Result<void, FairleadError>> {
    waiting.hasBegun = true;
    const { count, directory, hasEditor } = this.#parts.wire.state();
    const fingerprint = this.#parts.fingerprint();
    active.begin(count === null ? null : count + 1, { directory, fingerprint });
    const expectedCount = hasEditor ? active.expectedCount : null;
    const kept = await this.#parts.begin({ run: active.run(), expectedCount });
    return kept.ok ? hooks.started() : kept;
  }

  #entering(active: ActiveRun): void {
    const shell = this.#parts.wire.state();
    active.entered(!shell.hasEditor);
    shell.entered();
    this.#parts.takesKeyboard();
  }

  #newRun(run: Run): ActiveRun {
    const { now, openLog, redact, runChanged } = this.#parts;
    const active: ActiveRun = new ActiveRun({
      run,
      now,
      redact,
      openLog,
      changed: (changed) => {
        if (active.isOver && this.#active === active) this.#active = null;
        runChanged(changed, active);
      },
    });
    return active;
  }

  #waitingRun(id: RunId, command: string, approval: RunApproval | null): Run {
    return {
      id,
      terminalId: this.#parts.terminal.id,
      hostId: this.#parts.terminal.hostId,
      command,
      origin: "agent",
      state: "waiting",
      startedAt: null,
      endedAt: null,
      exitCode: null,
      directoryBefore: null,
      directoryAfter: null,
      outputBytes: 0,
      outputRange: { from: 0, to: 0 },
      commandText: "known",
      approval,
      fingerprint: null,
      durationMs: null,
      excerpt: "",
    };
  }
}
