import type { ActionTarget, Refusal } from "../../shared/contract/approvals.ts";
import { type Host, plainWay } from "../../shared/contract/hosts.ts";
import type {
  Run,
  RunState,
  TerminalEvent,
  TerminalInfo,
} from "../../shared/contract/terminals.ts";
import { type FairleadError, failure } from "../../shared/errors.ts";
import type { HostId, RunId, TerminalId } from "../../shared/ids.ts";
import { fail, ok, type Result } from "../../shared/result.ts";
import { Emitter } from "../base/emitter.ts";
import type { SystemName } from "../policy/command-judgement.ts";
import type { RunProgress } from "../terminals/run-progress.ts";
import type { CommandToRun, ToolHosts, ToolTerminal, ToolTerminals } from "./surroundings.ts";

/** A host of an inventory for tests. */
export const aHost: Host = {
  id: "host-web",
  kind: "ssh",
  name: "web-1",
  address: "192.0.2.1",
  port: 22,
  user: "root",
  authentication: { kind: "agent" },
  ...plainWay,
  group: "",
  tags: [],
  notes: "",
  favourite: false,
  colour: null,
  source: "person",
  createdAt: 1,
};

/** A shell that "runs" a command by looking its output up. */
export class MemoryTerminal implements ToolTerminal {
  readonly id: TerminalId;
  /** Every command that was really sent. */
  readonly ran: string[] = [];
  readonly keys: string[] = [];
  fingerprint = "web-1/SHA256:abc/root/bash";
  state: TerminalInfo["state"] = "ready";
  refusals: Refusal[] = [];
  /** What keys would go to: at first a program of the person. */
  running: TerminalInfo["running"] = { runId: null, command: "" };
  screen = "$ ";
  needsInput: TerminalInfo["needsInput"] = null;
  asksForSecret = false;
  system: SystemName | null = "linux";
  directory: string | null = "/root";
  /** Settles when the prompt is clean. */
  prompt: Promise<void> = Promise.resolve();
  /** Whether a command ends by itself, with what; null = it runs until `end`. */
  exitCode: number | null = 0;
  output = "out\n";
  readonly runs = new Map<RunId, { run: Run; finished: PromiseWithResolvers<Run> }>();
  readonly #events: Emitter<TerminalEvent>;

  constructor(id: TerminalId, events: Emitter<TerminalEvent>) {
    this.id = id;
    this.#events = events;
  }

  info(): TerminalInfo {
    return {
      id: this.id,
      channel: 1,
      hostId: "host-web",
      hostName: "web-1",
      name: null,
      user: "root",
      title: "",
      directory: this.directory,
      shell: "bash",
      integration: "marks",
      agentForwarded: false,
      durability: "tmux",
      panel: this.id,
      tmuxSession: null,
      state: this.state,
      stateReason: null,
      nextTryAt: null,
      remedy: null,
      driver: "agent",
      driverSince: 0,
      agentWaits: null,
      recording: null,
      running: this.running,
      needsInput: this.needsInput,
      size: { columns: 80, rows: 24 },
      openedAt: 1,
    };
  }

  actionTarget(): ActionTarget {
    const { directory, fingerprint, id } = this;
    return {
      terminalId: id,
      hostId: "host-web",
      hostName: "web-1",
      user: "root",
      directory,
      fingerprint,
    };
  }

  checkCommand(command: string): Refusal[] {
    if (command.includes("\u0007")) return [{ at: 0, sentence: "A bell cannot be delivered." }];
    return [...this.refusals];
  }

  prepare(command: string): string {
    return /^exit\b/.test(command) ? `(${command})` : command.replaceAll("\r\n", "\n");
  }

