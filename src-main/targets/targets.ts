import { homedir } from "node:os";
import type { EngineListing } from "../../shared/contract/containers.ts";
import type { ContainerPlace, Host, HostStatus, HostTest } from "../../shared/contract/hosts.ts";
import { type FairleadError, failure } from "../../shared/errors.ts";
import { type HostId, localHostId } from "../../shared/ids.ts";
import { circleSentence, jumpChain } from "../../shared/jump-chain.ts";
import { fail, ok, type Result } from "../../shared/result.ts";
import { Emitter } from "../base/emitter.ts";
import type { Environment } from "../base/paths.ts";
import type { Inventory } from "../hosts/inventory.ts";
import type { Questions } from "../hosts/questions.ts";
import { ContainerTarget } from "./containers/container-target.ts";
import { listContainers } from "./containers/list-containers.ts";
import { KnownHosts } from "./known-hosts.ts";
import { keyFingerprint } from "./known-hosts-lines.ts";
import type { CredentialAccess } from "./login-secrets.ts";
import { type SshServices, SshTarget } from "./ssh-target.ts";
import type { Target } from "./target.ts";

export type TargetsPlan = {
  inventory: Inventory;
  questions: Questions;
  credentials: CredentialAccess;
  /** Told every secret that a person types while logging in. */
  learn: (value: string) => void;
  /** The settings as they are now. */
  limits: () => { connectSeconds: number; keepaliveSeconds: number };
  /** HOME and SSH_AUTH_SOCK are read from it. */
  environment: Environment;
  /** Makes the target of this machine. */
  local: () => Target;
};

type Open = { target: SshTarget; endpoint: string };

/** The one target of each host, made when first asked for. Disposing hangs up everywhere. */
export class Targets implements AsyncDisposable {
  readonly statusChanged = new Emitter<HostStatus>();
  readonly #plan: TargetsPlan;
  readonly #services: SshServices;
  readonly #watching: Disposable;
  readonly #ssh = new Map<HostId, Open>();
  readonly #containers = new Map<
    HostId,
    { target: ContainerTarget; parent: Target; way: string }
  >();
  /** Targets of hosts whose address changed: what runs there goes on until the end. */
  readonly #retired = new Set<SshTarget | ContainerTarget>();
  #local: Target | null = null;
  #disposed = false;

