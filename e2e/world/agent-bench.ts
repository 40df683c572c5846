import { readFileSync } from "node:fs";
import { join } from "node:path";
import type { ChatItem } from "../../shared/contract/chat.ts";
import type { Run, TerminalInfo } from "../../shared/contract/terminals.ts";
import {
  type ConversationId,
  type HostId,
  localHostId,
  type TerminalId,
} from "../../shared/ids.ts";
import { ControlledApp } from "./controlled-app.ts";
import { type RecordedRequest, ScriptedModel } from "./model.ts";
import { type ModelTurn, runs, says } from "./model-turns.ts";
import { RemoteHost } from "./remote-host.ts";
import { makeKey } from "./ssh-keys.ts";
import { TrialContainers } from "./trial-containers.ts";
import { until } from "./until.ts";
import { World } from "./world.ts";

/** Where a command runs. */
export const places = ["ssh with tmux", "this machine with tmux", "ssh without tmux"] as const;
export const containerPlaces = ["container with tmux", "container, no tmux"] as const;
export type Place = (typeof places)[number] | (typeof containerPlaces)[number];
const withoutTmux = new Set<Place>(["ssh without tmux", "container, no tmux"]);

export type ToolItem = Extract<ChatItem, { kind: "tool" }>;

/** A command that waits for its approval. */
export type Proposed = {
  place: Place;
  conversation: ConversationId;
  terminal: TerminalId;
  /** Name of the file in the home of its place that it adds a line to. */
  counter: string;
};

/** States of a run that is over. */
export const endedRun = new Set<Run["state"]>([
  "finished",
  "stopped",
  "lost",
  "not-run",
  "unknown",
]);

/**
 * The real app with a scripted model, a real sshd and the real tmux, for trials in which an agent's command runs while
 * something goes wrong. Every command adds to a counter file of its own.
 */
export class AgentBench implements AsyncDisposable {
  readonly world: World;
  readonly remote: RemoteHost;
  /** Null where there are none. */
  readonly containers: TrialContainers | null;
  app: ControlledApp;
  readonly #owned: AsyncDisposableStack;
  readonly #model: ScriptedModel;
  readonly #environment: Record<string, string>;
  readonly #remoteId: HostId;
  #command = "";
  #count = 0;

  private constructor(
    owned: AsyncDisposableStack,
    parts: Pick<AgentBench, "world" | "remote" | "containers" | "app"> & { model: ScriptedModel },
    environment: Record<string, string>,
    remoteId: HostId,
  ) {
    this.#owned = owned;
    this.world = parts.world;
    this.remote = parts.remote;
    this.containers = parts.containers;
    this.app = parts.app;
    this.#model = parts.model;
    this.#environment = environment;
    this.#remoteId = remoteId;
  }

  static async open(
    more: Record<string, string> = {},
    withContainers = false,
  ): Promise<AgentBench> {
    await using owned = new AsyncDisposableStack();
    const world = owned.use(new World());
    const remote = owned.use(await RemoteHost.start());
    const model = owned.use(await ScriptedModel.start());
    const key = makeKey(world.home, "deploy-key");
    remote.sshd.authorize(key);
    const containers = withContainers ? owned.use(new TrialContainers()) : null;
    const environment = {
      ...containers?.environment,
      FAIRLEAD_BASE_URL: model.baseUrl,
      FAIRLEAD_MODEL: "scripted",
      ...more,
    };
    const app = await ControlledApp.start(world, environment);
    const [user = "", rest = ""] = remote.endpoint.split("@");
    const [address = "", port = ""] = rest.split(":");
    const host = await app.client.hosts.add({
      ...{ name: "web-1", address, port: Number(port), user },
      authentication: { kind: "key", path: key.path },
    });
    const parts = { world, remote, containers, model, app };
    return new AgentBench(owned.move(), parts, environment, host.id);
  }

