import { readFileSync } from "node:fs";
import { join } from "node:path";
import { performance } from "node:perf_hooks";
import { setTimeout as sleep } from "node:timers/promises";
import type { ChatItem } from "../../shared/contract/chat.ts";
import type { Run } from "../../shared/contract/terminals.ts";
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
import { until } from "./until.ts";
import { World } from "./world.ts";

/** Where the command runs. */
const places = ["ssh with tmux", "this machine with tmux", "ssh without tmux"] as const;
type Place = (typeof places)[number];

/** One kill, and what was found after the restart. */
export type Trial = {
  place: Place;
  /** Milliseconds from the approval to the kill. */
  killedAfterMs: number;
  /** How often the command ran: lines in the counter file. */
  ran: number;
  /** null: there is no record, because it had not come to that. */
  run: Run["state"] | null;
  call: Extract<ChatItem, { kind: "tool" }>["status"]["state"];
  /** Whether the turn says that the app ended during it. */
  interrupted: boolean;
  /** What does not fit; empty when all is well. */
  wrong: string[];
};

type ToolItem = Extract<ChatItem, { kind: "tool" }>;
type Proposed = {
  place: Place;
  conversation: ConversationId;
  terminal: TerminalId;
  counter: string;
};

const ended = new Set<Run["state"]>(["finished", "stopped", "lost", "not-run", "unknown"]);

/**
 * Kills the app with kill -9 at points between the approval of a command and its end, starts it again, and compares what
 * it says of the command with a counter file that the command adds one line to. Everything is real but the model's words.
 */
export class CrashTrials implements AsyncDisposable {
  readonly #owned: AsyncDisposableStack;
  readonly #world: World;
  readonly #remote: RemoteHost;
  readonly #model: ScriptedModel;
  #app: ControlledApp;
  #remoteId: HostId;
  #command = "";
  #count = 0;
  /** From the approval to the end of a command that nobody disturbs, by place. */
  readonly #undisturbedMs = new Map<Place, number>();

  private constructor(
    owned: AsyncDisposableStack,
    parts: { world: World; remote: RemoteHost; model: ScriptedModel; app: ControlledApp },
    remoteId: HostId,
  ) {
    this.#owned = owned;
    this.#world = parts.world;
    this.#remote = parts.remote;
    this.#model = parts.model;
    this.#app = parts.app;
    this.#remoteId = remoteId;
  }

  static async open(): Promise<CrashTrials> {
    await using owned = new AsyncDisposableStack();
    const world = owned.use(new World());
    const remote = owned.use(await RemoteHost.start());
    const model = owned.use(await ScriptedModel.start());
    const key = makeKey(world.home, "deploy-key");
    remote.sshd.authorize(key);
    const app = await ControlledApp.start(world, environmentOf(model));
    const [user = "", rest = ""] = remote.endpoint.split("@");
    const [address = "", port = ""] = rest.split(":");
    const host = await app.client.hosts.add({
      ...{ name: "web-1", address, port: Number(port), user },
      authentication: { kind: "key", path: key.path },
    });
    return new CrashTrials(owned.move(), { world, remote, model, app }, host.id);
  }

  /** `count` kills, each in its own part of the time between approval and end, the places in turn. */
  async *run(count: number): AsyncGenerator<Trial> {
    for (let index = 0; index < count; index += 1) {
      const place = places[index % places.length] ?? places[0];
      yield await this.#trial(place, (index + Math.random()) / count);
    }
  }

