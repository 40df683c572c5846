import type { Host } from "../../../shared/contract/hosts.ts";
import type {
  Recording,
  RecordingHit,
  RecordingsEvent,
} from "../../../shared/contract/recordings.ts";
import type { Run, TerminalEvent, TerminalInfo } from "../../../shared/contract/terminals.ts";
import { type FairleadError, failure } from "../../../shared/errors.ts";
import type { HostId, RecordingId, RunId, TerminalId } from "../../../shared/ids.ts";
import { fail, ok, type Result } from "../../../shared/result.ts";
import type { Settings } from "../../../shared/settings.ts";
import { Emitter } from "../../base/emitter.ts";
import { newId } from "../../base/new-id.ts";
import type { Terminal } from "../terminal.ts";
import { Recorder } from "./recorder.ts";
import { RecordingFiles } from "./recording-files.ts";

export type RecordingsPlan = {
  folder: string;
  terminals: {
    list(): TerminalInfo[];
    get(id: TerminalId): Terminal | undefined;
    readonly events: Emitter<TerminalEvent>;
  };
  hosts: { get(id: HostId): Host | undefined; readonly changed: Emitter<void> };
  settings: { get(): Settings; readonly changed: Emitter<void> };
  redact: (text: string) => string;
  now?: () => number;
};

type Live = { recorder: Recorder; recording: Recording; listening: Disposable };

const day = 24 * 60 * 60 * 1000;

/**
 * Records the terminals of the hosts and tags that the settings name, and those that a person chose. One file for each
 * terminal and run of the app. Disposing ends all recordings and leaves the files whole.
 */
export class Recordings implements AsyncDisposable {
  readonly events = new Emitter<RecordingsEvent>();
  readonly #plan: RecordingsPlan;
  readonly #files: RecordingFiles;
  readonly #now: () => number;
  readonly #live = new Map<TerminalId, Live>();
  /** What a person chose for a terminal, against what the settings say. */
  readonly #chosen = new Map<TerminalId, boolean>();
  /** What was last put on a timeline of each run. */
  readonly #states = new Map<RunId, Run["state"]>();
  readonly #ending = new Set<Promise<void>>();
  readonly #owned = new DisposableStack();
  #kept: Recording[] = [];
  #disposed = false;

  private constructor(plan: RecordingsPlan) {
    this.#plan = plan;
    this.#now = plan.now ?? Date.now;
    this.#files = new RecordingFiles(plan.folder);
  }

  /** Takes up what there is and removes what is older than the settings allow. */
  static async open(plan: RecordingsPlan): Promise<Recordings> {
    const made = new Recordings(plan);
    await made.#start();
    return made;
  }

