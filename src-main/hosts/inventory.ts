import { homedir, hostname, userInfo } from "node:os";
import { underParent } from "../../shared/container-host.ts";
import {
  type ContainerPlace,
  type Host,
  type HostDraft,
  type ImportableHost,
  plainWay,
} from "../../shared/contract/hosts.ts";
import { type FairleadError, failure } from "../../shared/errors.ts";
import { type HostId, localHostId } from "../../shared/ids.ts";
import { fail, ok, type Result } from "../../shared/result.ts";
import { Emitter } from "../base/emitter.ts";
import { newId } from "../base/new-id.ts";
import type { Environment } from "../base/paths.ts";
import { defaultAuthentication } from "./default-authentication.ts";
import { addressProblem, parseEndpoint, userProblem } from "./endpoint.ts";
import { hostsOver, wayProblem } from "./host-way.ts";
import { drawnFrom, missingHosts } from "./importable.ts";

/** Where hosts are kept; `HostRecords` of the store is one. */
type HostStorage = {
  list(): Promise<Result<Host[], FairleadError>>;
  put(host: Host): Promise<Result<void, FairleadError>>;
  delete(id: HostId): Promise<Result<void, FairleadError>>;
};

export type InventoryPlan = {
  storage: HostStorage;
  /** HOME and SSH_AUTH_SOCK are read from it. */
  environment: Environment;
  now?: () => number;
};

/** All hosts, in memory; the local machine first, then in the order they were added. Written before it is said. */
export class Inventory implements Disposable {
  /** Said after any change. */
  readonly changed = new Emitter<void>();
  readonly #plan: InventoryPlan;
  readonly #home: string;
  readonly #hosts: Map<HostId, Host>;

  private constructor(plan: InventoryPlan, hosts: Map<HostId, Host>) {
    this.#plan = plan;
    this.#home = plan.environment["HOME"] || homedir();
    this.#hosts = hosts;
  }

  static async open(plan: InventoryPlan): Promise<Result<Inventory, FairleadError>> {
    const stored = await plan.storage.list();
    if (!stored.ok) return stored;
    const local = stored.value.find((each) => each.id === localHostId);
    const others = stored.value.filter((each) => each.id !== localHostId);
    others.sort((one, other) => one.createdAt - other.createdAt);
    const hosts = [localHost(local), ...others].map((each) => [each.id, each] as const);
    return ok(new Inventory(plan, new Map(hosts)));
  }

  list(): Host[] {
    return [...this.#hosts.values()].map((each) => this.#shown(each));
  }

  get(id: HostId): Host | undefined {
    const host = this.#hosts.get(id);
    return host === undefined ? undefined : this.#shown(host);
  }

  /** Hosts of this name, or the one with this id. Names need not be unique. */
  find(nameOrId: string): Host[] {
    return this.list().filter((each) => each.id === nameOrId || each.name === nameOrId);
  }

  /** `user@address:port` in the address is taken apart, unless the draft names user or port itself. */
  async add(draft: HostDraft, source: Host["source"]): Promise<Result<Host, FairleadError>> {
    const drafted = this.#draw(draft, source);
    if (!drafted.ok) return drafted;
    const problem = wayProblem(drafted.value, this.list());
    if (problem !== null) return fail(problem);
    const kept = await this.#keep(drafted.value);
    if (kept.ok) this.changed.emit();
    return kept;
  }

  /** Puts a container under its host; the entry that this very container has already is answered as it is. */
  async addContainer(
    { container, user }: { container: ContainerPlace; user: string },
    source: Host["source"],
  ): Promise<Result<Host, FairleadError>> {
    const parent = this.#hosts.get(container.parent);
    if (parent === undefined || parent.kind === "container") {
      return fail(failure("host-unknown", container.parent));
    }
    const problem = userProblem(user);
    if (problem !== null) return fail(failure("input-invalid", problem));
    const wayOf = ({ parent, engine, context, id }: ContainerPlace) =>
      JSON.stringify([parent, engine, context, id]);
    const known = this.list().find(
      (each) =>
        each.container !== undefined &&
        each.user === user &&
        wayOf(each.container) === wayOf(container),
    );
    if (known !== undefined) return ok(known);
    const now = this.#plan.now?.() ?? Date.now();
    const { parentName: _, ...place } = container;
    const kept = await this.#keep({
      id: newId("host", now),
      kind: "container",
      container: place,
      name: container.name,
      address: container.name,
      port: 22,
      user,
      authentication: { kind: "agent" },
      ...plainWay,
      group: "",
      tags: [],
      notes: "",
      favourite: false,
      colour: null,
      source,
      createdAt: now,
    });
    if (!kept.ok) return kept;
    this.changed.emit();
    return ok(this.#shown(kept.value));
  }

