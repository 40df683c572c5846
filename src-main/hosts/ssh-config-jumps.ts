import type { ImportableHost } from "../../shared/contract/hosts.ts";
import { addressProblem, type Endpoint, parseEndpoint, userProblem } from "./endpoint.ts";

/** A host as ssh_config has it, with the values of ProxyJump and ProxyCommand as they stand there. */
export type ConfiguredHost = Omit<ImportableHost, "jump"> & {
  via: string | null;
  command: string | null;
};

/** A host that ssh_config names, as far as Fairlead can use it. */
export type SshConfigHost = ImportableHost & {
  /** Set where the host is reached in a way that Fairlead cannot go: ProxyJump or ProxyCommand with its value. */
  through: string | null;
};

/**
 * Gives each host the one it is reached over. As in OpenSSH, the first host of a ProxyJump list keeps the way it has
 * itself, and each further one is reached over the one before it, whatever the file says of it alone: where that differs,
 * and for `user@host:port` forms, a host of its own is added at the end.
 */
export function withJumps(
  hosts: readonly ConfiguredHost[],
  lookUp: (name: string) => ConfiguredHost,
): SshConfigHost[] {
  const ways = new Ways(hosts, lookUp);
  for (const host of hosts) ways.take(host);
  return ways.all();
}

class Ways {
  readonly #named: ReadonlyMap<string, ConfiguredHost>;
  readonly #lookUp: (name: string) => ConfiguredHost;
  readonly #done = new Map<string, SshConfigHost>();
  readonly #added = new Map<string, SshConfigHost>();
  /** Hosts whose way is being followed now. */
  readonly #open = new Set<string>();

  constructor(hosts: readonly ConfiguredHost[], lookUp: (name: string) => ConfiguredHost) {
    this.#named = new Map(hosts.map((host) => [host.alias, host]));
    this.#lookUp = lookUp;
  }

  all(): SshConfigHost[] {
    const named = [...this.#named.keys()].flatMap((alias) => this.#done.get(alias) ?? []);
    return [...named, ...this.#added.values()];
  }

  /** Null where its way leads back to itself. */
  take(host: ConfiguredHost): SshConfigHost | null {
    const done = this.#done.get(host.alias);
    if (done !== undefined) return done;
    if (this.#open.has(host.alias)) return null;
    this.#open.add(host.alias);
    const jump = host.via === null ? null : this.#follow(host.via);
    this.#open.delete(host.alias);
    const taken = finish(host, jump);
    this.#done.set(host.alias, taken);
    return taken;
  }

  /** The alias of the last host of a ProxyJump list; undefined where Fairlead cannot go that way. */
  #follow(list: string): string | undefined {
    let last: string | undefined;
    for (const entry of list.split(",")) {
      const reached = this.#hop(entry.trim(), last);
      if (reached === undefined) return undefined;
      last = reached;
    }
    return last;
  }

  /** `before` is the hop before it; undefined for the first one, which goes its own way. */
  #hop(entry: string, before: string | undefined): string | undefined {
    const spec = parseEndpoint(entry.replace(/^ssh:\/\//i, "").replace(/\/$/, ""));
    if (!spec.ok) return undefined;
    const { user, address: name, port } = spec.value;
    const own = user === null && port === null ? this.#named.get(name) : undefined;
    if (own !== undefined) {
      const taken = this.take(own);
      if (taken === null) return undefined;
      if (before === undefined || taken.jump === before) return taken.alias;
    }
    return this.#add(entry, spec.value, before);
  }

  /** A host that the file does not name so. */
  #add(entry: string, { user, address, port }: Endpoint, before?: string): string | undefined {
    const base = this.#lookUp(address);
    const host = { ...base, user: user ?? base.user, port: port ?? base.port };
    if ((addressProblem(host.address) ?? userProblem(host.user)) !== null) return undefined;
    const alias = before === undefined ? entry : `${entry} over ${before}`;
    const added =
      before === undefined
        ? this.take({ ...host, alias })
        : finish({ ...host, alias, via: null, command: null }, before);
    if (added === null) return undefined;
    this.#added.set(alias, added);
    return alias;
  }
}

function finish(host: ConfiguredHost, jump: string | null | undefined): SshConfigHost {
  const { via, command, ...rest } = host;
  const unknown = jump === undefined && via !== null ? `ProxyJump ${via}` : null;
  return {
    ...rest,
    jump: jump ?? null,
    through: command === null ? unknown : `ProxyCommand ${command}`,
  };
}
