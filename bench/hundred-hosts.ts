import { execFileSync } from "node:child_process";
import { makeKey, type TestKey } from "../e2e/world/ssh-keys.ts";
import { Sshd } from "../e2e/world/sshd.ts";
import { World } from "../e2e/world/world.ts";
import type { HostId } from "../shared/ids.ts";
import type { Result } from "../shared/result.ts";
import { dataPaths } from "../src-main/base/paths.ts";
import { type App, build } from "../src-main/build.ts";

/** One real sshd at many addresses of loopback, and the whole core with each of them as a host. Disposing ends all of it. */
export class HundredHosts implements AsyncDisposable {
  readonly world: World;
  readonly sshd: Sshd;
  readonly key: TestKey;
  readonly app: App;
  readonly addresses: readonly string[];
  readonly ids: readonly HostId[];
  readonly #owned: AsyncDisposableStack;

  private constructor(
    owned: AsyncDisposableStack,
    parts: Pick<HundredHosts, "world" | "sshd" | "key" | "app" | "addresses" | "ids">,
  ) {
    this.#owned = owned;
    this.world = parts.world;
    this.sshd = parts.sshd;
    this.key = parts.key;
    this.app = parts.app;
    this.addresses = parts.addresses;
    this.ids = parts.ids;
  }

  static async open(count: number): Promise<HundredHosts> {
    await using owned = new AsyncDisposableStack();
    const world = owned.use(new World());
    const addresses = Array.from({ length: count }, (_, at) => `127.0.1.${at + 1}`);
    const [address = "", ...others] = addresses;
    const sshd = owned.use(
      await Sshd.start({ address, lines: others.map((other) => `ListenAddress ${other}`) }),
    );
    const key = makeKey(world.home, "deploy-key");
    sshd.authorize(key);
    const environment = world.environment();
    const paths = dataPaths(environment);
    const app = owned.use(must(await build({ paths, environment, runtime: "web", resume: false })));
    must(await app.services.settings.change({ fleet: { canaryAbove: 0 } }));
    const { questions } = app.services;
    owned.use(
      questions.changed.on(() => {
        for (const { ask, id } of questions.list()) {
          if (ask.kind === "host-key") questions.answer(id, { kind: "accept" });
        }
      }),
    );
    const ids: HostId[] = [];
    for (const [at, each] of addresses.entries()) {
      const authentication = { kind: "key", path: key.path } as const;
      const { port, user } = sshd;
      const draft = { name: `web-${at + 1}`, address: each, port, user, authentication };
      ids.push(must(await app.inventory.add(draft, "person")).id);
    }
    return new HundredHosts(owned.move(), { world, sshd, key, app, addresses, ids });
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

function must<T>(result: Result<T, { sentence: string }>): T {
  if (result.ok) return result.value;
  throw new Error(result.error.sentence);
}
