import type { Run } from "../../shared/contract/terminals.ts";
import { type FairleadError, failure } from "../../shared/errors.ts";
import type { RunId, TerminalId } from "../../shared/ids.ts";
import { fail, ok, type Result } from "../../shared/result.ts";
import { afterOthers } from "../base/after-others.ts";
import type { ActiveRun } from "./active-run.ts";
import { TerminalMemories } from "./memory/terminal-memories.ts";
import type { TerminalMemory } from "./memory/terminal-memory.ts";
import type { OutputFiles } from "./output/output-files.ts";
import type { OutputLog } from "./output/output-log.ts";
import { isUnsettled } from "./recovery.ts";
import { isRunPane } from "./run-pane.ts";
import type { RunProgress } from "./run-progress.ts";
import type { KeptRun, RunStore } from "./stores.ts";

/** A range of an output, how long all of it is in characters, and how many bytes of it are not in that text yet. */
export type OutputPart = { text: string; total: number; behind?: number };

export type RunBookParts = {
  store: RunStore;
  redact: (text: string) => string;
  files?: OutputFiles | undefined;
  /** More is known of a run that is over. */
  settled: (run: Run) => void;
};

/** All runs that are known: those of this session and those on record. Writes every change in order. */
export class RunBook {
  readonly #store: RunStore;
  readonly #redact: (text: string) => string;
  readonly #runs = new Map<RunId, KeptRun>();
  readonly #active = new Map<RunId, ActiveRun>();
  readonly #memories = new TerminalMemories();
  /** Where the whole of a long output goes; null where there is no such place. */
  readonly #files: OutputFiles | null;
  readonly #logs = new Map<RunId, OutputLog>();
  readonly #settled: (run: Run) => void;
  #writing: Promise<unknown> = Promise.resolve();

  constructor(parts: RunBookParts) {
    this.#store = parts.store;
    this.#redact = parts.redact;
    this.#files = parts.files ?? null;
    this.#settled = parts.settled;
  }

