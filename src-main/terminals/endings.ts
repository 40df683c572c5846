import { type ErrorCode, type FairleadError, failure } from "../../shared/errors.ts";
import type { HostId, TerminalId } from "../../shared/ids.ts";
import { fail, type Result } from "../../shared/result.ts";
import { orAborted, pause } from "../base/abort.ts";
import type { Target } from "../targets/target.ts";
import { Backoff } from "./backoff.ts";
import { hasEnded, isFinal } from "./line-failures.ts";
import type { TerminalStore } from "./stores.ts";
import type { TmuxHosts } from "./tmux-hosts.ts";

export type EndingsPlan = {
  target: (hostId: HostId) => Result<Target, FairleadError>;
  tmux: TmuxHosts;
  records: TerminalStore;
};

/** A closed terminal. `needsPerson`: its host was out of reach for want of a person, who is not asked on its account. */
export type Closed = { id: TerminalId; hostId: HostId; needsPerson: boolean };

/** How long one try may take, in ms. */
const tryMs = 30_000;
const isOver = ({ code }: FairleadError) => hasEnded(code) || code === "host-unknown";
const waitsForPerson = (code: ErrorCode) => isFinal(code) && code !== "aborted";

/**
 * Shells in tmux that a person has closed while their host was out of reach: each is ended as soon as the host is back.
 * Their records stay until then, so that it holds over a restart. Disposing stops the tries.
 */
export class Endings implements AsyncDisposable {
  readonly #plan: EndingsPlan;
  readonly #over = new AbortController();
  readonly #open = new Map<TerminalId, { closed: Closed; work: Promise<void> }>();
  /** Set while the next try is waited for; an abort brings it now. */
  readonly #waiting = new Map<TerminalId, AbortController>();

  constructor(plan: EndingsPlan) {
    this.#plan = plan;
  }

  /** The record of the terminal says already that it is to be ended. */
  begin(closed: Closed): void {
    if (this.#open.has(closed.id) || this.#over.signal.aborted) return;
    const work = this.#untilEnded(closed).finally(() => this.#open.delete(closed.id));
    this.#open.set(closed.id, { closed, work });
  }

  /** The host can be reached; without one: this machine has slept, and any may be. */
  hostIsBack(hostId?: HostId): void {
    for (const { closed } of this.#open.values()) {
      if (hostId === undefined ? !closed.needsPerson : closed.hostId === hostId) {
        this.#waiting.get(closed.id)?.abort();
      }
    }
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#over.abort();
    await Promise.all([...this.#open.values()].map(({ work }) => work));
  }

  async #untilEnded(closed: Closed): Promise<void> {
    const backoff = new Backoff();
    if (closed.needsPerson) await this.#pause(closed, Number.POSITIVE_INFINITY);
    while (!this.#over.signal.aborted) {
      const ended = await this.#end(closed);
      if (ended.ok || isOver(ended.error)) {
        await this.#plan.records.delete(closed.id); // Should that fail, the next start finds nothing to end.
        return;
      }
      closed.needsPerson = waitsForPerson(ended.error.code);
      await this.#pause(closed, closed.needsPerson ? Number.POSITIVE_INFINITY : backoff.failed());
    }
  }

  async #pause({ id }: Closed, ms: number): Promise<void> {
    const waiting = new AbortController();
    this.#waiting.set(id, waiting);
    await pause(Math.min(ms, 2 ** 31 - 1), AbortSignal.any([waiting.signal, this.#over.signal]));
    this.#waiting.delete(id);
  }

  #end({ id, hostId }: Closed): Promise<Result<void, FairleadError>> {
    const target = this.#plan.target(hostId);
    if (!target.ok) return Promise.resolve(target);
    const signal = AbortSignal.any([this.#over.signal, AbortSignal.timeout(tryMs)]);
    const killed = this.#plan.tmux.get(target.value).killPane(id, signal);
    return orAborted(killed, signal, () => fail(failure("aborted")));
  }
}
