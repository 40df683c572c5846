import type { FairleadError } from "../../shared/errors.ts";
import type { HostId } from "../../shared/ids.ts";
import { ok, type Result } from "../../shared/result.ts";
import { pulseTimes } from "../base/pulse.ts";
import type { Target } from "../targets/target.ts";
import { defaultClientTimes } from "./tmux/control-client.ts";
import { probeTmux } from "./tmux/probe.ts";
import { TmuxHost } from "./tmux/tmux-host.ts";

/** The tmux of each host, made when first used. Disposing detaches; what runs there lives on. */
export class TmuxHosts implements AsyncDisposable {
  readonly #installation: string;
  readonly #made: (target: Target, host: TmuxHost) => void;
  readonly #heartbeatMs: () => number;
  readonly #probeMs: number | undefined;
  readonly #hosts = new Map<HostId, { target: Target; host: TmuxHost }>();
  readonly #usable = new Set<Target>();
  /** Targets that did not say in time which tmux they have, such as a bastion's menu. `again`: their connection broke since. */
  readonly #silent = new Map<Target, { again: boolean; lost: Disposable }>();
  readonly #end = new AbortController();

  /**
   * `made` hears of every host's tmux when it is used first. `heartbeatMs`: how often it is asked whether it is there.
   * `probeMs`: see `probeTmux`.
   */
  constructor(
    installation: string,
    made: (target: Target, host: TmuxHost) => void,
    heartbeatMs: () => number = () => 3_000,
    probeMs?: number,
  ) {
    this.#probeMs = probeMs;
    this.#installation = installation;
    this.#made = made;
    this.#heartbeatMs = heartbeatMs;
  }

  /** The host's tmux; its target is asked nothing. */
  get(target: Target): TmuxHost {
    const known = this.#hosts.get(target.hostId);
    if (known?.target === target) return known.host;
    // The host has another address now: what runs at the old one is let go of.
    void known?.host[Symbol.asyncDispose]();
    const lookMs = this.#heartbeatMs();
    const host = new TmuxHost({
      target,
      installation: this.#installation,
      lookMs,
      times: { ...defaultClientTimes, silenceMs: pulseTimes(lookMs).silentMs },
    });
    this.#hosts.set(target.hostId, { target, host });
    this.#made(target, host);
    return host;
  }

  /**
   * The host's tmux, or null where it has none that can be used. One that did not answer is not waited for again; over a new
   * connection it is asked once more, for the next time.
   */
  async find(target: Target, signal: AbortSignal): Promise<Result<TmuxHost | null, FairleadError>> {
    if (this.#usable.has(target)) return ok(this.get(target));
    const silent = this.#silent.get(target);
    if (silent === undefined) return await this.#ask(target, signal);
    if (silent.again) {
      silent.again = false;
      void this.#ask(target, this.#end.signal); // Whoever opens a terminal next has its answer.
    }
    return ok(null);
  }

  async #ask(target: Target, signal: AbortSignal): Promise<Result<TmuxHost | null, FairleadError>> {
    const probed = await probeTmux(target, signal, this.#probeMs);
    const silent = this.#silent.get(target);
    if (!probed.ok) {
      if (silent !== undefined) silent.again = true;
      return probed;
    }
    if (probed.value.silent) {
      if (silent === undefined && !this.#end.signal.aborted) this.#noteSilent(target);
      return ok(null);
    }
    silent?.lost[Symbol.dispose]();
    this.#silent.delete(target);
    if (!probed.value.usable) return ok(null);
    this.#usable.add(target);
    return ok(this.get(target));
  }

  #noteSilent(target: Target): void {
    const lost = target.onLost(() => {
      silent.again = true;
    });
    const silent = { again: false, lost };
    this.#silent.set(target, silent);
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#end.abort();
    for (const { lost } of this.#silent.values()) lost[Symbol.dispose]();
    this.#silent.clear();
    const hosts = [...this.#hosts.values()];
    this.#hosts.clear();
    await Promise.all(hosts.map(({ host }) => host[Symbol.asyncDispose]()));
  }
}