  /**
   * A new terminal and a question in a new conversation, up to the point where the approval waits. `command` is made from
   * the path of the counter file.
   */
  async propose(place: Place, command: (counter: string) => string): Promise<Proposed> {
    const { client } = this.app;
    await client.settings.change({ ssh: { tmux: !withoutTmux.has(place) } });
    const hostId = await this.#hostOf(place);
    const { id: terminal } = await client.terminals.open({
      hostId,
      size: { columns: 80, rows: 24 },
    });
    await this.ready(terminal);
    this.#count += 1;
    const counter = `counter-${this.#count}`;
    this.#command = command(join(this.#homeOf(place), counter));
    const { id: conversation } = await client.chat.create();
    this.#model.script(this.#answer, this.#answer);
    await client.chat.send({ id: conversation, text: "Count", terminalId: terminal });
    await until("a question", async () => {
      const call = await this.call(conversation);
      return call?.status.state === "asking" ? call : null;
    });
    return { place, conversation, terminal, counter };
  }

  /** Approves the one question that waits. */
  async approve(): Promise<void> {
    const { client } = this.app;
    for await (const { approvals } of await client.approvals.events()) {
      const [first] = approvals;
      if (first === undefined) continue;
      await client.approvals.answer({ id: first.id, answer: { kind: "approve" } });
      return;
    }
  }

  /** Starts the app again after it was killed. */
  async startAgain(): Promise<void> {
    this.app = await ControlledApp.start(this.world, this.#environment);
  }

  async terminal(id: TerminalId): Promise<TerminalInfo | undefined> {
    return (await this.app.client.terminals.list()).find((terminal) => terminal.id === id);
  }

  ready(id: TerminalId): Promise<unknown> {
    return until("a terminal that is ready", async () => {
      const terminal = await this.terminal(id);
      return terminal?.state === "ready" ? terminal : null;
    });
  }

  async call(conversation: ConversationId): Promise<ToolItem | null> {
    const items = await this.app.items(conversation);
    return items.find((item) => item.kind === "tool") ?? null;
  }

  /** What is said of the call and its run once nothing is under way. */
  settled({ conversation, terminal }: Proposed) {
    return until("an end of what was under way", async () => {
      const call = await this.call(conversation);
      if (call === null || call.status.state === "asking" || call.status.state === "working") {
        return null;
      }
      const list = await this.app.client.terminals.runs({ id: terminal }).catch(() => []);
      const run = list.find(({ id }) => id === call.runId);
      return run === undefined || endedRun.has(run.state) ? { call, run } : null;
    });
  }

  /** What the command has written to its counter file, by lines. */
  counted({ place, counter }: Pick<Proposed, "place" | "counter">): string[] {
    return linesOf(join(this.#homeOf(place), counter));
  }

  /** Lines of every counter file so far, by its name. */
  counters(): Map<string, number> {
    const names = Array.from({ length: this.#count }, (_, index) => `counter-${index + 1}`);
    return new Map(
      names.map((name) => [
        name,
        this.#homes().reduce((count, home) => count + linesOf(join(home, name)).length, 0),
      ]),
    );
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.app[Symbol.asyncDispose]();
    await this.#owned.disposeAsync();
  }

  readonly #answer = ({ body }: RecordedRequest): ModelTurn =>
    body.messages?.at(-1)?.role === "user" ? runs(this.#command, "to count") : says("Counted.");

  #hostOf(place: Place): HostId | Promise<HostId> {
    if (place === "this machine with tmux") return localHostId;
    return isContainer(place) ? this.#inContainers().next(this.app.client) : this.#remoteId;
  }

  #homeOf(place: Place): string {
    if (place === "this machine with tmux") return this.world.home;
    return isContainer(place) ? this.#inContainers().shared : this.remote.sshd.home;
  }

  #homes(): string[] {
    const shared = this.containers === null ? [] : [this.containers.shared];
    return [this.world.home, this.remote.sshd.home, ...shared];
  }

  #inContainers(): TrialContainers {
    if (this.containers === null) throw new Error("this bench has no containers");
    return this.containers;
  }
}

export function isContainer(place: Place): boolean {
  return containerPlaces.some((one) => one === place);
}

function linesOf(path: string): string[] {
  try {
    return readFileSync(path, "utf8").split("\n").slice(0, -1);
  } catch {
    return [];
  }
}
