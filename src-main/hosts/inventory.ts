import { homedir, hostname, userInfo } from "node:os";
import type { Host, HostDraft, ImportableHost } from "../../shared/contract/hosts.ts";
import { type FairleadError, failure } from "../../shared/errors.ts";
import { type HostId, localHostId } from "../../shared/ids.ts";
import { fail, ok, type Result } from "../../shared/result.ts";
import { Emitter } from "../base/emitter.ts";
import { newId } from "../base/new-id.ts";
import type { Environment } from "../base/paths.ts";
import { defaultAuthentication } from "./default-authentication.ts";
import { addressProblem, parseEndpoint, userProblem } from "./endpoint.ts";
import { readSshConfig, type SshConfigHost } from "./ssh-config.ts";

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
    return [...this.#hosts.values()];
  }

  get(id: HostId): Host | undefined {
    return this.#hosts.get(id);
  }

  /** Hosts of this name, or the one with this id. Names need not be unique. */
  find(nameOrId: string): Host[] {
    return this.list().filter((each) => each.id === nameOrId || each.name === nameOrId);
  }

  /** `user@address:port` in the address is taken apart, unless the draft names user or port itself. */
  async add(draft: HostDraft, source: Host["source"]): Promise<Result<Host, FairleadError>> {
    const drafted = this.#draw(draft, source);
    if (!drafted.ok) return drafted;
    const kept = await this.#keep(drafted.value);
    if (kept.ok) this.changed.emit();
    return kept;
  }

  /** Of the local machine only name, group, tags, notes, favourite and colour can change. */
  async update(id: HostId, change: Partial<HostDraft>): Promise<Result<Host, FairleadError>> {
    const before = this.#hosts.get(id);
    if (before === undefined) return fail(failure("host-unknown", id));
    const after = { ...before, ...withoutMissing(change) };
    const changed = id === localHostId ? localHost(after) : after;
    const problem = problemOf(changed);
    if (problem !== null) return fail(failure("input-invalid", problem));
    const kept = await this.#keep(changed);
    if (kept.ok) this.changed.emit();
    return kept;
  }

  async remove(id: HostId): Promise<Result<void, FairleadError>> {
    if (!this.#hosts.has(id)) return fail(failure("host-unknown", id));
    if (id === localHostId) {
      return fail(failure("input-invalid", "the local machine cannot be removed"));
    }
    const deleted = await this.#plan.storage.delete(id);
    if (!deleted.ok) return deleted;
    this.#hosts.delete(id);
    this.changed.emit();
    return ok(undefined);
  }

  /** Hosts of ~/.ssh/config that are not here yet, by name or by user, address and port. Read anew each time. */
  async importable(): Promise<ImportableHost[]> {
    const hosts = await this.#missing();
    return hosts.map(({ through: _, ...host }) => host);
  }

  /** Adds these hosts of ~/.ssh/config; names that are not importable are left out. */
  async importFromSshConfig(aliases: readonly string[]): Promise<Result<Host[], FairleadError>> {
    const wanted = new Set(aliases);
    const added: Host[] = [];
    for (const found of (await this.#missing()).filter((each) => wanted.has(each.alias))) {
      const drafted = this.#draw(draftOf(found), "ssh-config");
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

  async #missing(): Promise<SshConfigHost[]> {
    const names = new Set(this.list().map((each) => each.name));
    const endpoints = new Set(this.list().map(endpointKey));
    return (await readSshConfig(this.#home)).filter(
      (found) =>
        problemOf(found) === null && !names.has(found.alias) && !endpoints.has(endpointKey(found)),
    );
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
    group: noted?.group ?? "",
    tags: noted?.tags ?? [],
    notes: noted?.notes ?? "",
    favourite: noted?.favourite ?? false,
    colour: noted?.colour ?? null,
    source: "built-in",
    createdAt: 0,
  };
}

function draftOf(found: SshConfigHost): HostDraft {
  return {
    name: found.alias,
    address: found.address.includes(":") ? `[${found.address}]` : found.address,
    port: found.port,
    user: found.user,
    ...(found.identityFile === null
      ? {}
      : { authentication: { kind: "key", path: found.identityFile } }),
    ...(found.through === null
      ? {}
      : {
          notes: `ssh_config reaches this host by "${found.through}"; Fairlead connects directly.`,
        }),
  };
}

const problemOf = (host: { address: string; user: string }) =>
  addressProblem(host.address) ?? userProblem(host.user);

const endpointKey = (host: { user: string; address: string; port: number }) =>
  JSON.stringify([host.user, host.address.toLowerCase(), host.port]);

/** Keys that are there with the value undefined must not overwrite anything. */
function withoutMissing(draft: Partial<HostDraft>): Partial<Omit<Host, "id" | "kind">> {
  return Object.fromEntries(Object.entries(draft).filter(([, value]) => value !== undefined));
}
