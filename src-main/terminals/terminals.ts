import { randomBytes } from "node:crypto";
import type { Host } from "../../shared/contract/hosts.ts";
import type {
  Run,
  TerminalEvent,
  TerminalInfo,
  TerminalSize,
} from "../../shared/contract/terminals.ts";
import { type FairleadError, failure } from "../../shared/errors.ts";
import { type HostId, localHostId, type RunId, type TerminalId } from "../../shared/ids.ts";
import { fail, ok, type Result } from "../../shared/result.ts";
import { orAborted } from "../base/abort.ts";
import { Emitter } from "../base/emitter.ts";
import { newId } from "../base/new-id.ts";
import { WakeWatch } from "../base/wake-watch.ts";
import type { Target } from "../targets/target.ts";
import { Endings } from "./endings.ts";
import { type TerminalDetail, terminalDetail } from "./kept-terminal.ts";
import type { Line } from "./line.ts";
import { memoryText } from "./memory/memory-text.ts";
import type { OutputFiles } from "./output/output-files.ts";
import { isUnsettled, recoverWithout } from "./recovery.ts";
import { type OutputPart, RunBook } from "./run-book.ts";
import type { RunProgress } from "./run-progress.ts";
import { SharedSessions } from "./shared-sessions.ts";
import type { KeptTerminal, RunStore, TerminalStore } from "./stores.ts";
import { Terminal } from "./terminal.ts";
import { type Lead, TerminalLine } from "./terminal-line.ts";
import { TmuxHosts } from "./tmux-hosts.ts";

export type TerminalsPlan = {
  targets: { get(id: HostId): Result<Target, FairleadError> };
  inventory: { get(id: HostId): Host | undefined };
  runs: RunStore;
  records: TerminalStore;
  /** Whether tmux is used where a host has it, as the settings say now. */
  useTmux: () => boolean;
  /** Any text that is this data folder's own: it names the tmux session. */
  installation: string;
  redact: (text: string, columns?: number) => string;
  /** Where the whole of long outputs goes; left out, their middle is not kept. */
  outputs?: OutputFiles;
  /** Told what a person has typed where a terminal showed nothing of it. */
  learnSecret: (value: string) => void;
  now?: () => number;
  /** How often a shell in tmux is asked whether it is there, in ms. Default 3,000. */
  heartbeatMs?: () => number;
  /** How long a shell may take to say its first word before it counts as one that says none, in ms. Default 15,000. */
  introMs?: number;
  /** How long a host may take to say which tmux it has before it counts as one without, in ms. Default 10,000. */
  probeMs?: number;
};

/** How long the start waits for this machine's own terminals to be had back. */
const localRestoreMs = 5_000;
/** How long a person waits for a shell to end that seems to be there; after that it is ended behind their back. */
const closeMs = 3_000;

/** All terminals. Disposing lets go of them: shells in tmux live on, others end. */
export class Terminals implements AsyncDisposable {
  readonly events = new Emitter<TerminalEvent>();
  readonly #plan: TerminalsPlan;
  readonly #now: () => number;
  readonly #book: RunBook;
  readonly #tmux: TmuxHosts;
  readonly #endings: Endings;
  readonly #wakes: WakeWatch;
  /** Sessions of tmux of which more is shown than our own terminals. */
  readonly shared: SharedSessions;
  readonly #lines = new Map<TerminalId, Line>();
  #nextChannel = 1;

