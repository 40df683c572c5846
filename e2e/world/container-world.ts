import { type Host, host } from "../../shared/contract/hosts.ts";
import type { HostId } from "../../shared/ids.ts";
import { localHostId } from "../../shared/ids.ts";
import { ok } from "../../shared/result.ts";
import { Inventory } from "../../src-main/hosts/inventory.ts";
import { LocalTarget } from "../../src-main/targets/local-target.ts";
import type { Target } from "../../src-main/targets/target.ts";
import { Targets } from "../../src-main/targets/targets.ts";
import { Terminals } from "../../src-main/terminals/terminals.ts";
import { MemoryStores, OpenShell } from "./shells.ts";
import { sshServices } from "./ssh-services.ts";

const size = { columns: 100, rows: 30 };

/** Inventory, targets and terminals as the app wires them, on this machine with the given environment. */
export class ContainerWorld implements AsyncDisposable {
  readonly inventory: Inventory;
  readonly targets: Targets;
  readonly terminals: Terminals;
  readonly #owned: AsyncDisposableStack;

  private constructor(inventory: Inventory, environment: Record<string, string>, tmux: boolean) {
    this.#owned = new AsyncDisposableStack();
    const { questions, credentials, learn, limits } = sshServices(environment["HOME"] ?? "/");
    this.inventory = this.#owned.use(inventory);
    this.targets = this.#owned.use(
      new Targets({
        inventory,
        questions,
        credentials,
        learn,
        limits,
        environment,
        local: () => new LocalTarget(environment),
      }),
    );
    const kept = new MemoryStores();
    this.terminals = this.#owned.use(
      new Terminals({
        targets: this.targets,
        inventory,
        runs: kept.runs,
        records: kept.terminals,
        useTmux: () => tmux,
        installation: JSON.stringify(environment),
        redact: (text) => text,
        learnSecret: () => undefined,
      }),
    );
  }

  static async open(environment: Record<string, string>, tmux = false): Promise<ContainerWorld> {
    const stored = new Map<HostId, Host>();
    const storage = {
      list: async () => ok([...stored.values()]),
      put: async (value: Host) => {
        stored.set(value.id, host.parse(value));
        return ok(undefined);
      },
      delete: async (id: HostId) => {
        stored.delete(id);
        return ok(undefined);
      },
    };
    const inventory = await Inventory.open({ storage, environment });
    if (!inventory.ok) throw new Error(inventory.error.sentence);
    return new ContainerWorld(inventory.value, environment, tmux);
  }

  /** The entry of a container that runs, chosen from the list as a person does. */
  async keep(
    name: string,
    engine: "docker" | "podman" = "podman",
    parent: HostId = localHostId,
    user = "",
  ): Promise<Host> {
    const listed = await this.targets.containers(parent, null, AbortSignal.timeout(20_000));
    if (!listed.ok) throw new Error(JSON.stringify(listed.error));
    const listing = listed.value.find((each) => each.engine === engine);
    const found = listing?.containers.find((each) => each.name === name);
    if (listing === undefined || found === undefined) throw new Error(JSON.stringify(listed.value));
    const { id, image } = found;
    const container = { parent, engine, context: listing.context, id, name, image };
    const kept = await this.inventory.addContainer({ container, user }, "person");
    if (!kept.ok) throw new Error(kept.error.sentence);
    return kept.value;
  }

  target(id: HostId): Target {
    const target = this.targets.get(id);
    if (!target.ok) throw new Error(target.error.sentence);
    return target.value;
  }

  /** A terminal whose shell stands at its first prompt. */
  async open(id: HostId): Promise<OpenShell> {
    const opened = await this.terminals.open(id, size);
    if (!opened.ok) throw new Error(opened.error.sentence);
    const terminal = this.terminals.get(opened.value.id);
    if (terminal === undefined) throw new Error("the terminal is gone");
    const shell = new OpenShell(terminal);
    await shell.until(() => terminal.shell.place === "prompt", "a prompt");
    return shell;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    for (const { id } of this.terminals.list()) await this.terminals.close(id);
    await this.#owned.disposeAsync();
  }
}
