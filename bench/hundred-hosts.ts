import { execFileSync } from "node:child_process";
import { must, startCore } from "../e2e/world/own-core.ts";
import { makeKey, type TestKey } from "../e2e/world/ssh-keys.ts";
import { Sshd } from "../e2e/world/sshd.ts";
import { World } from "../e2e/world/world.ts";
import type { HostId } from "../shared/ids.ts";
import type { App } from "../src-main/build.ts";

/** sshd takes no more addresses. */
const mostAddresses = 15;

/** Real sshds at many addresses of loopback, and the whole core with each of them as a host. Disposing ends all of it. */
export class HundredHosts implements AsyncDisposable {
  readonly world: World;
  /** As whom all of them are logged in to. */
  readonly user: string;
  readonly key: TestKey;
  readonly app: App;
  readonly places: readonly { address: string; port: number }[];
  readonly ids: readonly HostId[];
  readonly #owned: AsyncDisposableStack;

  private constructor(
    owned: AsyncDisposableStack,
    parts: Pick<HundredHosts, "world" | "user" | "key" | "app" | "places" | "ids">,
  ) {
    this.#owned = owned;
    this.world = parts.world;
    this.user = parts.user;
    this.key = parts.key;
    this.app = parts.app;
    this.places = parts.places;
    this.ids = parts.ids;
  }

  static async open(count: number): Promise<HundredHosts> {
    await using owned = new AsyncDisposableStack();
    const world = owned.use(new World());
    const addresses = Array.from({ length: count }, (_, at) => `127.0.1.${at + 1}`);
    const key = makeKey(world.home, "deploy-key");
    const places: { address: string; port: number }[] = [];
    let user = "";
    for (let at = 0; at < count; at += mostAddresses) {
      const own = addresses.slice(at, at + mostAddresses);
      const [address = "", ...others] = own;
      const lines = others.map((other) => `ListenAddress ${other}`);
      const sshd = owned.use(await Sshd.start({ address, lines }));
      sshd.authorize(key);
      places.push(...own.map((each) => ({ address: each, port: sshd.port })));
      user = sshd.user;
    }
    const app = await startCore(owned, world);
    must(await app.services.settings.change({ fleet: { canaryAbove: 0 } }));
    const ids: HostId[] = [];
    for (const [at, place] of places.entries()) {
      const authentication = { kind: "key", path: key.path } as const;
      const draft = { name: `web-${at + 1}`, ...place, user, authentication };
      ids.push(must(await app.inventory.add(draft, "person")).id);
    }
    return new HundredHosts(owned.move(), { world, user, key, app, places, ids });
  }

  /** Which other programs are there to compare with. */
  async tools(): Promise<{ ansible: boolean; parallelSsh: boolean }> {
    return { ansible: isThere("ansible"), parallelSsh: isThere("parallel-ssh") };
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.#owned[Symbol.asyncDispose]();
  }
}

function isThere(program: string): boolean {
  try {
    execFileSync(program, ["--version"], { stdio: "ignore" });
    return true;
  } catch {
    return false;
  }
}
