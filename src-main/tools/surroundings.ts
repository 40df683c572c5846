import type { ActionTarget, Refusal } from "../../shared/contract/approvals.ts";
import type { Host } from "../../shared/contract/hosts.ts";
import type {
  Run,
  RunApproval,
  TerminalEvent,
  TerminalInfo,
  TerminalSize,
} from "../../shared/contract/terminals.ts";
import type { FairleadError } from "../../shared/errors.ts";
import type { HostId, RunId, TerminalId } from "../../shared/ids.ts";
import type { Result } from "../../shared/result.ts";
import type { Emitter } from "../base/emitter.ts";
import type { SystemName } from "../policy/command-judgement.ts";
import type { RunProgress } from "../terminals/run-progress.ts";

/** A command on its way: what the terminal knows of it now, and its end. */
export type ToolRun = {
  run(): Run;
  /** Settles when the run has ended in whatever way; never rejects. */
  finished: Promise<Run>;
  /** Everything it printed so far, without escape sequences. */
  output(): string;
  /** How it comes along. */
  progress(): RunProgress;
};

/** The exact text, the run it will be on record as, and how it was allowed. */
export type CommandToRun = { runId: RunId; command: string; approval?: RunApproval | null };

/** As much of a terminal as tools use. */
export type ToolTerminal = {
  info(): TerminalInfo;
  /** What its shell runs on; null where nobody knows. */
  readonly system: SystemName | null;
  actionTarget(): ActionTarget;
  /** The delivery rule of its shell. */
  checkCommand(command: string): Refusal[];
  /** The text as it can be proposed: line ends, parentheses around what would end the shell. */
  prepare(command: string): string;
  /** Waits for a clean prompt, calls `started` right before the first byte and sends only after its ok. */
  runCommand(
    command: CommandToRun,
    hooks: { started: () => Promise<Result<void, FairleadError>> },
    signal: AbortSignal,
  ): Promise<Result<ToolRun, FairleadError>>;
  /** The screen as text, with `history` lines above it. */
  capture(range: { history?: number }): string | Promise<string>;
  /** Whether a program has the whole screen, as editors and pagers do. */
  readonly isFullScreen: boolean;
  /** The last of what was printed, without escape sequences: at most so many characters. */
  recent(characters: number): string;
  /** Whether what was printed last asks for a password, as far as that can be told. */
  readonly asksForSecret: boolean;
  /** Named keys ("Enter", "C-c") and text, in order. */
  sendKeys(keys: readonly string[]): Promise<Result<void, FairleadError>>;
};

export type ToolTerminals = {
  list(): TerminalInfo[];
  get(id: TerminalId): ToolTerminal | undefined;
  open(hostId: HostId, size: TerminalSize): Promise<Result<TerminalInfo, FairleadError>>;
  run(id: RunId): Run | undefined;
  /** How much a command that runs has printed; undefined once it is over. */
  runProgress(id: RunId): RunProgress | undefined;
  /** The runs of a terminal that are kept apart, oldest first. */
  runs(id: TerminalId): Result<Run[], FairleadError>;
  /** What is left of its older commands, in words; empty where there are none. */
  memory(id: TerminalId): string;
  runOutput(
    id: RunId,
    from: number,
    limit: number,
  ): Promise<Result<{ text: string; total: number; behind?: number }, FairleadError>>;
  readonly events: Emitter<TerminalEvent>;
};

export type ToolHosts = { list(): Host[]; get(id: HostId): Host | undefined };