  /** The newest first. */
  list(): Recording[] {
    const live = [...this.#live.values()].map(({ recorder, recording }) => ({
      ...recording,
      bytes: recorder.bytes,
      milliseconds: recorder.milliseconds,
    }));
    return [...live, ...this.#kept].sort((one, other) => other.startedAt - one.startedAt);
  }

  /** Records this terminal from now on. */
  start(id: TerminalId): Result<void, FairleadError> {
    const terminal = this.#plan.terminals.get(id);
    if (terminal === undefined) return fail(failure("terminal-unknown", id));
    this.#chosen.set(id, true);
    this.#begin(terminal);
    return ok(undefined);
  }

  /** Records this terminal no longer. */
  stop(id: TerminalId): Result<void, FairleadError> {
    this.#chosen.set(id, false);
    this.#end(id);
    return ok(undefined);
  }

  read(
    id: RecordingId,
    from: number,
  ): Promise<Result<{ text: string; next: number | null }, FairleadError>> {
    return this.#files.read(id, from);
  }

  async search(text: string): Promise<RecordingHit[]> {
    const hits: RecordingHit[] = [];
    for (const { id } of this.list()) await this.#files.search(id, text, hits);
    return hits;
  }

  /** Removes a recording that has ended. */
  async remove(id: RecordingId): Promise<Result<void, FairleadError>> {
    if ([...this.#live.values()].some(({ recording }) => recording.id === id)) {
      return fail(failure("recording-live"));
    }
    const removed = await this.#files.remove(id);
    if (removed.ok) this.#keep(this.#kept.filter((one) => one.id !== id));
    return removed;
  }

  /** A named point in the recording of this terminal, where there is one. */
  mark(id: TerminalId, label: string): void {
    this.#live.get(id)?.recorder.mark(label);
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#disposed = true;
    this.#owned.dispose();
    for (const id of [...this.#live.keys()]) this.#end(id);
    await Promise.all(this.#ending);
    this.events[Symbol.dispose]();
  }

  async #start(): Promise<void> {
    const { terminals, settings, hosts } = this.#plan;
    await this.#files.prepare().catch(() => undefined); // Then the first recording says that it cannot be written.
    this.#kept = await this.#files.list();
    await this.#removeOld();
    this.#owned.use(settings.changed.on(() => this.#follow()));
    this.#owned.use(hosts.changed.on(() => this.#follow()));
    this.#owned.use(terminals.events.on((event) => this.#heard(event)));
  }

  async #removeOld(): Promise<void> {
    const { keepDays } = this.#plan.settings.get().recording;
    if (keepDays === 0) return;
    const oldest = this.#now() - keepDays * day;
    for (const { id, startedAt, milliseconds } of this.#kept) {
      if (startedAt + milliseconds < oldest) await this.remove(id);
    }
  }

  #heard(event: TerminalEvent): void {
    if (event.type === "terminal-changed") this.#consider(event.terminal);
    else if (event.type === "terminal-removed") {
      this.#chosen.delete(event.id);
      this.#end(event.id);
    } else if (event.type === "run-changed") this.#ran(event.run);
  }

  /** A command on the timeline: what it is when it starts, how it went when it is over. */
  #ran({ id, terminalId, origin, command, commandText, state, exitCode }: Run): void {
    if (!this.#live.has(terminalId) || this.#states.get(id) === state) return;
    this.#states.set(id, state);
    const isTold = commandText === "known" || commandText === "long";
    const firstLine = isTold ? (command.split("\n", 1)[0] ?? "") : "(a command that is not told)";
    if (state === "running") this.mark(terminalId, `${origin} runs: ${firstLine}`);
    else if (state === "finished")
      this.mark(terminalId, `exit ${exitCode ?? "unknown"}: ${firstLine}`);
    else if (state !== "waiting" && state !== "needs-input") {
      this.mark(terminalId, `${state}: ${firstLine}`);
    }
  }

  #follow(): void {
    for (const terminal of this.#plan.terminals.list()) this.#consider(terminal);
  }

  #consider(info: TerminalInfo): void {
    const wanted = this.#chosen.get(info.id) ?? this.#isNamed(info.hostId);
    if (!wanted) this.#end(info.id);
    else if (info.state === "ready") {
      const terminal = this.#plan.terminals.get(info.id);
      if (terminal !== undefined) this.#begin(terminal);
    }
  }

  #isNamed(hostId: HostId): boolean {
    const { hosts, tags } = this.#plan.settings.get().recording;
    const host = this.#plan.hosts.get(hostId);
    return hosts.includes(hostId) || (host?.tags.some((tag) => tags.includes(tag)) ?? false);
  }

  #begin(terminal: Terminal): void {
    if (this.#live.has(terminal.id) || this.#disposed) return;
    const info = terminal.info();
    const id = newId("rec", this.#now());
    const recorder = new Recorder({
      id,
      path: this.#files.path(id),
      terminal: info,
      redact: this.#plan.redact,
      now: this.#now,
      limitBytes: () => this.#plan.settings.get().recording.maximumMegabytes * 1e6,
      stopped: (problem) => this.#stopped(info.id, problem),
    });
    const { hostId, hostName, user } = info;
    const recording: Recording = {
      ...{ id, terminalId: info.id, hostId, hostName, user },
      ...{ startedAt: recorder.startedAt, milliseconds: 0, bytes: 0, live: true, problem: null },
    };
    // What is on the screen already is where it begins.
    const screen = terminal.capture().replaceAll("\n", "\r\n");
    recorder.take({ type: "output", bytes: Buffer.from(screen, "utf8") });
    const listening = terminal.traffic.on((traffic) => recorder.take(traffic));
    this.#live.set(info.id, { recorder, recording, listening });
    terminal.setRecording({ since: recorder.startedAt, problem: null });
    this.#tell();
  }

  /** It ended by itself: that is said in the pane's header, and not tried again. */
  #stopped(id: TerminalId, problem: string): void {
    const live = this.#live.get(id);
    if (live === undefined) return;
    this.#chosen.set(id, false);
    live.recording = { ...live.recording, problem };
    this.#end(id);
    this.#plan.terminals.get(id)?.setRecording({ since: live.recorder.startedAt, problem });
  }

  #end(id: TerminalId): void {
    const live = this.#live.get(id);
    if (live === undefined) return;
    this.#live.delete(id);
    live.listening[Symbol.dispose]();
    this.#plan.terminals.get(id)?.setRecording(null);
    const { recorder, recording } = live;
    const ending = recorder[Symbol.asyncDispose]().then(() => {
      const { bytes, milliseconds } = recorder;
      this.#keep([{ ...recording, bytes, milliseconds, live: false }, ...this.#kept]);
      this.#ending.delete(ending);
    });
    this.#ending.add(ending);
  }

  #keep(recordings: Recording[]): void {
    this.#kept = recordings;
    this.#tell();
  }

  #tell(): void {
    if (!this.#disposed) this.events.emit({ type: "recordings-listed", recordings: this.list() });
  }
}