  async runCommand(
    { runId, command }: CommandToRun,
    { started }: { started: () => Promise<Result<void, FairleadError>> },
    signal: AbortSignal,
  ) {
    const aborted = new Promise<void>((resolve) => {
      signal.addEventListener("abort", () => resolve(), { once: true });
    });
    await Promise.race([this.prompt, aborted]);
    if (signal.aborted) return fail(failure("aborted"));
    const begun = await started();
    if (!begun.ok) return begun;
    this.ran.push(command);
    const finished = Promise.withResolvers<Run>();
    const run = this.#run(runId, command);
    this.runs.set(runId, { run, finished });
    this.#events.emit({ type: "run-changed", run });
    if (this.exitCode !== null) this.end(runId, "finished", this.exitCode);
    return ok({
      run: () => this.runs.get(runId)?.run ?? run,
      finished: finished.promise,
      output: () => this.output,
      progress: () => this.progress(),
    });
  }

  end(id: RunId, state: RunState, exitCode: number | null): void {
    const entry = this.runs.get(id);
    if (entry === undefined) return;
    entry.run = { ...entry.run, state, exitCode, endedAt: 1_250, durationMs: 250 };
    this.#events.emit({ type: "run-changed", run: entry.run });
    entry.finished.resolve(entry.run);
  }

  progress(): RunProgress {
    const bytes = Buffer.byteLength(this.output);
    return { bytes, bytesPerSecond: 0, lastLines: this.output };
  }

  isFullScreen = false;

  recent(characters: number): string {
    return this.output.slice(-characters);
  }

  capture(): string {
    return this.screen;
  }

  async sendKeys(keys: readonly string[]): Promise<Result<void, FairleadError>> {
    this.keys.push(...keys);
    if (keys[0] === "C-c") {
      for (const [id, { run }] of this.runs)
        if (run.state === "running") this.end(id, "stopped", 130);
    }
    return ok(undefined);
  }

  #run(id: RunId, command: string): Run {
    return {
      id,
      terminalId: this.id,
      hostId: "host-web",
      command,
      origin: "agent",
      state: "running",
      startedAt: 1_000,
      endedAt: null,
      exitCode: null,
      directoryBefore: "/root",
      directoryAfter: "/root",
      outputBytes: this.output.length,
      outputRange: { from: 0, to: 0 },
      commandText: "known",
      approval: null,
      fingerprint: null,
      durationMs: null,
      excerpt: this.output,
    };
  }
}

export class MemoryTerminals implements ToolTerminals {
  readonly events = new Emitter<TerminalEvent>();
  readonly known = new Map<TerminalId, MemoryTerminal>();
  /** Runs that are on record from before. */
  readonly pastRuns = new Map<RunId, Run>();

  add(id: TerminalId): MemoryTerminal {
    const terminal = new MemoryTerminal(id, this.events);
    this.known.set(id, terminal);
    return terminal;
  }

  list(): TerminalInfo[] {
    return [...this.known.values()].map((terminal) => terminal.info());
  }

  get(id: TerminalId): MemoryTerminal | undefined {
    return this.known.get(id);
  }

  async open(hostId: HostId): Promise<Result<TerminalInfo, FairleadError>> {
    return hostId === "host-web"
      ? ok(this.add(`term-opened${this.known.size}`).info())
      : fail(failure("host-unknown"));
  }

  run(id: RunId): Run | undefined {
    for (const { runs } of this.known.values()) {
      const entry = runs.get(id);
      if (entry !== undefined) return entry.run;
    }
    return this.pastRuns.get(id);
  }

  runProgress(id: RunId): RunProgress | undefined {
    for (const terminal of this.known.values()) {
      if (terminal.runs.get(id)?.run.state === "running") return terminal.progress();
    }
    return undefined;
  }

  /** What is left of older commands. */
  oldCommands = "";

  runs(id: TerminalId): Result<Run[], FairleadError> {
    const past = [...this.pastRuns.values()].filter(({ terminalId }) => terminalId === id);
    return ok([...past, ...[...(this.known.get(id)?.runs.values() ?? [])].map(({ run }) => run)]);
  }

  memory(): string {
    return this.oldCommands;
  }

  async runOutput(id: RunId, from: number, limit: number) {
    const run = this.run(id);
    if (run === undefined) return fail(failure("run-unknown"));
    return ok({ text: run.excerpt.slice(from, from + limit), total: run.excerpt.length });
  }
}

export const memoryHosts = (...hosts: Host[]): ToolHosts => ({
  list: () => hosts,
  get: (id) => hosts.find((host) => host.id === id),
});
