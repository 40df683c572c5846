import type { ActionTarget, Refusal } from "../../shared/contract/approvals.ts";
import type { Run, TerminalInfo, TerminalSize } from "../../shared/contract/terminals.ts";
import { type FairleadError, failure } from "../../shared/errors.ts";
import type { HostId, RunId, TerminalId } from "../../shared/ids.ts";
import { fail, ok, type Result } from "../../shared/result.ts";
import { Emitter } from "../base/emitter.ts";
import type { Secret } from "../base/secret.ts";
import type { SystemName } from "../policy/command-judgement.ts";
import type { TargetIdentity } from "../targets/target.ts";
import type { ActiveRun } from "./active-run.ts";
import type { CommandHooks, CommandToRun, RunHandle } from "./agent-desk.ts";
import { AttachedBackend } from "./attached-backend.ts";
import type { BackendEnd, TerminalBackend } from "./backend.ts";
import { checkCommand, proposedCommand } from "./command-check.ts";
import { fingerprintOf } from "./fingerprint.ts";
import { InputWatch } from "./input-watch.ts";
import type { Claim, Mark } from "./marks.ts";
import type { OutputLog } from "./output/output-log.ts";
import type { Traffic } from "./recording/traffic.ts";
import { ShellReader } from "./shell-reader.ts";
import type { ShellState } from "./shell-state.ts";
import { ShownText } from "./shown-text.ts";
import {
  firstStanding,
  remedyOf,
  type StandingEvent,
  stand,
  whenEnded,
  whenSilent,
} from "./standing.ts";
import type { KeptRun } from "./stores.ts";
import { TerminalCommands } from "./terminal-commands.ts";
import { TerminalInput } from "./terminal-input.ts";
import { TerminalOutput } from "./terminal-output.ts";

export type TerminalParts = {
  id: TerminalId;
  /** The terminal's number on the terminal plane. */
  channel: number;
  hostId: HostId;
  hostName: () => string;
  size: TerminalSize;
  nonce: string;
  openedAt: number;
  /** What a person calls it. */
  name: string | null;
  /** Puts a run on record; it has reached the disk when this resolves. */
  begin: (record: KeptRun) => Promise<Result<void, FairleadError>>;
  /** `columns`: the width of the screen that the text was on. */
  redact: (text: string, columns?: number) => string;
  /** Told what the person has typed where the terminal showed nothing of it. */
  learnSecret: (value: string) => void;
  now: () => number;
  /** Where the whole of a long output goes; left out, its middle is not kept. */
  openLog?: ((id: RunId) => OutputLog) | null;
  /** Told when `info()` has changed, and for every change of a run. */
  changed: () => void;
  runChanged: (run: Run, active: ActiveRun) => void;
  /** How long a shell may take to say its first word, in ms; left out, the usual time. */
  introMs?: number;
};

/**
 * One shell that person and agent share. It outlives its backend: after a lost line it waits for the next one. Whoever
 * made it disposes of it; that lets go of the shell without ending it.
 */
export class Terminal implements AsyncDisposable {
  readonly id: TerminalId;
  readonly channel: number;
  readonly hostId: HostId;
  /** What a person calls it; null = by its host. */
  #name: string | null;
  readonly output = new TerminalOutput();
  /** What passes through it, for whoever records it; without the shell's own marks. */
  readonly traffic = new Emitter<Traffic>();
  readonly #parts: TerminalParts;
  readonly #backend: AttachedBackend;
  readonly #reader: ShellReader;
  readonly #shown: ShownText;
  readonly #watch: InputWatch;
  readonly #input: TerminalInput;
  readonly #commands: TerminalCommands;
  #panel: TerminalId;
  #isSized = false;
  #size: TerminalSize;
  /** Of the backend, and of who is at the other end, as it was last. */
  #durability: TerminalInfo["durability"] = "plain";
  #tmuxSession: string | null = null;
  #identity: TargetIdentity | null = null;
  #standing = firstStanding;
  #recording: TerminalInfo["recording"] = null;
  #lastInfo = "";
  #disposed = false;
  #isBorrowed = false;
  /** Told once the backend has ended, after the terminal has noted it. */
  onBackendEnd: ((end: BackendEnd) => void) | null = null;