  constructor(plan: TargetsPlan) {
    this.#plan = plan;
    const home = plan.environment["HOME"] || homedir();
    const { inventory, questions, credentials, learn, limits } = plan;
    this.#services = {
      questions,
      credentials,
      learn,
      limits,
      home,
      knownHosts: new KnownHosts(home),
      agentSocket: plan.environment["SSH_AUTH_SOCK"],
      remembered: (id, authentication) => void inventory.update(id, { authentication }),
    };
    this.#watching = inventory.changed.on(() => this.#dropRemoved());
  }

  /**
   * The same object for the same host as long as its user, address and port stay, and those of the hosts it is reached
   * over. The caller does not dispose of it.
   */
  get(id: HostId): Result<Target, FairleadError> {
    const host = this.#plan.inventory.get(id);
    if (host === undefined || this.#disposed) return fail(failure("host-unknown", id));
    if (id === localHostId) {
      this.#local ??= this.#plan.local();
      return ok(this.#local);
    }
    if (host.container !== undefined) return this.#container(host, host.container);
    const via = this.#viaOf(host);
    return via.ok ? ok(this.#shared(host, via.value)) : via;
  }

  /**
   * The fingerprints of the host keys that each of these may show, in their order: the one it has shown where it is
   * connected, else those on record; empty where there are none to be known.
   */
  async hostKeys(ids: readonly HostId[]): Promise<string[][]> {
    const hosts = ids.map((id) => this.#plan.inventory.get(id));
    const shown = hosts.map((host) => this.#shownKeys(host));
    const unknown = hosts.filter((_, at) => shown[at] === null);
    const places = unknown.map((host) => ({ address: host?.address ?? "", port: host?.port ?? 0 }));
    const recorded =
      places.length === 0 ? [] : await this.#services.knownHosts.recordedKeys(places);
    return shown.map((keys) => keys ?? [...new Set((recorded.shift() ?? []).map(keyFingerprint))]);
  }

  /** Whether a use of the host would not have to connect first. */
  isConnected(id: HostId): boolean {
    return id === localHostId || this.#ssh.get(id)?.target.status().state === "connected";
  }

  /** Hangs up where nobody uses the connection now. */
  hangUpIfUnused(id: HostId): void {
    this.#ssh.get(id)?.target.hangUpIfUnused();
  }

  /** The running containers of a host; see `listContainers`. */
  async containers(
    id: HostId,
    context: string | null,
    signal: AbortSignal,
  ): Promise<Result<EngineListing[], FairleadError>> {
    const target = this.get(id);
    return target.ok ? await listContainers(target.value, context, signal) : target;
  }

  /** One for each host of the inventory. */
  statuses(): HostStatus[] {
    return this.#plan.inventory.list().map(({ id }) => {
      const state = id === localHostId ? "connected" : "idle";
      const idle: HostStatus = { hostId: id, state, latencyMs: null, problem: null };
      const open = this.#ssh.get(id) ?? this.#containers.get(id);
      return open?.target.status() ?? idle;
    });
  }

  /**
   * Connects anew, logs in, asks for tmux and hangs up; open connections are not touched. Of the hosts on the way the
   * connections that are open are used, and what had to be opened is hung up again.
   */
  async test(id: HostId, signal: AbortSignal): Promise<Result<HostTest, FairleadError>> {
    const host = this.#plan.inventory.get(id);
    if (host === undefined) return fail(failure("host-unknown", id));
    if (id === localHostId) {
      const local = this.get(id);
      return local.ok ? await facts(local.value, async () => ok(0), "this machine", signal) : local;
    }
    if (host.container !== undefined)
      return await this.#testContainer(host, host.container, signal);
    const via = this.#viaOf(host);
    if (!via.ok) return via;
    const tested = () => ({ ...(this.#plan.inventory.get(id) ?? host), keepaliveSeconds: 0 });
    await using target = new SshTarget(tested, this.#services, via.value);
    const connected = await target.connect(signal);
    if (!connected.ok) return connected;
    const [hostKey = ""] = connected.value.key.split(" ");
    const server = `${target.server()}, host key ${hostKey}`;
    const found = await facts(target, () => target.ping(signal), server, signal);
    return found.ok ? ok({ ...found.value, hops: await target.hops() }) : found;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#disposed = true;
    this.#watching[Symbol.dispose]();
    // Containers first: they say their last words over the others.
    const inside = [...this.#containers.values()].map((each) => each.target);
    await Promise.all(inside.map((target) => target[Symbol.asyncDispose]()));
    const open = [...this.#ssh.values()].map((each) => each.target);
    const all: Target[] = [
      ...open,
      ...this.#retired,
      ...(this.#local === null ? [] : [this.#local]),
    ];
    await Promise.all(all.map((target) => target[Symbol.asyncDispose]()));
    this.statusChanged[Symbol.dispose]();
  }

  /** What is known of its keys without a look at the files; null where those have to say it. */
  #shownKeys(host: Host | undefined): string[] | null {
    if (host === undefined || host.container !== undefined) return [];
    if (host.id === localHostId) return ["local"];
    const shown = this.#ssh.get(host.id)?.target.identity()?.key.split(" ")[0];
    return shown === undefined ? null : [shown];
  }

  /** The target that a host is reached over, null = directly. */
  #viaOf(host: Host): Result<SshTarget | null, FairleadError> {
    const chain = jumpChain(host, (id) => this.#plan.inventory.get(id));
    if (chain.kind === "missing") return fail(failure("host-unknown", `the jump host ${chain.id}`));
    if (chain.kind === "circle") {
      return fail({ ...failure("jump-circle"), sentence: circleSentence(chain.names) });
    }
    let via: SshTarget | null = null;
    for (const hop of chain.hops) via = this.#shared(hop, via);
    return ok(via);
  }

  #shared(host: Host, via: SshTarget | null): SshTarget {
    const { id } = host;
    const open = this.#ssh.get(id);
    if (open !== undefined) {
      if (open.endpoint === endpointKey(host) && open.target.via === via) return open.target;
      this.#retired.add(open.target);
    }
    const current = () => this.#plan.inventory.get(id) ?? host;
    const target = new SshTarget(current, this.#services, via);
    target.statusChanged.on((status) => {
      if (this.#ssh.get(id)?.target === target) this.statusChanged.emit(status);
    });
    this.#ssh.set(id, { target, endpoint: endpointKey(host) });
    return target;
  }

  #container(host: Host, place: ContainerPlace): Result<ContainerTarget, FairleadError> {
    const parent = this.get(place.parent);
    if (!parent.ok) return parent;
    const { context, engine, id } = place;
    const way = JSON.stringify([host.user, engine, context, id]);
    const open = this.#containers.get(host.id);
    if (open !== undefined) {
      if (open.parent === parent.value && open.way === way) return ok(open.target);
      this.#retired.add(open.target);
    }
    const target = new ContainerTarget(host, place, parent.value);
    target.statusChanged.on((status) => {
      if (this.#containers.get(host.id)?.target === target) this.statusChanged.emit(status);
    });
    this.#containers.set(host.id, { target, parent: parent.value, way });
    return ok(target);
  }

  async #testContainer(
    host: Host,
    place: ContainerPlace,
    signal: AbortSignal,
  ): Promise<Result<HostTest, FairleadError>> {
    const parent = this.get(place.parent);
    if (!parent.ok) return parent;
    await using target = new ContainerTarget(host, place, parent.value);
    const startedAt = performance.now();
    const connected = await target.connect(signal);
    if (!connected.ok) return connected;
    const latency = async () => ok(performance.now() - startedAt);
    return await facts(target, latency, connected.value.key, signal);
  }

  #dropRemoved(): void {
    for (const [id, { target }] of this.#containers) {
      if (this.#plan.inventory.get(id) !== undefined) continue;
      this.#containers.delete(id);
      void target[Symbol.asyncDispose](); // Ends its shells by itself.
    }
    for (const [id, { target }] of this.#ssh) {
      if (this.#plan.inventory.get(id) !== undefined) continue;
      this.#ssh.delete(id);
      void target[Symbol.asyncDispose](); // Hangs up by itself; nobody waits for a host that is gone.
    }
  }
}

async function facts(
  target: Target,
  ping: () => Promise<Result<number, FairleadError>>,
  server: string,
  signal: AbortSignal,
): Promise<Result<HostTest, FairleadError>> {
  const latency = await ping();
  if (!latency.ok) return latency;
  const asked = await target.exec("command -v tmux >/dev/null 2>&1 && tmux -V; exit 0", signal);
  if (!asked.ok) return asked;
  const said = Buffer.from(asked.value.standardOutput).toString("utf8").trim();
  const tmux = /^tmux (\S+)$/.exec(said)?.[1] ?? null;
  return ok({ latencyMs: latency.value, server, tmux, hops: [] });
}

const endpointKey = (host: Host) => JSON.stringify([host.user, host.address, host.port]);