  /** For a command whose output has become long; null where its middle is not kept. */
  get openLog(): ((id: RunId) => OutputLog) | null {
    const files = this.#files;
    if (files === null) return null;
    return (id) => {
      const log = files.log(id, (characters) => this.#logged(id, characters));
      this.#logs.set(id, log);
      return log;
    };
  }

  /** Reads what is on record. */
  async load(): Promise<Result<void, FairleadError>> {
    const kept = await this.#store.list();
    if (!kept.ok) return kept;
    for (const record of kept.value) this.#runs.set(record.run.id, record);
    const memories = await this.#store.memories();
    if (!memories.ok) return memories;
    this.#memories.load(memories.value);
    return ok(undefined);
  }

  get(id: RunId): Run | undefined {
    return this.#active.get(id)?.run() ?? this.#runs.get(id)?.run;
  }

  of(terminalId: TerminalId): KeptRun[] {
    return [...this.#runs.values()].filter(({ run }) => run.terminalId === terminalId);
  }

  all(): KeptRun[] {
    return [...this.#runs.values()];
  }

  /** What is left of a terminal's older commands. */
  memory(terminalId: TerminalId): TerminalMemory {
    return this.#memories.of(terminalId);
  }

  /** Where a person has run something that is on record. */
  personsTerminals(): Set<TerminalId> {
    const persons = this.all().filter(
      ({ run }) => run.origin === "person" && !isRunPane(run.terminalId),
    );
    return new Set(persons.map(({ run }) => run.terminalId));
  }

  /** A terminal is closed: what a person ran there is nobody's business any more. What the agent ran stays on record. */
  forget(terminalId: TerminalId): void {
    this.#memories.forget(terminalId);
    for (const { run } of this.of(terminalId)) {
      if (run.origin === "person") this.#drop(run.id);
    }
    this.#writing = this.#writing.then(() => this.#store.forget(terminalId));
  }

  /** A run of this session has changed; at its end its output goes on record. */
  changed(run: Run, active: ActiveRun): void {
    const record = { run, expectedCount: active.expectedCount };
    this.#runs.set(run.id, record);
    if (!active.isOver) {
      this.#active.set(run.id, active);
      // Before anything is sent nothing need be on record. What a person runs is written at its end: nothing is to be
      // found out of it after a crash.
      if (active.isSent && run.origin === "agent") this.#write(record);
      return;
    }
    this.#active.delete(run.id);
    if (active.expectedCount !== null || run.startedAt !== null)
      this.#write(record, active.output());
    this.#writing = this.#writing.then(() => this.#fold(run.terminalId));
  }

  /** What became of a run that is not followed here. */
  settle(record: KeptRun): void {
    this.#runs.set(record.run.id, record);
    this.#write(record);
  }

  /** The same without a word on the disk: it may be found again. */
  assume(record: KeptRun): void {
    this.#runs.set(record.run.id, record);
  }

  /** Right before a command is sent: on record when it resolves. */
  begin(record: KeptRun): Promise<Result<void, FairleadError>> {
    return this.#store.put(this.#redacted(record));
  }

  async output(id: RunId, from: number, limit: number): Promise<Result<OutputPart, FairleadError>> {
    const whole = await this.#wholeOutput(id, from, limit);
    if (whole !== null) return ok(whole);
    const active = this.#active.get(id);
    if (active !== undefined) {
      const text = active.output();
      return ok({ text: text.slice(from, from + limit), total: text.length });
    }
    if (!this.#runs.has(id)) return fail(failure("run-unknown", id));
    await this.#writing;
    return this.#store.output(id, from, limit);
  }

  async #wholeOutput(id: RunId, from: number, limit: number): Promise<OutputPart | null> {
    const read = await this.#logs.get(id)?.read(from, limit);
    if (read != null) return read;
    return this.#files?.has(id) === true ? await this.#files.read(id, from, limit) : null;
  }

  /** A long output is whole in its file; null where it could not be kept there: head and tail are on record. */
  #logged(id: RunId, characters: number | null): void {
    this.#logs.delete(id);
    const record = this.#runs.get(id);
    if (characters === null) return;
    if (record === undefined) {
      void this.#files?.remove(id);
      return;
    }
    const run = { ...record.run, outputRange: { from: 0, to: characters } };
    this.#runs.set(id, { ...record, run });
    this.#write({ ...record, run });
    this.#settled(run);
  }

  /** How the agent's runs of this session that are not over stand, oldest first. */
  active(): { run: Run; progress: RunProgress }[] {
    return [...this.#active.values()]
      .map((active) => ({ run: active.run(), progress: active.progress() }))
      .filter(({ run }) => run.origin === "agent");
  }

  /** How much a run of this session has printed; undefined once it is over. */
  progress(id: RunId): RunProgress | undefined {
    return this.#active.get(id)?.progress();
  }

  /** Resolves when all that was said so far is written, and lets go of what is still to be made text. */
  async written(): Promise<void> {
    await Promise.all([...this.#logs.values()].map((log) => log[Symbol.asyncDispose]()));
    await this.#writing;
  }

  /** Forgets a person's run with everything that it printed. */
  #drop(id: RunId): void {
    this.#runs.delete(id);
    if (this.#files?.has(id) === true) void this.#files.remove(id);
  }

  /**
   * The terminal's oldest commands that have ended go into its memory. The agent's stay on record as well: conversations and
   * the audit name them.
   */
  async #fold(terminalId: TerminalId): Promise<void> {
    const ended = this.of(terminalId).filter(hasEnded);
    const folded = this.#memories.fold(
      terminalId,
      ended.map(({ run }) => run),
      (run) => ({ ...run, ...this.#redactedTexts(run) }),
    );
    if (folded === null) return;
    const dropped = folded.runs.filter(({ origin }) => origin === "person").map(({ id }) => id);
    for (const id of dropped) this.#drop(id);
    await this.#store.fold(terminalId, folded.memory, dropped);
  }

  #write(record: KeptRun, output?: string): void {
    // A full disk must not take the terminal down: the row then still says "running", and a restart finds out.
    this.#writing = this.#writing
      .then(afterOthers)
      .then(() => this.#store.put(this.#redacted(record), output));
  }

  #redacted({ run, expectedCount }: KeptRun): KeptRun {
    return { run: { ...run, ...this.#redactedTexts(run) }, expectedCount };
  }

  #redactedTexts({ command, excerpt }: Run): Pick<Run, "command" | "excerpt"> {
    return { command: this.#redact(command), excerpt: this.#redact(excerpt) };
  }
}

/** Nothing more is to come. What a person ran is not looked for again where its end was missed. */
const hasEnded = (record: KeptRun): boolean =>
  record.run.origin === "agent"
    ? !isUnsettled(record)
    : record.run.state !== "running" && record.run.state !== "needs-input";
