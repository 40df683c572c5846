import type { Fleet, FleetAction, FleetRow } from "../../../shared/contract/fleet.ts";
import type { Question } from "../../../shared/contract/questions.ts";
import { type FairleadError, failure } from "../../../shared/errors.ts";
import type { HostId } from "../../../shared/ids.ts";
import { fail, ok, type Result } from "../../../shared/result.ts";
import type { Emitter } from "../../base/emitter.ts";
import type { FleetRecord } from "../../store/fleet-records.ts";
import type { Target } from "../../targets/target.ts";
import type { EachHost } from "../../tools/fleet-surroundings.ts";
import { HostRun, stateOfFailure } from "./host-run.ts";
import type { RunWriter } from "./run-writer.ts";
import { Slots } from "./slots.ts";

/** Connections that are being opened at the same time. */
const mostConnecting = 25;

/** How long ends are gathered before they are recorded, in milliseconds. */
const gatherMs = 15;

export type FleetRunParts = {
  target: (id: HostId) => Result<Target, FairleadError>;
  isConnected: (id: HostId) => boolean;
  /** A connection was opened for this run. */
  opened: (id: HostId) => void;
  /** The hosts a host is reached over, itself among them: whose questions hold it up. */
  wayOf: (id: HostId) => ReadonlySet<HostId>;
  questions: { list(): Question[]; readonly changed: Emitter<void> };
  keep: (record: FleetRecord) => Promise<Result<void, FairleadError>>;
  writer: RunWriter;
  redact: (text: string) => string;
  now: () => number;
  /** Something of it shows differently: these rows, and the whole where `rows` is empty. */
  changed: (rows: readonly HostRun[]) => void;
};

type Slot = { release: () => void };

/** One command on many hosts, from the approval to the last end. Its maker disposes of it; nothing is ever run twice. */
export class FleetRun implements Disposable {
  readonly #parts: FleetRunParts;
  readonly #action: FleetAction;
  readonly #each: EachHost;
  readonly #hosts: HostRun[];
  readonly #connecting = new Slots(mostConnecting);
  readonly #running: Slots;
  /** Aborts when no further host may be begun. */
  readonly #noMore = new AbortController();
  readonly #held = new Map<HostRun, Slot>();
  #answer: ((goOn: boolean) => void) | null = null;
  #dropped = false;
  #gathering: Promise<void> | null = null;
  #fleet: Fleet;
  /** Settles when all is over and on record; a failure: nothing was begun. */
  readonly finished: Promise<Result<void, FairleadError>>;

