import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { FleetDraft, FleetEvent, FleetRow } from "../../shared/contract/fleet.ts";
import type { FleetId, HostId } from "../../shared/ids.ts";
import { ControlledApp } from "./controlled-app.ts";
import { freePort, loopbackAddress } from "./loopback.ts";
import { makeKey, type TestKey } from "./ssh-keys.ts";
import { Sshd } from "./sshd.ts";
import { canMakeAccounts } from "./sshd-accounts.ts";
import { World } from "./world.ts";

/** Of the account on the hosts, where accounts can be made; for sudo. */
export const password = "lovelace-1815";

type Shown = Pick<FleetEvent, "fleet" | "rows">;

/**
 * The real app and many hosts: one real sshd at several addresses, each of which is a host of the inventory. Sessions
 * learn their address from SSH_CONNECTION; all share one home. Disposing ends all of it.
 */
export class FleetWorld implements AsyncDisposable {
  readonly world: World;
  readonly sshd: Sshd;
  readonly key: TestKey;
  /** The hosts, by name, in order: web-1, web-2 … */
  readonly ids: HostId[] = [];
  app: ControlledApp;
  readonly #owned: AsyncDisposableStack;
  readonly #environment: Record<string, string>;

  private constructor(
    owned: AsyncDisposableStack,
    parts: Pick<FleetWorld, "world" | "sshd" | "key" | "app">,
    environment: Record<string, string>,
  ) {
    this.#owned = owned;
    this.world = parts.world;
    this.sshd = parts.sshd;
    this.key = parts.key;
    this.app = parts.app;
    this.#environment = environment;
  }

  static async open(
    count: number,
    { environment = {}, policy }: { environment?: Record<string, string>; policy?: object } = {},
  ): Promise<FleetWorld> {
    await using owned = new AsyncDisposableStack();
    const world = owned.use(new World());
    const addresses = Array.from({ length: count }, () => loopbackAddress());
    const sshd = owned.use(
      await Sshd.start({
        address: addresses[0] ?? "127.0.0.1",
        lines: addresses.slice(1).map((address) => `ListenAddress ${address}`),
        // Not root, where it can be: sshd passes signals on to nobody else's commands.
        ...(canMakeAccounts ? { accounts: [{ name: "ada", password, mayUseSudo: true }] } : {}),
      }),
    );
    const key = makeKey(world.home, "deploy-key");
    sshd.authorize(key);
    if (policy !== undefined) {
      writeFileSync(join(world.dataFolder, "policy.json"), JSON.stringify(policy));
    }
    const app = await ControlledApp.start(world, environment);
    const fleet = new FleetWorld(owned.move(), { world, sshd, key, app }, environment);
    for (const address of addresses) await fleet.add({ address, port: sshd.port });
    return fleet;
  }

  get client(): ControlledApp["client"] {
    return this.app.client;
  }

  /** One more host; by default it is called after how many there are. */
  async add(where: { address: string; port: number; name?: string; tags?: string[] }) {
    const { name = `web-${this.ids.length + 1}`, tags = [], ...place } = where;
    const host = await this.client.hosts.add({
      ...place,
      name,
      tags,
      user: this.sshd.user,
      authentication: { kind: "key", path: this.key.path },
    });
    this.ids.push(host.id);
    return host.id;
  }

  /** A host at whose address nobody listens. */
  async addDead(): Promise<HostId> {
    const address = loopbackAddress();
    return await this.add({ address, port: await freePort(address), name: "dead-1" });
  }

  draft(command: string, more: Partial<FleetDraft> = {}): FleetDraft {
    return {
      hostIds: this.ids,
      command,
      canary: null,
      parallel: 50,
      stopOnFailure: false,
      timeoutSeconds: null,
      ...more,
    };
  }

  /** Checks it and runs it as it was shown, as a person who agrees. */
  async run(command: string, more: Partial<FleetDraft> = {}): Promise<FleetId> {
    const draft = this.draft(command, more);
    const { seal } = await this.client.fleet.check(draft);
    const { id } = await this.client.fleet.run({ draft, seal });
    return id;
  }

  /** The run as soon as it is as wanted. */
  async when(id: FleetId, wanted: (shown: Shown) => boolean): Promise<Shown> {
    const stop = new AbortController();
    const rows = new Map<HostId, FleetRow>();
    try {
      const events = await this.client.fleet.events({ id }, { signal: stop.signal });
      for await (const event of events) {
        for (const row of event.rows) rows.set(row.hostId, row);
        const shown = { fleet: event.fleet, rows: [...rows.values()] };
        if (wanted(shown)) return shown;
      }
      throw new Error("the run on many hosts is not told of any more");
    } finally {
      stop.abort();
    }
  }

  over(id: FleetId): Promise<Shown> {
    return this.when(id, ({ fleet }) => fleet.endedAt !== null);
  }

  /** Lines of a file in the home of the hosts; none where there is no such file. */
  lines(name: string): string[] {
    try {
      return readFileSync(join(this.sshd.home, name), "utf8").split("\n").filter(Boolean);
    } catch {
      return [];
    }
  }

  /** kill -9 and a new start with the same data. */
  async crash(): Promise<void> {
    await this.app.kill();
    this.app = await ControlledApp.start(this.world, this.#environment);
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.app[Symbol.asyncDispose]();
    await this.#owned[Symbol.asyncDispose]();
  }
}
