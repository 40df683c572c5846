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
  readonly #usable = new Map<Target, boolean>();

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

  /** The host's tmux, or null where it has none that can be used. */
  async find(target: Target, signal: AbortSignal): Promise<Result<TmuxHost | null, FairleadError>> {
    const known = this.#usable.get(target);
    if (known === true) return ok(this.get(target));
    const probed = await probeTmux(target, signal, this.#probeMs);
    if (!probed.ok) return probed;
    this.#usable.set(target, probed.value.usable);
    return ok(probed.value.usable ? this.get(target) : null);
  }

  async [Symbol.asyncDispose](): Promise<void> {
    const hosts = [...this.#hosts.values()];
    this.#hosts.clear();
    await Promise.all(hosts.map(({ host }) => host[Symbol.asyncDispose]()));
  }
}