  /** Of the local machine only name, group, tags, notes, favourite and colour can change. */
  async update(id: HostId, change: Partial<HostDraft>): Promise<Result<Host, FairleadError>> {
    const before = this.#hosts.get(id);
    if (before === undefined) return fail(failure("host-unknown", id));
    const after = { ...before, ...withoutMissing(change) };
    const changed = id === localHostId ? localHost(after) : this.#asKept(before, after);
    const problem = problemOf(changed);
    if (problem !== null) return fail(failure("input-invalid", problem));
    const unreachable = wayProblem(changed, this.list());
    if (unreachable !== null) return fail(unreachable);
    const kept = await this.#keep(changed);
    if (!kept.ok) return kept;
    this.changed.emit();
    return ok(this.#shown(kept.value));
  }

  /** With a host its containers leave, too. "host-needed", with names, while other hosts are reached over it. */
  async remove(id: HostId): Promise<Result<void, FairleadError>> {
    const host = this.#hosts.get(id);
    if (host === undefined) return fail(failure("host-unknown", id));
    if (id === localHostId) {
      return fail(failure("input-invalid", "the local machine cannot be removed"));
    }
    const over = hostsOver(id, this.list()).map(({ name }) => name);
    if (over.length > 0) {
      const sentence = `${over.join(", ")} ${over.length === 1 ? "is" : "are"} reached over ${host.name}. Give ${over.length === 1 ? "it" : "them"} another way first.`;
      return fail({ ...failure("host-needed"), sentence });
    }
    const leaving = this.list().filter((each) => each.container?.parent === id);
    for (const each of [...leaving.map((container) => container.id), id]) {
      const deleted = await this.#plan.storage.delete(each);
      if (!deleted.ok) return deleted;
      this.#hosts.delete(each);
    }
    this.changed.emit();
    return ok(undefined);
  }

  /**
   * Hosts of ~/.ssh/config that are not here yet, by name or by user, address and port, and those they are reached over.
   * Read anew each time.
   */
  async importable(): Promise<ImportableHost[]> {
    const hosts = await missingHosts(this.#home, this.list());
    return hosts.map(({ through: _, ...host }) => host);
  }

  /**
   * Adds these hosts of ~/.ssh/config and those they are reached over; names that are not importable are left out. The
   * agent is forwarded to those alone that are named for it.
   */
  async importFromSshConfig(
    aliases: readonly string[],
    forwardAgent: readonly string[] = [],
  ): Promise<Result<Host[], FairleadError>> {
    const missing = await missingHosts(this.#home, this.list());
    const added: Host[] = [];
    for (const { draft, jump } of drawnFrom(missing, aliases, forwardAgent)) {
      const over = jump === null ? null : (this.find(jump)[0]?.id ?? null);
      const drafted = this.#draw({ ...draft, jump: over }, "ssh-config");
      if (!drafted.ok) continue;
      const kept = await this.#keep(drafted.value);
      if (!kept.ok) return kept;
      added.push(kept.value);
    }
    if (added.length > 0) this.changed.emit();
    return ok(added);
  }

  [Symbol.dispose](): void {
    this.changed[Symbol.dispose]();
  }

  #shown(host: Host): Host {
    const parent = this.#hosts.get(host.container?.parent ?? host.id);
    return parent === undefined ? host : underParent(host, parent);
  }

  /** What a container has from its parent is not kept with it, nor does its place change. */
  #asKept(before: Host, after: Host): Host {
    if (before.container === undefined) return after;
    const { address, authentication, container, group, port } = before;
    const parent = this.#hosts.get(container.parent);
    const inherited = parent === undefined ? before : underParent(before, parent);
    const name = after.name === inherited.name ? before.name : after.name;
    const tags = after.tags.filter((tag) => parent?.tags.includes(tag) !== true);
    return { ...after, address, authentication, container, group, name, port, tags };
  }

  #draw(draft: HostDraft, source: Host["source"]): Result<Host, FairleadError> {
    const endpoint = parseEndpoint(draft.address);
    if (!endpoint.ok) return endpoint;
    const { address, user, port } = endpoint.value;
    const agentSocket = this.#plan.environment["SSH_AUTH_SOCK"];
    const now = this.#plan.now?.() ?? Date.now();
    const drawn: Host = {
      name: address,
      port: port ?? 22,
      user: user ?? "",
      authentication: defaultAuthentication(this.#home, agentSocket),
      ...plainWay,
      group: "",
      tags: [],
      notes: "",
      favourite: false,
      colour: null,
      ...withoutMissing(draft),
      address,
      id: newId("host", now),
      kind: "ssh",
      source,
      createdAt: now,
    };
    const problem = problemOf(drawn);
    return problem === null ? ok(drawn) : fail(failure("input-invalid", problem));
  }

  async #keep(host: Host): Promise<Result<Host, FairleadError>> {
    const put = await this.#plan.storage.put(host);
    if (!put.ok) return put;
    this.#hosts.set(host.id, host);
    return ok(host);
  }
}

/** The machine we are on, with what a person noted about it. */
function localHost(noted: Host | undefined): Host {
  return {
    id: localHostId,
    kind: "local",
    name: noted?.name ?? hostname(),
    address: "localhost",
    port: 22,
    user: userInfo().username,
    authentication: { kind: "agent" },
    ...plainWay,
    group: noted?.group ?? "",
    tags: noted?.tags ?? [],
    notes: noted?.notes ?? "",
    favourite: noted?.favourite ?? false,
    colour: noted?.colour ?? null,
    source: "built-in",
    createdAt: 0,
  };
}

const problemOf = (host: { address: string; user: string }) =>
  addressProblem(host.address) ?? userProblem(host.user);

/** Keys that are there with the value undefined must not overwrite anything. */
function withoutMissing(draft: Partial<HostDraft>): Partial<Omit<Host, "id" | "kind">> {
  return Object.fromEntries(Object.entries(draft).filter(([, value]) => value !== undefined));
}
