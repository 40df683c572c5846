import { chmodSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type HostId, localHostId } from "../../shared/ids.ts";
import type { HolderClient } from "../../src-main/cli/holder-client.ts";
import { ContainerEngine } from "./container-engine.ts";
import { until } from "./until.ts";

/** What alone runs in a container that nobody uses. */
const idle = "sleep 100000";

/** One container after the other for trials: each has tmux and a folder that this machine sees, too. */
export class TrialContainers implements AsyncDisposable {
  /** The same path in the container. */
  readonly shared = mkdtempSync(join(tmpdir(), "fl-shared-"));
  readonly #engine = ContainerEngine.start(["tmux"], ["podman"]);
  #count = 0;

  constructor() {
    chmodSync(this.shared, 0o777);
  }

  /** For the app, so that it finds this engine. */
  get environment(): Record<string, string> {
    const { PATH: own, ...rest } = this.#engine.environment;
    return { ...rest, PATH: `${own?.split(":")[0]}:${process.env["PATH"]}` };
  }

  /** Starts a new container in place of the last one, and chooses it from the list as a person does. */
  async next(client: HolderClient["client"]): Promise<HostId> {
    if (this.#count > 0) this.#remove();
    this.#count += 1;
    this.#run();
    const listed = await client.containers.list({ hostId: localHostId, context: null });
    for (const { engine, containers } of listed) {
      for (const { id, name, image } of containers) {
        if (engine !== "podman" || name !== this.#name) continue;
        const container = { parent: localHostId, engine, context: null, id, name, image };
        return (await client.containers.keep({ container, user: "" })).id;
      }
    }
    throw new Error(`no ${this.#name} in ${JSON.stringify(listed)}`);
  }

  restart(): void {
    this.#engine.podman("restart", "--time", "0", this.#name);
  }

  /** Another one has its name. */
  makeAnew(): void {
    this.#remove();
    this.#run();
  }

  /** What runs in it that nobody should have started; empty as soon as nothing does. */
  async strangers(): Promise<string[]> {
    const there = () => this.#engine.processes(this.#name).filter((one) => one !== idle);
    // A question whether it is there is a process, too, for a moment.
    await until("an idle container", async () => (there().length === 0 ? true : null)).catch(
      () => undefined,
    );
    return there();
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.#engine[Symbol.asyncDispose]();
    rmSync(this.shared, { recursive: true, force: true });
  }

  get #name(): string {
    return `trial-${this.#count}`;
  }

  #run(): void {
    this.#engine.run(this.#name, "tmux", "--volume", `${this.shared}:${this.shared}`);
  }

  #remove(): void {
    this.#engine.podman("rm", "--force", "--time", "0", this.#name);
  }
}
