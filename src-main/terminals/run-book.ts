import type { Run } from "../../shared/contract/terminals.ts";
import { type FairleadError, failure } from "../../shared/errors.ts";
import type { RunId, TerminalId } from "../../shared/ids.ts";
import { fail, ok, type Result } from "../../shared/result.ts";
import { afterOthers } from "../base/after-others.ts";
import type { ActiveRun } from "./active-run.ts";
import type { RunProgress } from "./run-progress.ts";
import type { KeptRun, RunStore } from "./stores.ts";

/** All runs that are known: those of this session and those on record. Writes every change in order. */
export class RunBook {
  readonly #store: RunStore;
  readonly #redact: (text: string) => string;
  readonly #runs = new Map<RunId, KeptRun>();
  readonly #active = new Map<RunId, ActiveRun>();
  #writing: Promise<unknown> = Promise.resolve();

  constructor(store: RunStore, redact: (text: string) => string) {
    this.#store = store;
    this.#redact = redact;
  }

  /** Reads what is on record. */
  async load(): Promise<Result<void, FairleadError>> {
    const kept = await this.#store.list();
    if (!kept.ok) return kept;
    for (const record of kept.value) this.#runs.set(record.run.id, record);
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

  /** A run of this session has changed; at its end its output goes on record. */
  changed(run: Run, active: ActiveRun): void {
    const record = { run, expectedCount: active.expectedCount };
    this.#runs.set(run.id, record);
    if (!active.isOver) {
      this.#active.set(run.id, active);
      // Before anything is sent nothing need be on record.
      // What a person runs is written at its end: nothing is to be found out of it after a crash.
      if (active.isSent && run.origin === "agent") this.#write(record);
      return;
    }
    this.#active.delete(run.id);
    if (active.expectedCount !== null || run.startedAt !== null)
      this.#write(record, active.output());
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

  async output(
    id: RunId,
    from: number,
    limit: number,
  ): Promise<Result<{ text: string; total: number }, FairleadError>> {
    const active = this.#active.get(id);
    if (active !== undefined) {
      const text = active.output();
      return ok({ text: text.slice(from, from + limit), total: text.length });
    }
    if (!this.#runs.has(id)) return fail(failure("run-unknown", id));
    await this.#writing;
    return this.#store.output(id, from, limit);
  }

  /** How the runs of this session that are not over stand, oldest first. */
  active(): { run: Run; progress: RunProgress }[] {
    return [...this.#active.values()].map((active) => ({
      run: active.run(),
      progress: active.progress(),
    }));
  }

  /** How much a run of this session has printed; undefined once it is over. */
  progress(id: RunId): RunProgress | undefined {
    return this.#active.get(id)?.progress();
  }

  /** Resolves when all that was said so far is written. */
  async written(): Promise<void> {
    await this.#writing;
  }

  #write(record: KeptRun, output?: string): void {
    const redacted = this.#redacted(record);
    // A full disk must not take the terminal down: the row then still says "running", and a restart finds out.
    this.#writing = this.#writing.then(afterOthers).then(() => this.#store.put(redacted, output));
  }

  #redacted({ run, expectedCount }: KeptRun): KeptRun {
    const { command, excerpt } = run;
    return {
      run: { ...run, command: this.#redact(command), excerpt: this.#redact(excerpt) },
      expectedCount,
    };
  }
}