  constructor(
    about: Pick<Fleet, "id" | "origin" | "conversationId" | "reason">,
    action: FleetAction,
    each: EachHost,
    parts: FleetRunParts,
  ) {
    this.#parts = parts;
    this.#action = action;
    this.#each = each;
    this.#running = new Slots(action.parallel);
    const { hosts, kind: _, ...plan } = action;
    const open = hosts.filter(({ hostId }) => each.deniedOn(hostId) === null);
    const canaries = new Set(open.slice(0, action.canary?.count ?? 0));
    this.#hosts = hosts.map(
      (host) =>
        new HostRun(action, host, {
          origin: about.origin,
          approval: each.approval,
          isCanary: canaries.has(host),
          production: each.isProduction(host.hostId),
          denied: each.deniedOn(host.hostId),
        }),
    );
    this.#fleet = {
      ...plan,
      ...about,
      state: "running",
      stopped: null,
      hostCount: hosts.length,
      createdAt: parts.now(),
      endedAt: null,
    };
    this.finished = this.#run();
  }

  get fleet(): Fleet {
    return this.#fleet;
  }

  /** Ties its entries in the audit together. */
  get request(): string {
    return this.#each.request;
  }

  get isOver(): boolean {
    return this.#fleet.endedAt !== null;
  }

  rows(): FleetRow[] {
    return this.#hosts.map((host) => host.row());
  }

  host(id: HostId): HostRun | undefined {
    return this.#hosts.find(({ host }) => host.hostId === id);
  }

  get hosts(): readonly HostRun[] {
    return this.#hosts;
  }

  /** The rest is run; false where nothing asks. */
  goOn(): boolean {
    this.#answer?.(true);
    return this.#answer !== null;
  }

  /** No further host is begun; asked again, what is under way is told to end. `because` is shown. */
  stop(because: string): void {
    if (this.isOver) return;
    if (this.#noMore.signal.aborted) {
      for (const host of this.#hosts) host.endNow("A person ended it");
      return;
    }
    this.#change({ state: "stopping", stopped: because });
    this.#noMore.abort();
    this.#answer?.(false);
  }

  /** The app closes: lets go of everything and writes no more, as a crash would leave it. */
  [Symbol.dispose](): void {
    this.#dropped = true;
    this.#noMore.abort();
    this.#answer?.(false);
    for (const host of this.#hosts) host.drop();
  }

  async #run(): Promise<Result<void, FairleadError>> {
    const kept = await this.#keep();
    if (!kept.ok) {
      this.#change({ state: "done", endedAt: this.#parts.now() });
      return kept;
    }
    using _asked = this.#parts.questions.changed.on(() => this.#lookAtQuestions());
    const open = this.#hosts.filter((host) => host.row().state === "waiting");
    const count = this.#action.canary === null ? open.length : this.#action.canary.count;
    await this.#runAll(open.slice(0, count));
    const rest = open.slice(count);
    if (rest.length > 0 && (await this.#mayGoOn(open.slice(0, count), rest.length))) {
      await this.#runAll(rest);
    }
    if (this.#dropped) return ok(undefined);
    const unbegun = rest.filter((host) => host.row().state === "waiting");
    await Promise.all(unbegun.map((host) => this.#endUnbegun(host, failure("aborted"))));
    this.#change({ state: "done", endedAt: this.#parts.now() });
    await this.#keep();
    for (const host of this.#hosts) host.forgetText();
    return ok(undefined);
  }

  async #runAll(hosts: readonly HostRun[]): Promise<void> {
    await Promise.all(hosts.map((host) => this.#runOn(host)));
  }

  /** What follows the canary: the person's word, or the canary's own. */
  async #mayGoOn(canaries: readonly HostRun[], left: number): Promise<boolean> {
    if (this.#noMore.signal.aborted) return false;
    const bad = canaries.find((host) => host.hasFailed);
    if (this.#action.canary?.after === "go-on-if-ok") {
      if (bad === undefined) return true;
      this.stop(`The canary ${bad.host.hostName} did not exit with 0; ${left} hosts were not run.`);
      return false;
    }
    const { promise, resolve } = Promise.withResolvers<boolean>();
    this.#answer = resolve;
    this.#change({ state: "asking" });
    await this.#keep();
    const goesOn = await promise;
    this.#answer = null;
    if (goesOn) this.#change({ state: "running" });
    return goesOn;
  }

  /** One host from its connection to its end. Never throws, never runs twice. */
  async #runOn(host: HostRun): Promise<void> {
    const target = this.#parts.target(host.host.hostId);
    const met = target.ok ? await this.#meet(host, target.value) : target;
    if (!met.ok) return this.#endUnbegun(host, met.error);
    const slot = await this.#running.take(this.#noMore.signal);
    if (slot === null || !target.ok) return this.#endUnbegun(host, failure("aborted"));
    using _slot = slot;
    const begun = await this.#begin(host, met.value);
    if (!begun.ok) return this.#endUnbegun(host, begun.error);
    const channel = await target.value.openCommand(
      this.#action.command,
      new AbortController().signal,
    );
    if (!channel.ok) {
      // Where the host said no nothing ran; where nobody knows whether it heard, nobody knows.
      if (channel.error.code === "channel-refused") return this.#endUnbegun(host, channel.error);
      host.settle(
        { end: lostEnd(channel.error.sentence), asked: null },
        this.#parts.redact,
        this.#parts.now(),
      );
      return this.#ended(host);
    }
    const { timeoutSeconds } = this.#action;
    const outcome = await host.follow(
      channel.value,
      timeoutSeconds === null ? null : timeoutSeconds * 1_000,
      () => this.#parts.changed([host]),
    );
    if (this.#dropped) return;
    host.settle(outcome, this.#parts.redact, this.#parts.now());
    slot[Symbol.dispose]();
    await this.#ended(host);
  }

  /** Connects where need be, so many at a time; one whose connection waits for a person holds up nobody else. */
  async #meet(host: HostRun, target: Target) {
    const { isConnected, opened } = this.#parts;
    const { hostId } = host.host;
    const { signal } = this.#noMore;
    if (isConnected(hostId)) return await target.connect(signal);
    const place = await this.#connecting.take(signal);
    if (place === null) return fail(failure("aborted"));
    host.change({ state: "connecting" });
    this.#held.set(host, { release: () => place[Symbol.dispose]() });
    this.#lookAtQuestions();
    this.#parts.changed([host]);
    const met = await target.connect(signal);
    this.#held.delete(host);
    place[Symbol.dispose]();
    if (met.ok) {
      opened(hostId);
      host.change({ state: "waiting", problem: null });
    }
    return met;
  }

  #lookAtQuestions(): void {
    const asking = new Set(this.#parts.questions.list().map(({ hostId }) => hostId));
    for (const [host, slot] of this.#held) {
      const waits = [...this.#parts.wayOf(host.host.hostId)].some((id) => asking.has(id));
      const state = waits ? "needs-you" : "connecting";
      if (host.row().state === state) continue;
      if (waits) slot.release();
      host.change({ state });
      this.#parts.changed([host]);
    }
  }

  /** On record, in the audit and among the command records, before anything goes out. */
  async #begin(
    host: HostRun,
    met: { user: string; key: string },
  ): Promise<Result<void, FairleadError>> {
    const { now, writer } = this.#parts;
    if (this.#noMore.signal.aborted) return fail(failure("aborted"));
    host.change({ state: "running", startedAt: now(), user: met.user });
    const [kept, begun] = await Promise.all([
      writer.keep(host.record(), ""),
      this.#each.begin(host.host.hostId, met, host.runId),
    ]);
    if (!begun.ok) return begun;
    if (!kept.ok) return kept;
    // A stop that came while it was being written down still counts.
    if (this.#noMore.signal.aborted) return fail(failure("aborted"));
    this.#parts.changed([host]);
    return ok(undefined);
  }

  /** It was not run there, for certain. */
  async #endUnbegun(host: HostRun, error: FairleadError): Promise<void> {
    if (this.#dropped) return;
    const state = stateOfFailure(error);
    const began = host.row().startedAt !== null;
    const problem = state === "not-run" ? this.#fleet.stopped : sentenceOf(error);
    host.change({ state, problem, startedAt: null });
    this.#parts.changed([host]);
    if (host.hasFailed) this.#failed(host);
    if (state === "not-run" && !began) return;
    const end = { state, exitCode: null, durationMs: null, output: null, problem: error };
    await Promise.all([
      this.#each.ended(host.host.hostId, host.runId, end),
      ...(began ? [this.#parts.writer.keep(host.record(), "")] : []),
    ]);
  }

  async #ended(host: HostRun): Promise<void> {
    this.#parts.changed([host]);
    if (host.hasFailed) this.#failed(host);
    const { endedAt, exitCode, startedAt, state } = host.row();
    const output = host.text(this.#parts.redact) ?? "";
    const durationMs = startedAt === null || endedAt === null ? null : endedAt - startedAt;
    await this.#soon();
    if (this.#dropped) return;
    await Promise.all([
      this.#each.ended(host.host.hostId, host.runId, {
        state,
        exitCode,
        durationMs,
        output,
        problem: null,
      }),
      this.#parts.writer.keep(host.record(), output),
    ]);
  }

  /** A moment later, together with what else ends until then: their records share one flush. */
  #soon(): Promise<void> {
    this.#gathering ??= new Promise((resolve) => {
      setTimeout(() => {
        this.#gathering = null;
        resolve();
      }, gatherMs);
    });
    return this.#gathering;
  }

  #failed({ host }: HostRun): void {
    if (!this.#action.stopOnFailure || this.#noMore.signal.aborted) return;
    this.stop(`${host.hostName} failed, and no further host was begun.`);
  }

  #keep(): Promise<Result<void, FairleadError>> {
    return this.#parts.keep({ fleet: this.#fleet, rows: this.rows() });
  }

  #change(patch: Partial<Fleet>): void {
    this.#fleet = { ...this.#fleet, ...patch };
    this.#parts.changed([]);
  }
}

const lostEnd = (reason: string) => ({
  exitCode: null,
  standardError: "",
  lost: true,
  reason,
});

const sentenceOf = ({ detail, sentence }: FairleadError): string =>
  detail === undefined || detail === "" ? sentence : `${sentence} ${detail}`;