  /** Commands that have run more often than was found before, and an audit that does not verify. */
  async afterthoughts(trials: readonly Trial[]): Promise<string[]> {
    const { intact, broken } = await this.#app.client.audit.verify();
    const twice = [...this.#counters()].filter(([, lines]) => lines > 1).map(([name]) => name);
    const ran = [...this.#counters().values()].reduce((sum, lines) => sum + lines, 0);
    // The undisturbed commands, two of each place, ran once.
    const known = trials.reduce((sum, trial) => sum + trial.ran, 2 * this.#undisturbedMs.size);
    return [
      ...(intact ? [] : [`the audit is broken: ${broken?.sentence}`]),
      ...twice.map((name) => `${name} has more than one line`),
      ...(ran === known ? [] : [`${ran} runs in all, ${known} were found after the restarts`]),
    ];
  }

  get world(): World {
    return this.#world;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.#app[Symbol.asyncDispose]();
    await this.#owned.disposeAsync();
  }

  async #trial(place: Place, part: number): Promise<Trial> {
    const span = this.#undisturbedMs.get(place) ?? (await this.#undisturbed(place));
    const proposed = await this.#propose(place);
    const approvedAt = performance.now();
    const answering = this.#approve().catch(() => undefined);
    await sleep(part * span * 1.1);
    const killedAfterMs = Math.round(performance.now() - approvedAt);
    await this.#app.kill();
    await answering;

    this.#app = await ControlledApp.start(this.#world, environmentOf(this.#model));
    const { call, run } = await this.#settled(proposed);
    const items = await this.#app.items(proposed.conversation);
    const interrupted = items.some((item) => item.kind === "end" && item.reason === "interrupted");
    const ran = linesOf(join(this.#homeOf(place), proposed.counter));
    const { intact } = await this.#app.client.audit.verify();
    const wrong = [
      ...whatIsWrong(call.status.state, run?.state ?? null, ran),
      ...(intact ? [] : ["the audit does not verify"]),
    ];
    await this.#app.client.terminals.close({ id: proposed.terminal }).catch(() => undefined);
    const state = run?.state ?? null;
    return { place, killedAfterMs, ran, run: state, call: call.status.state, interrupted, wrong };
  }

  /** How long the whole takes when nobody kills anything; the first time is slower than those after it. */
  async #undisturbed(place: Place): Promise<number> {
    await this.#measured(place);
    const took = await this.#measured(place);
    this.#undisturbedMs.set(place, took);
    return took;
  }

  async #measured(place: Place): Promise<number> {
    const { conversation, terminal } = await this.#propose(place);
    const approvedAt = performance.now();
    await this.#approve();
    await until("the undisturbed command's end", async () =>
      (await this.#call(conversation))?.status.state === "done" ? true : null,
    );
    const took = performance.now() - approvedAt;
    await this.#app.client.terminals.close({ id: terminal });
    return took;
  }

  /** A new terminal and a question in a new conversation, up to the point where the approval waits. */
  async #propose(place: Place): Promise<Proposed> {
    const { client } = this.#app;
    await client.settings.change({ ssh: { tmux: place !== "ssh without tmux" } });
    const hostId = place === "this machine with tmux" ? localHostId : this.#remoteId;
    const { id: terminal } = await client.terminals.open({
      hostId,
      size: { columns: 80, rows: 24 },
    });
    await this.#ready(terminal);
    this.#count += 1;
    const counter = `counter-${this.#count}`;
    this.#command = `echo x >> ${join(this.#homeOf(place), counter)}; sleep 0.1`;
    const { id: conversation } = await client.chat.create();
    this.#model.script(this.#answer, this.#answer);
    await client.chat.send({ id: conversation, text: "Count", terminalId: terminal });
    await until("a question", async () => {
      const call = await this.#call(conversation);
      return call?.status.state === "asking" ? call : null;
    });
    return { place, conversation, terminal, counter };
  }

  #ready(terminal: TerminalId): Promise<unknown> {
    return until("a terminal that is ready", async () =>
      (await this.#app.client.terminals.list()).find(
        ({ id, state }) => id === terminal && state === "ready",
      ),
    );
  }

  async #approve(): Promise<void> {
    const { client } = this.#app;
    for await (const { approvals } of await client.approvals.events()) {
      const [first] = approvals;
      if (first === undefined) continue;
      await client.approvals.answer({ id: first.id, answer: { kind: "approve" } });
      return;
    }
  }

  /** What is said of the call and its run once the terminal is back, where it can be, and nothing is under way. */
  async #settled({ place, conversation, terminal }: Proposed) {
    const { client } = this.#app;
    if (place !== "ssh without tmux") await this.#ready(terminal);
    return until("an end of what was under way", async () => {
      const call = await this.#call(conversation);
      if (call === null || call.status.state === "asking" || call.status.state === "working") {
        return null;
      }
      const list = await client.terminals.runs({ id: terminal }).catch(() => []);
      const run = list.find(({ id }) => id === call.runId);
      return run === undefined || ended.has(run.state) ? { call, run } : null;
    });
  }

  async #call(conversation: ConversationId): Promise<ToolItem | null> {
    const items = await this.#app.items(conversation);
    return items.find((item) => item.kind === "tool") ?? null;
  }

  readonly #answer = ({ body }: RecordedRequest): ModelTurn =>
    body.messages?.at(-1)?.role === "user" ? runs(this.#command, "to count") : says("Counted.");

  #homeOf(place: Place): string {
    return place === "this machine with tmux" ? this.#world.home : this.#remote.sshd.home;
  }

  #counters(): Map<string, number> {
    const names = Array.from({ length: this.#count }, (_, index) => `counter-${index + 1}`);
    return new Map(
      names.map((name) => [
        name,
        linesOf(join(this.#world.home, name)) + linesOf(this.#remote.path(name)),
      ]),
    );
  }
}

const environmentOf = (model: ScriptedModel) => ({
  FAIRLEAD_BASE_URL: model.baseUrl,
  FAIRLEAD_MODEL: "scripted",
});

function linesOf(path: string): number {
  try {
    return readFileSync(path, "utf8").split("\n").length - 1;
  } catch {
    return 0;
  }
}

/** Compares what is said with what happened. "unknown" and "lost" are never wrong; everything else must be true. */
function whatIsWrong(call: Trial["call"], run: Trial["run"], ran: number): string[] {
  const wrong: string[] = [];
  if (ran > 1) wrong.push(`it ran ${ran} times`);
  const claims = { call: callClaims[call], run: run === null ? undefined : runClaims[run] };
  for (const [who, claim] of Object.entries(claims)) {
    if (claim === "wrong") wrong.push(`the ${who} still says ${who === "call" ? call : run}`);
    if (claim === "ran" && ran === 0) wrong.push(`the ${who} says that it ran, and it did not`);
    if (claim === "not" && ran > 0) wrong.push(`the ${who} says that it did not run, and it did`);
  }
  return wrong;
}

type Claim = "ran" | "not" | "either" | "wrong";

const runClaims: Record<Run["state"], Claim> = {
  ...{ waiting: "wrong", running: "wrong", "needs-input": "wrong", stopped: "wrong" },
  ...{ finished: "ran", "not-run": "not", lost: "either", unknown: "either" },
};

const callClaims: Record<Trial["call"], Claim> = {
  ...{ asking: "wrong", working: "wrong", denied: "wrong", expired: "wrong", refused: "wrong" },
  ...{ done: "ran", failed: "not", stopped: "wrong", unknown: "either" },
};
