import type { Fleet, FleetEvent, FleetRow } from "../../../shared/contract/fleet.ts";
import type { Host } from "../../../shared/contract/hosts.ts";
import type { Question } from "../../../shared/contract/questions.ts";
import type { Run } from "../../../shared/contract/terminals.ts";
import { type FairleadError, failure } from "../../../shared/errors.ts";
import type { ConversationId, FleetId, HostId, RunId } from "../../../shared/ids.ts";
import { fail, ok, type Result } from "../../../shared/result.ts";
import type { Settings } from "../../../shared/settings.ts";
import type { RecordAudit } from "../../audit/journal.ts";
import { Emitter } from "../../base/emitter.ts";
import type { FleetRecord, FleetRecords } from "../../store/fleet-records.ts";
import type { RunRecords } from "../../store/run-records.ts";
import type { Targets } from "../../targets/targets.ts";
import type { ToolFleet, ToolFleetRun } from "../../tools/fleet-surroundings.ts";
import { rowAsAfterCrash, settledFleet } from "./after-crash.ts";
import { FleetRun } from "./fleet-run.ts";
import { HostPlaces } from "./host-places.ts";
import type { HostRun } from "./host-run.ts";
import { IdleConnections } from "./idle-connections.ts";
import { RunWriter } from "./run-writer.ts";

/** How long changes are gathered before they are told, in milliseconds. */
const gatherMs = 60;
/** Runs that are listed; older ones are in the audit and among the command records. */
const mostListed = 100;

export type FleetDeskParts = {
  targets: Pick<Targets, "get" | "hostKeys" | "isConnected" | "hangUpIfUnused">;
  hosts: { get(id: HostId): Host | undefined };
  questions: { list(): Question[]; readonly changed: Emitter<void> };
  records: Pick<FleetRecords, "put" | "list">;
  runs: Pick<RunRecords, "putAll">;
  /** What a command printed, wherever it ran. */
  runOutput: (id: RunId, from: number, limit: number) => Promise<Result<Output, FairleadError>>;
  /** Makes a command record known to whoever asks for it by its id. */
  adoptRun: (run: Run) => void;
  runOf: (id: RunId) => Run | undefined;
  record: RecordAudit;
  settings: () => Pick<Settings, "fleet">;
  redact: (text: string) => string;
  /** Milliseconds since the epoch. */
  now?: () => number;
};

type Output = { text: string; total: number };
type Shown = { fleet: Fleet; rows: FleetRow[] };
type Gathering = { rows: Set<HostRun>; timer: NodeJS.Timeout };

/** Where a run comes from, beside what the tool says. */
type Origin = { origin: Fleet["origin"]; conversationId: ConversationId | null };

/**
 * Runs on many hosts: those of this session, and what is on record of earlier ones. Nothing here asks or decides; that was
 * done at the gate. Disposing lets go of what runs and writes no more, so that the next start finds it as a crash leaves it.
 */
export class FleetDesk implements AsyncDisposable {
  /** Said whenever `list` would answer differently. */
  readonly changed = new Emitter<void>();
  readonly events = new Emitter<{ id: FleetId; event: FleetEvent }>();
  readonly #parts: FleetDeskParts;
  readonly #now: () => number;
  readonly #writer: RunWriter;
  readonly #idle: IdleConnections;
  readonly #places: HostPlaces;
  readonly #live = new Map<FleetId, FleetRun>();
  readonly #kept = new Map<FleetId, Shown>();
  /** Rows that go on in a terminal, as they stand now beside what the run made of them. */
  readonly #later = new Map<FleetId, Map<HostId, Partial<FleetRow>>>();
  readonly #gathering = new Map<FleetId, Gathering>();

