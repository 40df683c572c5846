import { createHash } from "node:crypto";
import type { ActionTarget, Refusal } from "../../shared/contract/approvals.ts";
import type {
  Run,
  ShellName,
  TerminalInfo,
  TerminalRemedy,
  TerminalSize,
  WaitReason,
} from "../../shared/contract/terminals.ts";
import { type FairleadError, failure } from "../../shared/errors.ts";
import type { HostId, RunId, TerminalId } from "../../shared/ids.ts";
import { fail, ok, type Result } from "../../shared/result.ts";
import { Emitter } from "../base/emitter.ts";
import type { Silence } from "../base/pulse.ts";
import type { Secret } from "../base/secret.ts";
import type { SystemName } from "../policy/command-judgement.ts";
import type { TargetIdentity } from "../targets/target.ts";
import type { ActiveRun } from "./active-run.ts";
import { AgentDesk, type CommandHooks, type CommandToRun, type RunHandle } from "./agent-desk.ts";
import type { BackendEnd, TerminalBackend } from "./backend.ts";
import { deliveryRefusals, prepareCommand } from "./delivery.ts";
import { fillPrompt } from "./fill-prompt.ts";
import { InputWatch } from "./input-watch.ts";
import { keyBytes } from "./key-bytes.ts";
import { Keyboard } from "./keyboard.ts";
import { type Claim, isMark, type Mark, MarkParser, parseReport } from "./marks.ts";
import type { OutputLog } from "./output/output-log.ts";
import { PersonRuns } from "./person-runs.ts";
import { plainText } from "./plain-text.ts";
import type { Traffic } from "./recording/traffic.ts";
import { Screen } from "./screen.ts";
import { ShellState } from "./shell-state.ts";
import { firstStanding, type StandingEvent, stand } from "./standing.ts";
import type { KeptRun } from "./stores.ts";
import { TerminalOutput } from "./terminal-output.ts";
import { TypedSecret } from "./typed-secret.ts";
import { waitReason } from "./wait-reason.ts";

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