  constructor(plan: TerminalsPlan) {
    this.#plan = plan;
    this.#now = plan.now ?? Date.now;
    this.#book = new RunBook({
      store: plan.runs,
      redact: plan.redact,
      files: plan.outputs,
      settled: (run) => this.events.emit({ type: "run-changed", run }),
    });
    this.shared = new SharedSessions({
      ...plan,
      now: this.#now,
      terminal: (id) => this.get(id),
      makeTerminal: (id, hostId, size) =>
        this.#terminal({ id, hostId, name: null, size, openedAt: this.#now() }),
      add: (line) => this.#listed(line),
      remove: (line) => void this.#unlisted(line),
      forget: async (id) => {
        const line = this.#lines.get(id);
        if (line !== undefined) await this.#unlisted(line);
      },
    });
    this.#tmux = new TmuxHosts(
      plan.installation,
      (target, host) => this.shared.own(target, host),
      plan.heartbeatMs,
      plan.probeMs,
    );
    this.#endings = new Endings({
      target: (hostId) => plan.targets.get(hostId),
      tmux: this.#tmux,
      records: plan.records,
    });
    this.#wakes = new WakeWatch(() => this.#woke());
  }

  /** Answers as soon as the terminal exists; its state then tells how far the connection is. */
  async open(hostId: HostId, size: TerminalSize): Promise<Result<TerminalInfo, FairleadError>> {
    if (this.#plan.inventory.get(hostId) === undefined)
      return fail(failure("host-unknown", hostId));
    const id = newId("term", this.#now());
    const line = this.#add({ id, hostId, name: null, size, openedAt: this.#now() });
    void line.start(); // Its state tells how it goes.
    return ok(line.terminal.info());
  }

  list(): TerminalInfo[] {
    return [...this.#lines.values()].map(({ terminal }) => terminal.info());
  }

  get(id: TerminalId): Terminal | undefined {
    return this.#lines.get(id)?.terminal;
  }

  byChannel(channel: number): Terminal | undefined {
    for (const { terminal } of this.#lines.values()) {
      if (terminal.channel === channel) return terminal;
    }
    return undefined;
  }

  /** Ends the shell, in tmux too, and forgets the terminal. Where its host is out of reach that is made up for later. */
  async close(id: TerminalId): Promise<Result<void, FairleadError>> {
    const line = this.#lines.get(id);
    if (line === undefined) return fail(failure("terminal-unknown", id));
    const ended = await line.end(AbortSignal.timeout(closeMs));
    if (!ended.ok) return ended;
    await this.#unlisted(line);
    return ok(undefined);
  }

  /** Tries now to have the shell back. Never starts another one. */
  reconnect(id: TerminalId): Promise<Result<void, FairleadError>> {
    return this.#tell(id, (line) => line.tryNow());
  }

  /** Starts a new shell in the place of one that is gone, or that the person gives up. */
  newShell(id: TerminalId): Promise<Result<void, FairleadError>> {
    return this.#tell(id, (line) => void line.newShell()); // Its state tells how it goes.
  }

  /** Names a terminal; null gives it its host's name back. */
  rename(id: TerminalId, name: string | null): Promise<Result<void, FairleadError>> {
    const line = this.#lines.get(id);
    return line === undefined
      ? Promise.resolve(fail(failure("terminal-unknown", id)))
      : line.rename(name);
  }

  /** Takes in the record of a command that ran in no terminal, and is kept by whoever ran it. */
  adoptRun(run: Run): void {
    this.#book.assume({ run, expectedCount: null });
  }

  run(id: RunId): Run | undefined {
    return this.#book.get(id);
  }

  /** The runs of a terminal, oldest first. */
  runs(id: TerminalId): Result<Run[], FairleadError> {
    return ok(this.#book.of(id).map(({ run }) => this.#book.get(run.id) ?? run));
  }

  /** How the commands that wait or run now stand, oldest first. */
  activeRuns(): { run: Run; progress: RunProgress }[] {
    return this.#book.active();
  }

  /** What is left of a terminal's older commands, in words; empty where there are none. */
  memory(id: TerminalId): string {
    return memoryText(this.#book.memory(id));
  }

  /** How much a command that runs has printed; undefined once it is over. */
  runProgress(id: RunId): RunProgress | undefined {
    return this.#book.progress(id);
  }

  /** See `Terminal.handBack`. */
  async handBack(id: TerminalId, clear: boolean): Promise<Result<void, FairleadError>> {
    const terminal = this.get(id);
    return terminal === undefined
      ? fail(failure("terminal-unknown", id))
      : await terminal.handBack(clear);
  }

  runOutput(id: RunId, from: number, limit: number): Promise<Result<OutputPart, FairleadError>> {
    return this.#book.output(id, from, limit);
  }

  /** The same texts, which were on the screen of this terminal, without what is known to be secret. */
  redact(id: TerminalId, texts: readonly string[]): Result<{ texts: string[] }, FairleadError> {
    const terminal = this.#lines.get(id)?.terminal;
    if (terminal === undefined) return fail(failure("terminal-unknown", id));
    const { columns } = terminal.info().size;
    return ok({ texts: texts.map((text) => this.#plan.redact(text, columns)) });
  }

  /**
   * To be called once, at the start: brings the terminals in tmux back, says of the others that they are gone, and of every
   * run on record what became of it. This machine's are waited for; those of other hosts come back when their host does.
   */
  async restore(): Promise<void> {
    const loaded = await this.#book.load();
    const kept = await this.#plan.records.list();
    if (!loaded.ok || !kept.ok) return;
    const lines: Line[] = kept.value.flatMap((record) => this.#restored(record));
    const inTmux = new Set(lines.map(({ terminal }) => terminal.id));
    lines.push(...this.shared.restored(kept.value));
    for (const record of this.#book.all()) {
      if (inTmux.has(record.run.terminalId) || !isUnsettled(record)) continue;
      this.#book.settle({ ...record, run: { ...record.run, ...recoverWithout(record) } });
    }
    const known = new Set([...lines, ...this.#lines.values()].map(({ terminal }) => terminal.id));
    for (const id of this.#book.personsTerminals()) if (!known.has(id)) this.#book.forget(id);
    const signal = AbortSignal.timeout(localRestoreMs);
    const attempts = lines.map((line) => ({ line, attempt: line.start() }));
    const local = attempts.filter(({ line }) => line.terminal.hostId === localHostId);
    const all = Promise.all(local.map(({ attempt }) => attempt)).then(() => undefined);
    await orAborted(all, signal, () => undefined);
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#wakes[Symbol.dispose]();
    const lines = [...this.#lines.values()];
    this.#lines.clear();
    await Promise.all(lines.map((line) => line[Symbol.asyncDispose]()));
    await this.#endings[Symbol.asyncDispose]();
    await this.shared[Symbol.asyncDispose]();
    await this.#tmux[Symbol.asyncDispose]();
    await this.#book.written();
    this.events[Symbol.dispose]();
  }

  #tell(id: TerminalId, told: (line: Line) => void): Promise<Result<void, FairleadError>> {
    const line = this.#lines.get(id);
    if (line === undefined) return Promise.resolve(fail(failure("terminal-unknown", id)));
    return Promise.resolve(ok(told(line)));
  }

  /** This machine slept: nobody waits for the rest of a pause. */
  #woke(): void {
    for (const line of this.#lines.values()) line.hostIsBack();
    this.#endings.hostIsBack();
  }

  #hostIsBack(hostId: HostId): void {
    for (const line of this.#lines.values()) {
      if (line.terminal.hostId === hostId) line.hostIsBack();
    }
    this.#endings.hostIsBack(hostId);
  }

  /** The ways back to shells that may live; a terminal whose shell cannot is there, too, and says so. */
  #restored(record: KeptTerminal): TerminalLine[] {
    const detail = terminalDetail.safeParse(record.detail);
    if (!detail.success) return [];
    const { id, hostId, createdAt } = record;
    const { durability, ending, name, size } = detail.data;
    if (ending) {
      this.#endings.begin({ id, hostId, needsPerson: false });
      return [];
    }
    const about = { id, hostId, name, size, openedAt: createdAt };
    if (durability === "tmux") return [this.#add(about, detail.data)];
    this.#add(about).endedBefore(detail.data);
    return [];
  }

  #add(
    {
      id,
      hostId,
      name,
      size,
      openedAt,
    }: Pick<TerminalInfo, "id" | "hostId" | "name" | "size" | "openedAt">,
    kept?: TerminalDetail,
  ): TerminalLine {
    const { records, targets, useTmux } = this.#plan;
    const terminal = this.#terminal({ id, hostId, name, size, openedAt }, kept?.nonce);
    const lead: Lead = {
      target: () => targets.get(hostId),
      tmux: this.#tmux,
      wantsTmux: useTmux,
      records,
      book: this.#book,
      newNonce,
      runChanged: (run) => this.events.emit({ type: "run-changed", run }),
      attached: () => this.#hostIsBack(hostId),
      endLater: (closed) => this.#endings.begin(closed),
      now: this.#now,
    };
    const line = new TerminalLine(terminal, lead, kept);
    this.#listed(line);
    return line;
  }

  #listed(line: Line): void {
    this.#lines.set(line.terminal.id, line);
    this.events.emit({ type: "terminal-changed", terminal: line.terminal.info() });
  }

  async #unlisted(line: Line): Promise<void> {
    const { id } = line.terminal;
    this.#lines.delete(id);
    await line[Symbol.asyncDispose]();
    this.#book.forget(id);
    this.events.emit({ type: "terminal-removed", id });
  }

  #terminal(
    about: Pick<TerminalInfo, "id" | "hostId" | "name" | "size" | "openedAt">,
    nonce = newNonce(),
  ): Terminal {
    const { inventory, learnSecret, redact } = this.#plan;
    const { id, hostId, name, size, openedAt } = about;
    const channel = this.#nextChannel;
    this.#nextChannel += 1;
    const terminal: Terminal = new Terminal({
      id,
      channel,
      hostId,
      hostName: () => inventory.get(hostId)?.name ?? hostId,
      size,
      nonce,
      openedAt,
      name,
      begin: (record) => this.#book.begin(record),
      openLog: this.#book.openLog,
      redact,
      learnSecret,
      now: this.#now,
      ...(this.#plan.introMs === undefined ? {} : { introMs: this.#plan.introMs }),
      changed: () => {
        const line = this.#lines.get(id);
        if (line === undefined) return; // Told when it is listed.
        line.noteShell();
        this.events.emit({ type: "terminal-changed", terminal: terminal.info() });
      },
      runChanged: (run, active) => {
        this.#book.changed(run, active);
        this.events.emit({ type: "run-changed", run });
      },
    });
    return terminal;
  }
}

/** Letters and digits that no program can guess. */
function newNonce(): string {
  return randomBytes(12).toString("hex");
}