  constructor(parts: FleetDeskParts) {
    this.#parts = parts;
    this.#now = parts.now ?? Date.now;
    this.#writer = new RunWriter(parts.runs, parts.redact);
    this.#places = new HostPlaces(parts);
    this.#idle = new IdleConnections(
      (id) => parts.targets.hangUpIfUnused(id),
      () => parts.settings().fleet.idleMinutes * 60_000,
    );
  }

  /** What an earlier run of the program left half done, as it must be shown. To be called once, when the runs are known again. */
  async recover(): Promise<Result<void, FairleadError>> {
    const kept = await this.#parts.records.list(mostListed);
    if (!kept.ok) return kept;
    for (const record of kept.value) {
      const shown = settledFleet(record, this.#parts.runOf);
      this.#kept.set(record.fleet.id, shown);
      if (shown === record) continue;
      const put = await this.#parts.records.put(shown);
      if (!put.ok) return put;
    }
    return ok(undefined);
  }

  /** The newest first. */
  list(): Fleet[] {
    const kept = [...this.#kept.values()].map(({ fleet }) => fleet);
    const live = [...this.#live.values()].map(({ fleet }) => fleet);
    return [...kept, ...live].reverse().slice(0, mostListed);
  }

  shown(id: FleetId): Shown | undefined {
    const live = this.#live.get(id);
    const shown =
      live === undefined ? this.#kept.get(id) : { fleet: live.fleet, rows: live.rows() };
    return shown === undefined ? undefined : { ...shown, rows: this.#asOfNow(id, shown.rows) };
  }

  /** A row goes on in a terminal: how it stands there now. */
  goesOn(id: FleetId, host: HostId, patch: Partial<FleetRow>): void {
    const later = this.#later.get(id) ?? new Map<HostId, Partial<FleetRow>>();
    this.#later.set(id, later.set(host, { ...later.get(host), ...patch }));
    const shown = this.shown(id);
    if (shown === undefined) return;
    const rows = shown.rows.filter(({ hostId }) => hostId === host);
    this.events.emit({ id, event: { type: "fleet-changed", fleet: shown.fleet, rows } });
    // What cannot be kept is shown all the same; its command has a record of its own.
    void this.#put(shown);
  }

  /** Runs on many hosts as the tools of one turn, or a person, begin them. */
  of(origin: Origin, whileAsking: <T>(waiting: Promise<T>) => Promise<T>): ToolFleet {
    return {
      look: (hosts) => this.#places.look(hosts),
      fingerprint: (id) => this.#places.fingerprint(id),
      canaryAbove: () => this.#parts.settings().fleet.canaryAbove,
      begin: ({ action, id, reason }, each, signal): ToolFleetRun => {
        const run = new FleetRun({ ...origin, id, reason }, action, each, this.#runParts(id));
        this.#live.set(id, run);
        this.changed.emit();
        const stopped = () => run.stop("The turn was stopped.");
        signal.addEventListener("abort", stopped);
        const pauses = this.#pauseWhileAsking(id, whileAsking);
        const finished = run.finished.finally(() => {
          signal.removeEventListener("abort", stopped);
          pauses[Symbol.dispose]();
        });
        if (signal.aborted) stopped();
        return {
          shown: () => this.shown(id) ?? { fleet: run.fleet, rows: run.rows() },
          finished,
          output: async (host) => {
            const runId = this.shown(id)?.rows.find(({ hostId }) => hostId === host)?.runId;
            if (runId === undefined) return "";
            const read = await this.output(runId, 0, 1_000_000);
            return read.ok ? read.value.text : "";
          },
        };
      },
    };
  }

  /** The canary went well, on record first. "approval-unknown" where nothing asks. */
  async goOn(id: FleetId, actor: string): Promise<Result<void, FairleadError>> {
    const run = this.#live.get(id);
    if (run?.fleet.state !== "asking") return fail(failure("approval-unknown"));
    const recorded = await this.#note("fleet-go-on", actor, run);
    if (!recorded.ok) return recorded;
    return run.goOn() ? ok(undefined) : fail(failure("approval-unknown"));
  }

  /** No further host is begun; asked again, what is under way is told to end. Nothing to stop is no failure. */
  async stop(id: FleetId, actor: string): Promise<Result<void, FairleadError>> {
    const run = this.#live.get(id);
    if (run === undefined || run.isOver) return ok(undefined);
    run.stop("A person stopped it.");
    return this.#note("fleet-stop", actor, run);
  }

  /** Without escape sequences and secrets, by character range; also while it runs. */
  async output(id: RunId, from: number, limit: number): Promise<Result<Output, FairleadError>> {
    for (const run of this.#live.values()) {
      const host = run.hosts.find(({ runId }) => runId === id);
      const text = host?.text(this.#parts.redact) ?? null;
      if (text !== null) return ok({ text: text.slice(from, from + limit), total: text.length });
      if (host !== undefined) break;
    }
    return this.#parts.runOutput(id, from, limit);
  }

  [Symbol.asyncDispose](): Promise<void> {
    for (const run of this.#live.values()) run[Symbol.dispose]();
    for (const { timer } of this.#gathering.values()) clearTimeout(timer);
    this.#idle[Symbol.dispose]();
    this.changed[Symbol.dispose]();
    this.events[Symbol.dispose]();
    return Promise.resolve();
  }

  #note(
    kind: string,
    actor: string,
    { fleet, request }: FleetRun,
  ): Promise<Result<void, FairleadError>> {
    const detail = { fleet: fleet.id, command: fleet.command };
    return this.#parts
      .record({ kind, actor, request, detail })
      .then((recorded) => (recorded.ok ? ok(undefined) : recorded));
  }

  #runParts(id: FleetId): ConstructorParameters<typeof FleetRun>[3] {
    const { questions, redact, targets } = this.#parts;
    return {
      target: (host) => targets.get(host),
      isConnected: (host) => {
        this.#idle.inUse(host);
        return targets.isConnected(host);
      },
      opened: (host) => this.#idle.opened(host),
      wayOf: (host) => this.#places.wayOf(host),
      questions,
      keep: async (record) => {
        this.#learnRuns(id);
        return this.#put({ ...record, rows: this.#asOfNow(id, record.rows) });
      },
      writer: this.#writer,
      redact,
      now: this.#now,
      changed: (rows) => this.#changed(id, rows),
    };
  }

  #asOfNow(id: FleetId, rows: FleetRow[]): FleetRow[] {
    const later = this.#later.get(id);
    if (later === undefined) return rows;
    return rows.map((row) => ({ ...row, ...later.get(row.hostId) }));
  }

  #put({ fleet, rows }: Shown): Promise<Result<void, FairleadError>> {
    const kept = rows.map(rowAsAfterCrash);
    return this.#parts.records.put(redacted({ fleet, rows: kept }, this.#parts.redact));
  }

  /** The command records are known by their ids from when they are worth asking for. */
  #learnRuns(id: FleetId): void {
    const run = this.#live.get(id);
    if (run === undefined || !run.isOver) return;
    for (const host of run.hosts) {
      if (host.row().startedAt !== null) this.#parts.adoptRun(host.record());
    }
    this.#idle.over();
  }

  /** The turn's time stands still while a person looks at the canary. */
  #pauseWhileAsking(id: FleetId, whileAsking: <T>(waiting: Promise<T>) => Promise<T>): Disposable {
    let answered: (() => void) | null = null;
    const look = () => {
      const asks = this.#live.get(id)?.fleet.state === "asking";
      if (asks && answered === null) {
        const { promise, resolve } = Promise.withResolvers<void>();
        answered = resolve;
        void whileAsking(promise);
      } else if (!asks) {
        answered?.();
        answered = null;
      }
    };
    const listening = this.changed.on(look);
    return {
      [Symbol.dispose]: () => {
        listening[Symbol.dispose]();
        answered?.();
      },
    };
  }

  #changed(id: FleetId, rows: readonly HostRun[]): void {
    // A change of the whole is told at once: whoever watches may have to answer it.
    if (rows.length === 0) this.changed.emit();
    const gathering = this.#gathering.get(id);
    if (gathering !== undefined) {
      for (const row of rows) gathering.rows.add(row);
      return;
    }
    const timer = setTimeout(() => this.#tell(id), gatherMs);
    this.#gathering.set(id, { rows: new Set(rows), timer });
  }

  #tell(id: FleetId): void {
    const gathered = this.#gathering.get(id);
    const run = this.#live.get(id);
    this.#gathering.delete(id);
    if (gathered === undefined || run === undefined) return;
    const rows = this.#asOfNow(
      id,
      [...gathered.rows].map((host) => host.row()),
    );
    this.events.emit({ id, event: { type: "fleet-changed", fleet: run.fleet, rows } });
  }
}

function redacted({ fleet, rows }: FleetRecord, redact: (text: string) => string): FleetRecord {
  return {
    fleet: { ...fleet, command: redact(fleet.command), reason: redact(fleet.reason) },
    rows,
  };
}