  constructor(parts: TerminalParts) {
    this.#parts = parts;
    this.id = parts.id;
    this.#panel = parts.id;
    this.channel = parts.channel;
    this.hostId = parts.hostId;
    this.#name = parts.name;
    this.#size = parts.size;
    this.#backend = this.#newBackend();
    this.#reader = this.#newReader();
    this.#shown = new ShownText({
      output: this.output,
      size: () => this.#size,
      alternateScreen: () => this.shell.alternateScreen,
      redact: parts.redact,
    });
    this.#watch = this.#newWatch();
    this.#input = this.#newInput();
    this.#commands = new TerminalCommands({
      ...parts,
      terminal: { id: parts.id, hostId: parts.hostId },
      openLog: parts.openLog ?? null,
      shell: () => this.shell,
      input: this.#input,
      fingerprint: () => this.fingerprint(),
      standing: () => this.#standing,
      isAttached: () => this.isAttached,
      isElsewhere: () => this.isElsewhere,
      isDisposed: () => this.#disposed,
      changed: () => this.#told(),
    });
  }

  /** Marks of this terminal's shell carry it; a new shell has a new one. */
  get nonce(): string {
    return this.#reader.nonce;
  }

  get shell(): ShellState {
    return this.#reader.state;
  }

  /** What its shell runs on; null where nobody knows. */
  get system(): SystemName | null {
    return this.shell.system;
  }

  /** Whether it has a shell at the other end, which may be silent. */
  get isAttached(): boolean {
    return this.#backend.isThere;
  }

  info(): TerminalInfo {
    const { directory, integration, shell, title } = this.shell;
    return {
      id: this.id,
      channel: this.channel,
      hostId: this.hostId,
      hostName: this.#parts.hostName(),
      name: this.#name,
      user: this.#identity?.user ?? "",
      title,
      directory,
      shell,
      integration,
      agentForwarded: this.isAttached && this.#identity?.agentForwarded?.() === true,
      durability: this.#durability,
      panel: this.#panel,
      tmuxSession: this.#tmuxSession,
      state: this.#standing.state,
      stateReason: this.#standing.reason,
      nextTryAt: this.#standing.nextTryAt,
      remedy: remedyOf(this.#standing, {
        isAttached: this.isAttached,
        isBorrowed: this.#isBorrowed,
      }),
      driver: this.#input.keyboard.driver,
      driverSince: this.#input.keyboard.since,
      agentWaits: this.#commands.waits,
      recording: this.#recording,
      running: this.#commands.running,
      needsInput: this.#watch.needs,
      size: this.#size,
      openedAt: this.#parts.openedAt,
    };
  }

  /** What an approval is bound to: see `fingerprintOf`. */
  fingerprint(): string {
    return fingerprintOf({
      terminalId: this.id,
      hostId: this.hostId,
      identity: this.#identity,
      integration: this.shell.integration,
      nonce: this.nonce,
    });
  }

  actionTarget(): ActionTarget {
    return {
      terminalId: this.id,
      hostId: this.hostId,
      hostName: this.#parts.hostName(),
      user: this.#identity?.user ?? "",
      directory: this.shell.directory,
      fingerprint: this.fingerprint(),
    };
  }

  /** Why this text cannot be delivered here exactly as written. */
  checkCommand(command: string): Refusal[] {
    return checkCommand(this.shell, command);
  }

  /** The text as it can be proposed here. */
  prepare(command: string): string {
    return proposedCommand(this.shell, command);
  }

  /** What a person's window sends: see `TerminalInput.fromPerson`. */
  input(bytes: Uint8Array): void {
    this.#input.fromPerson(bytes);
  }

  resize(columns: number, rows: number): void {
    if (this.#isSized) return;
    this.#size = { columns, rows };
    this.#backend.resize(columns, rows);
    this.traffic.emit({ type: "resized", size: this.#size });
    this.#told();
  }

  /**
   * Runs a checked command: waits for a clean prompt, calls `started` right before the first byte, and answers when the
   * command is on its way. A failure means that it was not run. One command at a time; others wait their turn.
   */
  runCommand(
    command: CommandToRun,
    hooks: CommandHooks,
    signal: AbortSignal,
  ): Promise<Result<RunHandle, FairleadError>> {
    return this.#commands.agent.runCommand(command, hooks, signal);
  }

  /** The screen as a person sees it, as text, with `history` lines above it. */
  capture({ history = 0 }: { history?: number } = {}): string {
    return this.#shown.screen(history);
  }

  /** The last of everything that was printed, without escape sequences: at most so many characters. */
  recent(characters: number): string {
    return this.#shown.recent(characters);
  }

  /** Whether what was printed last asks for a password: nothing of the agent may answer it. */
  get asksForSecret(): boolean {
    return this.#watch.asksForSecret;
  }

  /** Answers a question with a secret: see `TerminalInput.fill`. */
  fill(
    question: number,
    begin: () => Promise<Result<Secret, FairleadError>>,
  ): Promise<Result<void, FairleadError>> {
    return this.#input.fill(question, begin);
  }

  /** Named keys and text in order, pressed here by the agent. */
  sendKeys(keys: readonly string[]): Promise<Result<void, FairleadError>> {
    return this.#input.fromAgent(keys);
  }

  /** Whether tmux has the pane in a mode that takes the keys, as far as it has said so. */
  get isElsewhere(): boolean {
    return this.#backend.inMode;
  }

  /** The shell's process id on its host; null where nobody knows. */
  get shellPid(): number | null {
    return this.shell.pid;
  }

  /**
   * The person gives the keyboard to the agent: copy mode is left, and with `clear` a half-typed or unfinished line is
   * cancelled. Whatever else the agent's command waits for, it waits on.
   */
  async handBack(clear: boolean): Promise<Result<void, FairleadError>> {
    if (!this.#takesKeys()) return fail(failure("terminal-lost"));
    const reason = this.#commands.waitReason();
    if (reason === "copy-mode") {
      const left = await this.#backend.leaveMode();
      if (!left.ok) return left;
    }
    this.#input.handBack(clear && (reason === "half-typed" || reason === "continuation"));
    return ok(undefined);
  }

  /** Takes a command of the agent back that waits for the keyboard; a failure once it is on its way. */
  withdraw(id: RunId): Result<void, FairleadError> {
    return this.#commands.agent.withdraw(id) ? ok(undefined) : fail(failure("run-over"));
  }

  /** Whether a program has the whole screen (the alternate one), as editors and pagers do. */
  get isFullScreen(): boolean {
    return this.shell.alternateScreen;
  }

  /** True while a command of the agent waits or runs here. */
  get isBusy(): boolean {
    return this.#commands.agent.isBusy;
  }

  /** A command that still runs since before the app was closed is followed from here on. */
  resumeRun(run: Run, expectedCount: number): void {
    this.#commands.agent.resume(run, expectedCount);
  }

  /** See `AgentDesk.takeBackLeft`. */
  takeBackLeft(command: string): Promise<void> {
    return this.#commands.agent.takeBackLeft(command);
  }

  /** The next shell that is attached is a new one; the old one is let go of. */
  async renew(nonce: string): Promise<void> {
    await this.#letGo();
    this.#commands.lost();
    this.#reader.renew(nonce);
    this.#told();
  }

  /** From now on this shell is the terminal's. Takes the backend over. */
  attach(backend: TerminalBackend, identity: TargetIdentity): void {
    this.#identity = identity;
    this.#durability = backend.durability;
    this.#tmuxSession = backend.tmuxSession;
    this.#reader.begin();
    this.#backend.attach(backend);
    this.#backend.resize(this.#size.columns, this.#size.rows);
    this.#reader.awaitIntro();
  }

  /** Its shell was not launched by us and tells us nothing. */
  borrow(): void {
    this.#isBorrowed = true;
    this.shell.integration = "none";
  }

  /** Where it is drawn; `size` where tmux decides it, so that what a window says does not count, else null. */
  placed(panel: TerminalId, size: TerminalSize | null): void {
    this.#panel = panel;
    this.#isSized = size !== null;
    this.#size = size ?? this.#size;
    this.#told();
  }

  rename(name: string | null): void {
    this.#name = name;
    this.#told();
  }

  /** Notes what has happened to it, see `stand`. With a shell that is gone goes what ran in it. */
  stand(event: StandingEvent): void {
    if (event.type === "gone" || event.type === "exited") this.#commands.lost();
    this.#standing = stand(this.#standing, event);
    this.#told();
  }

  /** Whether it is recorded, or why no longer. */
  setRecording(recording: TerminalInfo["recording"]): void {
    this.#recording = recording;
    this.#told();
  }

  /** Ends the shell, where there is one. A failure means that it may live on. */
  kill(signal: AbortSignal): Promise<Result<void, FairleadError>> {
    return this.#backend.kill(signal);
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#disposed = true;
    this.#watch[Symbol.dispose]();
    await this.#letGo();
    this.#commands.lookAgain();
    this.output.end();
    this.output[Symbol.dispose]();
  }

  #letGo(): Promise<void> {
    this.#reader.end();
    return this.#backend.letGo();
  }

  /** Keys that would arrive who knows when are not taken. */
  #takesKeys(): boolean {
    return this.isAttached && this.#standing.state !== "not-attached";
  }

  #newBackend(): AttachedBackend {
    return new AttachedBackend(this.output, {
      attached: () => this.stand({ type: "attached" }),
      received: (bytes) => this.#reader.read(bytes),
      redrawn: (picture, lastOsc7) => {
        this.#reader.reset(picture, lastOsc7);
        this.traffic.emit({ type: "reset", picture });
        this.#watch.reset(this.capture());
        this.#told();
      },
      silence: (silence) => this.stand(whenSilent(silence)),
      modeChanged: () => this.#told(),
      ended: (end) => {
        this.#reader.end();
        this.stand(whenEnded(end));
        this.onBackendEnd?.(end);
      },
    });
  }

  #newReader(): ShellReader {
    return new ShellReader({
      nonce: this.#parts.nonce,
      output: this.output,
      introMs: this.#parts.introMs,
      print: (bytes) => this.#printed(bytes),
      mark: (mark) => this.#marked(mark),
      recover: (report) => this.#commands.recover(report),
      staysSilent: () => this.#told(),
    });
  }

  #newWatch(): InputWatch {
    return new InputWatch({
      runs: () => this.#runsProgram(),
      command: () => this.#commands.agent.running?.command ?? "",
      screen: () => this.capture(),
      redact: this.#parts.redact,
      changed: () => {
        this.#commands.agent.needsInput(this.#watch.needs !== null);
        this.#told();
      },
    });
  }

  #runsProgram(): "known" | "perhaps" | "no" {
    if (!this.isAttached) return "no";
    const { integration, place } = this.shell;
    if (integration === "none") return "perhaps";
    return place === "command" || place === "continuation" ? "known" : "no";
  }

  #newInput(): TerminalInput {
    return new TerminalInput({
      shell: () => this.shell,
      watch: this.#watch,
      traffic: this.traffic,
      now: this.#parts.now,
      fingerprint: () => this.fingerprint(),
      takesKeys: () => this.#takesKeys(),
      isReady: () => this.#standing.state === "ready",
      write: (bytes) => this.#backend.write(bytes),
      learnSecret: this.#parts.learnSecret,
      enters: () => this.#commands.entered(),
      interrupts: () => this.#commands.interrupted(),
      personTyped: () => this.#commands.agent.personTyped(),
      changed: () => this.#told(),
    });
  }

  #printed(bytes: Uint8Array): void {
    this.#commands.print(bytes);
    this.#input.printed(bytes);
    this.#watch.printed(bytes);
    this.traffic.emit({ type: "output", bytes });
  }

  #marked(mark: Mark | Claim): void {
    this.#commands.mark(mark);
    this.#watch.mark(mark);
    this.#told();
  }

  /** Lets those know who wait for a change, and the world where it can be seen. */
  #told(): void {
    this.#commands.lookAgain();
    if (this.#disposed) return;
    const info = JSON.stringify(this.info());
    if (info === this.#lastInfo) return;
    this.#lastInfo = info;
    this.#parts.changed();
  }
}