/** How long a shell may take to say its first word before it counts as one that says none. */
const introMs = 15_000;
/** How much of the last output a look at the screen reads. */
const lookBytes = 256 * 1024;
/** What a program of the old shell may have left switched on, before a new shell takes its place, and word of that. */
const settle = Buffer.from(
  "\x1b[!p\x1b[?1049l\x1b[?1000;1002;1003;1006;2004l\x1b[?25h\r\n\x1b[7m New shell. Everything above is from the one before. \x1b[0m\r\n",
);
const enterKey = Uint8Array.of(0x0d);
const stalledSentence = "No answer for some seconds. What is typed waits; nothing is lost yet.";
const silentSentence =
  "The host does not answer. The shell may still run there, and is back here when the host answers.";

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
  readonly #changed = new Emitter<void>();
  readonly #marks = new Emitter<Mark>();
  readonly #agent: AgentDesk;
  readonly #person: PersonRuns;
  readonly #keyboard: Keyboard;
  readonly #typedSecret: TypedSecret;
  readonly #input: InputWatch;
  #nonce: string;
  #shell = new ShellState();
  #parser: MarkParser;
  #backend: TerminalBackend | null = null;
  #panel: TerminalId;
  #isSized = false;
  #durability: TerminalInfo["durability"] = "plain";
  #tmuxSession: string | null = null;
  #identity: TargetIdentity | null = null;
  #standing = firstStanding;
  #size: TerminalSize;
  #recording: TerminalInfo["recording"] = null;
  #introTimer: NodeJS.Timeout | undefined;
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
    this.#nonce = parts.nonce;
    this.#size = parts.size;
    this.#parser = this.#newParser();
    this.#typedSecret = new TypedSecret(parts.learnSecret, parts.now);
    this.#input = this.#newWatch();
    this.#keyboard = new Keyboard({
      now: parts.now,
      press: (bytes) => this.#press(bytes),
      reply: (bytes) => void this.#write(bytes), // What becomes of it shows on the screen.
    });
    this.#agent = this.#newDesk();
    this.#person = new PersonRuns({
      terminal: { id: parts.id, hostId: parts.hostId },
      shell: () => this.#shell,
      fingerprint: () => this.fingerprint(),
      redact: parts.redact,
      openLog: parts.openLog ?? null,
      now: parts.now,
      runChanged: parts.runChanged,
    });
  }

  /** Marks of this terminal's shell carry it; a new shell has a new one. */
  get nonce(): string {
    return this.#nonce;
  }

  get shell(): ShellState {
    return this.#shell;
  }

  /** What its shell runs on; null where nobody knows. */
  get system(): SystemName | null {
    return this.#shell.system;
  }

  /** Whether it has a shell at the other end, which may be silent. */
  get isAttached(): boolean {
    return this.#backend !== null;
  }

  info(): TerminalInfo {
    const { directory, integration, shell, title } = this.#shell;
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
      remedy: this.#remedy(),
      driver: this.#keyboard.driver,
      driverSince: this.#keyboard.since,
      agentWaits: this.#agentWaits(),
      recording: this.#recording,
      running: this.#running(),
      needsInput: this.#input.needs,
      size: this.#size,
      openedAt: this.#parts.openedAt,
    };
  }

  /** What an approval is bound to: this terminal, who is at the other end, and what stands at the prompt. */
  fingerprint(): string {
    const inside = this.#shell.integration === "foreign" ? "foreign" : "shell";
    const { kind, user, key } = this.#identity ?? { kind: "", user: "", key: "" };
    const facts = [this.id, this.hostId, kind, user, key, inside, this.#nonce];
    return createHash("sha256").update(JSON.stringify(facts)).digest("hex");
  }

  actionTarget(): ActionTarget {
    return {
      terminalId: this.id,
      hostId: this.hostId,
      hostName: this.#parts.hostName(),
      user: this.#identity?.user ?? "",
      directory: this.#shell.directory,
      fingerprint: this.fingerprint(),
    };
  }

  /**
   * Why this text cannot be delivered here exactly as written. A shell that has not said yet what it is counts as bash; it
   * is asked again right before the text is sent.
   */
  checkCommand(command: string): Refusal[] {
    const { endsOnError, integration, pastes } = this.#shell;
    if (integration === "foreign") return [{ at: null, sentence: foreignSentence }];
    if (endsOnError && command !== "set +e") return [{ at: null, sentence: endsOnErrorSentence }];
    return deliveryRefusals(this.#likelyShell(), command, pastes);
  }

  /** The text as it can be proposed here. */
  prepare(command: string): string {
    return prepareCommand(this.#likelyShell(), command);
  }

  /** Keys of the person: they take the driver at once. An emulator's own answers to programs pass without that. */
  input(bytes: Uint8Array): void {
    if (bytes.length === 0 || !this.#takesKeys()) return;
    if (!this.#keyboard.input(bytes)) return;
    if (bytes.includes(3)) this.#interrupted();
    this.#agent.personTyped();
    this.#told();
  }

  resize(columns: number, rows: number): void {
    if (this.#isSized) return;
    this.#size = { columns, rows };
    this.#backend?.resize(columns, rows);
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
    return this.#agent.runCommand(command, hooks, signal);
  }

  /** The screen as a person sees it, as text, with `history` lines above it. */
  capture({ history = 0 }: { history?: number } = {}): string {
    const bytes = this.output.tail(lookBytes);
    const raw = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length).toString("utf8");
    // Before it is drawn: a secret that is broken at the screen's edge would not be known any more.
    const text = this.#parts.redact(raw);
    const isWhole = bytes.length < lookBytes;
    const shown = new Screen(this.#size, !isWhole && this.#shell.alternateScreen)
      .write(text)
      .text(history);
    // And once more as it stands there: a program may have moved the cursor within it.
    return this.#parts.redact(shown, this.#size.columns);
  }

  /** Whether what was printed last asks for a password: nothing of the agent may answer it. */
  get asksForSecret(): boolean {
    return this.#input.asksForSecret;
  }

  /**
   * Answers the question with the secret that `begin` hands out, and Enter. Nothing of it is sent where another question
   * or none stands there, or the program shows what is typed: a failure then says so.
   */
  async fill(
    question: number,
    begin: () => Promise<Result<Secret, FairleadError>>,
  ): Promise<Result<void, FairleadError>> {
    // While a command is on its way to the prompt nothing asks.
    if (this.#keyboard.isHeld) return fail(failure("prompt-gone"));
    const fingerprint = this.fingerprint();
    return await fillPrompt({
      isThere: () =>
        this.#takesKeys() &&
        this.#standing.state === "ready" &&
        this.fingerprint() === fingerprint &&
        this.#input.needs?.question === question,
      isBegun: () => this.#input.isBegun,
      output: this.traffic,
      hold: () => this.#keyboard.hold(),
      write: (bytes) => this.#write(bytes),
      entered: () => {
        this.#shell.typed(enterKey);
        this.traffic.emit({ type: "filled" });
      },
      begin,
    });
  }

  /** Named keys and text in order, pressed here by the agent. */
  async sendKeys(keys: readonly string[]): Promise<Result<void, FairleadError>> {
    if (!this.#takesKeys()) return fail(failure("terminal-lost"));
    const { applicationCursor } = this.#shell;
    const bytes = Buffer.concat(keys.map((key) => keyBytes(key, applicationCursor)));
    if (bytes.includes(3)) this.#interrupted();
    this.#keyboard.take("agent");
    this.#shell.typed(bytes);
    this.#told();
    return this.#writeAgents(bytes);
  }

  /** Whether tmux has the pane in a mode that takes the keys, as far as it has said so. */
  get isElsewhere(): boolean {
    return this.#backend?.inMode === true;
  }

  /** The shell's process id on its host; null where nobody knows. */
  get shellPid(): number | null {
    return this.#shell.pid;
  }

  /**
   * The person gives the keyboard to the agent: copy mode is left, and with `clear` a half-typed or unfinished line is
   * cancelled. Whatever else the agent's command waits for, it waits on.
   */
  async handBack(clear: boolean): Promise<Result<void, FairleadError>> {
    if (!this.#takesKeys()) return fail(failure("terminal-lost"));
    const reason = this.#waitReason();
    if (reason === "copy-mode") {
      const left = await (this.#backend?.leaveMode?.() ?? ok(undefined));
      if (!left.ok) return left;
    }
    // Pressed as a person presses it: the line stays to be read, and no editor takes it for anything else.
    const clears = clear && (reason === "half-typed" || reason === "continuation");
    if (clears) this.#press(Uint8Array.of(3));
    this.#keyboard.handBack(clears);
    this.#told();
    return ok(undefined);
  }

  /** Takes a command of the agent back that waits for the keyboard; a failure once it is on its way. */
  withdraw(id: RunId): Result<void, FairleadError> {
    return this.#agent.withdraw(id) ? ok(undefined) : fail(failure("run-over"));
  }

  /** Whether a program has the whole screen (the alternate one), as editors and pagers do. */
  get isFullScreen(): boolean {
    return this.#shell.alternateScreen;
  }

  /** The last of everything that was printed, without escape sequences: at most so many characters. */
  recent(characters: number): string {
    const bytes = this.output.tail(lookBytes);
    const text = plainText(Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length));
    return this.#parts.redact(text.slice(-2 * characters)).slice(-characters);
  }

  /** True while a command of the agent waits or runs here. */
  get isBusy(): boolean {
    return this.#agent.isBusy;
  }

  /** A command that still runs since before the app was closed is followed from here on. */
  resumeRun(run: Run, expectedCount: number): void {
    this.#agent.resume(run, expectedCount);
  }

  /** See `AgentDesk.takeBackLeft`. */
  takeBackLeft(command: string): Promise<void> {
    return this.#agent.takeBackLeft(command);
  }

  /** The next shell that is attached is a new one; the old one is let go of. */
  async renew(nonce: string): Promise<void> {
    await this.#letGo();
    this.#lost();
    this.#nonce = nonce;
    this.#shell = new ShellState();
    if (this.output.head() > 0) this.output.add(settle);
    this.#told();
  }

  /** From now on this shell is the terminal's. Takes the backend over. */
  attach(backend: TerminalBackend, identity: TargetIdentity): void {
    this.#backend = backend;
    this.#identity = identity;
    this.#durability = backend.durability;
    this.#tmuxSession = backend.tmuxSession;
    this.#parser = this.#newParser();
    backend.onOutput((bytes) => this.#received(bytes));
    backend.onReset((picture) => this.#redrawn(backend, picture));
    this.stand({ type: "attached" });
    backend.onSilence?.((silence) => this.#silent(backend, silence));
    backend.onMode?.(() => this.#told());
    backend.onEnd((end) => this.#ended(backend, end));
    this.output.connect(this.#backend);
    backend.resize(this.#size.columns, this.#size.rows);
    clearTimeout(this.#introTimer);
    if (this.#shell.integration === "starting") {
      this.#introTimer = setTimeout(() => this.#noIntro(), this.#parts.introMs ?? introMs);
      this.#introTimer.unref();
    }
  }

  /** Its shell was not launched by us and tells us nothing. */
  borrow(): void {
    this.#isBorrowed = true;
    this.#shell.integration = "none";
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
    if (event.type === "gone" || event.type === "exited") this.#lost();
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
    return this.#backend?.kill(signal) ?? Promise.resolve(ok(undefined));
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#disposed = true;
    this.#input[Symbol.dispose]();
    await this.#letGo();
    this.#changed.emit();
    this.output.end();
    this.output[Symbol.dispose]();
  }

  async #letGo(): Promise<void> {
    clearTimeout(this.#introTimer);
    const backend = this.#backend;
    this.#backend = null;
    this.output.connect(null);
    await backend?.[Symbol.asyncDispose]();
  }

  #remedy(): TerminalRemedy | null {
    const { state, nextTryAt } = this.#standing;
    if (state === "lost" || state === "closed") return this.#isBorrowed ? null : "new-shell";
    if (state === "not-attached") return this.#backend === null ? "reconnect" : "new-shell";
    return nextTryAt === null ? null : "now";
  }

  /** Keys that would arrive who knows when are not taken. */
  #takesKeys(): boolean {
    return this.#backend !== null && this.#standing.state !== "not-attached";
  }

  #silent(backend: TerminalBackend, silence: Silence): void {
    if (this.#backend !== backend) return;
    if (silence === "answers") this.stand({ type: "answers" });
    else if (silence === "stalled") this.stand({ type: "stalled", reason: stalledSentence });
    else this.stand({ type: "silent", reason: silentSentence });
  }

  #likelyShell(): ShellName {
    const { integration, shell } = this.#shell;
    return integration === "starting" ? "bash" : shell;
  }

  #running(): TerminalInfo["running"] {
    const agents = this.#agent.running;
    if (agents !== null || this.#backend === null) return agents;
    return this.#shell.place === "command" ? { runId: null, command: this.#person.command } : null;
  }

  #agentWaits(): TerminalInfo["agentWaits"] {
    const first = this.#agent.waiting;
    const reason = first === null ? null : this.#waitReason();
    return first === null || reason === null ? null : { ...first, reason };
  }

  /** Why nothing of the agent's can be sent now; null when it can. */
  #waitReason(): WaitReason | null {
    if (this.#agent.running !== null) return "queue";
    return waitReason({
      state: this.#standing.state,
      place: this.#shell.place,
      line: this.#shell.line,
      isElsewhere: this.isElsewhere,
      sinceKeyMs: this.#parts.now() - this.#keyboard.lastKeyAt,
    });
  }

  #newWatch(): InputWatch {
    return new InputWatch({
      runs: () => this.#runsProgram(),
      command: () => this.#agent.running?.command ?? "",
      screen: () => this.capture(),
      redact: this.#parts.redact,
      changed: () => {
        this.#agent.needsInput(this.#input.needs !== null);
        this.#told();
      },
    });
  }

  #runsProgram(): "known" | "perhaps" | "no" {
    if (this.#backend === null) return "no";
    const { integration, place } = this.#shell;
    if (integration === "none") return "perhaps";
    return place === "command" || place === "continuation" ? "known" : "no";
  }

  #newDesk(): AgentDesk {
    const { begin, id, hostId, now, openLog = null, redact, runChanged } = this.#parts;
    return new AgentDesk({
      terminal: { id, hostId },
      fingerprint: () => this.fingerprint(),
      wire: {
        state: () => this.#shell,
        changed: this.#changed,
        marks: this.#marks,
        // A shell that is still on its way is waited for.
        ended: () =>
          this.#disposed || (this.#backend === null && this.#standing.state !== "connecting"),
        isSilent: () => this.#standing.state !== "ready",
        isElsewhere: () => this.isElsewhere,
        lastKeyAt: () => this.#keyboard.lastKeyAt,
        now,
        write: (bytes) => this.#writeAgents(bytes),
        hold: () => this.#keyboard.hold(),
        check: (command) => this.checkCommand(command),
      },
      takesKeyboard: () => {
        this.#keyboard.take("agent");
        this.#told();
      },
      waitsChanged: () => this.#told(),
      begin,
      redact,
      openLog,
      now,
      runChanged: (run, active) => {
        if (active.isOver) this.#keyboard.take("person");
        runChanged(run, active);
        this.#told();
      },
    });
  }

  /** A ^C goes to whatever runs. */
  #interrupted(): void {
    this.#agent.interrupted();
    this.#person.interrupted();
  }

  /** The shell is gone, and what ran in it with it. */
  #lost(): void {
    this.#agent.lost();
    this.#person.lost();
  }

  /** Keys of the person on their way. */
  #press(bytes: Uint8Array): void {
    if (this.#shell.entersUnseen(bytes) && this.#agent.running === null) this.#person.entered();
    this.#shell.typed(bytes);
    this.#typedSecret.typed(bytes);
    this.#input.typed(bytes);
    this.traffic.emit({ type: "typed", bytes, by: "person" });
    void this.#write(bytes); // What becomes of them shows on the screen.
  }

  #writeAgents(bytes: Uint8Array): Promise<Result<void, FairleadError>> {
    this.traffic.emit({ type: "typed", bytes, by: "agent" });
    return this.#write(bytes);
  }

  #write(bytes: Uint8Array): Promise<Result<void, FairleadError>> {
    return this.#backend?.write(bytes) ?? Promise.resolve(fail(failure("terminal-lost")));
  }

  /** Reads what comes from here on; windows are told where commands begin and end. */
  #newParser(): MarkParser {
    const start = this.output.head();
    return new MarkParser(this.#nonce, (mark, end) => this.output.mark(mark, start + end));
  }

  #received(bytes: Uint8Array): void {
    for (const piece of this.#parser.push(bytes)) {
      if (piece.kind !== "output") this.#marked(piece);
      else {
        this.#agent.print(piece.bytes);
        this.#person.print(piece.bytes);
        this.#typedSecret.printed(piece.bytes);
        this.#input.printed(piece.bytes);
        this.traffic.emit({ type: "output", bytes: piece.bytes });
        this.#shell.outputAtPrompt(piece.bytes);
      }
    }
    this.output.add(bytes);
  }

  #marked(mark: Mark | Claim): void {
    this.#shell.take(mark);
    const isAgents = mark.kind === "command-start" && this.#agent.startsWith(mark.count);
    this.#agent.mark(mark);
    this.#input.mark(mark);
    this.#person.mark(mark, isAgents);
    if (isMark(mark)) this.#marks.emit(mark);
    this.#told();
  }

  /** Marks may have been among what was skipped; what the shell said last is known. */
  #redrawn(backend: TerminalBackend, picture: Uint8Array): void {
    const report = parseReport(backend.lastOsc7 ?? "", this.#nonce);
    if (report !== null && this.#shell.integration !== "starting") {
      this.#shell.missed(report);
      this.#agent.recover(report);
      this.#person.recover(report);
    }
    this.output.reset(picture);
    this.traffic.emit({ type: "reset", picture });
    this.#input.reset(this.capture());
    this.#parser = this.#newParser();
    this.#told();
  }

  #ended(backend: TerminalBackend, end: BackendEnd): void {
    if (this.#backend !== backend) return;
    this.#backend = null;
    this.output.connect(null);
    clearTimeout(this.#introTimer);
    if (end.kind === "exited") {
      const code = end.exitCode === null ? "" : ` with exit code ${end.exitCode}`;
      this.stand({ type: "exited", reason: `The shell has ended${code}.` });
    } else this.stand({ type: end.kind, reason: end.reason });
    void backend[Symbol.asyncDispose](); // It has ended: nothing can go wrong that matters.
    this.onBackendEnd?.(end);
  }

  #noIntro(): void {
    if (this.#shell.integration !== "starting") return;
    this.#shell.integration = "none";
    this.#told();
  }

  /** Lets those know who wait for a change, and the world where it can be seen. */
  #told(): void {
    this.#changed.emit();
    if (this.#disposed) return;
    const info = JSON.stringify(this.info());
    if (info === this.#lastInfo) return;
    this.#lastInfo = info;
    this.#parts.changed();
  }
}

const endsOnErrorSentence =
  "This shell has set -e: a command that fails would end it. Run “set +e” first, by itself.";
const foreignSentence =
  "Something runs inside this shell that Fairlead cannot see. Leave it first, or use keys.";
