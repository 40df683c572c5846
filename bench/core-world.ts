import { must, openAtPrompt, startCore } from "../e2e/world/own-core.ts";
import { RemoteHost } from "../e2e/world/remote-host.ts";
import { makeKey } from "../e2e/world/ssh-keys.ts";
import { World } from "../e2e/world/world.ts";
import type { Run } from "../shared/contract/terminals.ts";
import type { HostId, TerminalId } from "../shared/ids.ts";
import { calls, finish, says } from "../src-main/agent/in-memory-parts.ts";
import type { App } from "../src-main/build.ts";
import type { ModelMessage, ModelPart } from "../src-main/models/message.ts";
import type { Models } from "../src-main/models/models.ts";

/** What one command of the agent came to. Times in ms on the clock of `clockMs`. */
export type Carried = {
  /** When the loop had the tool's result in hand and asked the model again. */
  handedAt: number;
  /** When its terminal had seen its end. */
  seenAt: number;
  run: Run;
  /** The result's text as the model gets it. */
  text: string;
};

/** Milliseconds of the machine's monotonic clock, as every process of it reads it (CLOCK_MONOTONIC). */
export const clockMs = (): number => Number(process.hrtime.bigint()) / 1e6;

/**
 * The whole core as it runs, store, audit and redaction on the disk of this machine, with a real sshd beside it. Only the
 * model is not there: a function answers in its place, so that no HTTP is part of what is measured. Every question of the
 * gate is approved at once.
 */
export class CoreWorld implements AsyncDisposable {
  readonly app: App;
  readonly remote: RemoteHost;
  readonly remoteId: HostId;
  readonly #owned: AsyncDisposableStack;
  #command = "";
  #handedAt = Number.NaN;
  #text = "";

  private constructor(owned: AsyncDisposableStack, app: App, remote: RemoteHost, id: HostId) {
    this.#owned = owned;
    this.app = app;
    this.remote = remote;
    this.remoteId = id;
  }

  static async open(): Promise<CoreWorld> {
    await using owned = new AsyncDisposableStack();
    const world = owned.use(new World());
    const remote = owned.use(await RemoteHost.start());
    const key = makeKey(world.home, "deploy-key");
    remote.sshd.authorize(key);
    const environment = { FAIRLEAD_BASE_URL: "http://127.0.0.1:9/v1", FAIRLEAD_MODEL: "none" };
    const app = await startCore(owned, world, { environment, approvedBy: "the bench" });
    const { address, port, user } = remote.sshd;
    const authentication = { kind: "key", path: key.path } as const;
    const draft = { name: "web-1", address, port, user, authentication };
    const host = must(await app.inventory.add(draft, "person"));
    const core = new CoreWorld(owned.move(), app, remote, host.id);
    app.models.stream = core.#model;
    return core;
  }

  /** Opens a terminal and waits until its shell stands at its prompt. */
  async openTerminal(hostId: HostId, tmux: boolean): Promise<TerminalId> {
    must(await this.app.services.settings.change({ ssh: { tmux } }));
    return await openAtPrompt(this.app, hostId, { columns: 120, rows: 40 });
  }

  /** One turn in a conversation of its own in which the agent runs this command. */
  async carry(terminalId: TerminalId, command: string): Promise<Carried> {
    const { chat, terminals } = this.app;
    this.#command = command;
    let seen: { at: number; run: Run } | null = null;
    using _watching = terminals.events.on((event) => {
      if (event.type !== "run-changed" || event.run.endedAt === null) return;
      if (event.run.terminalId === terminalId) seen ??= { at: clockMs(), run: event.run };
    });
    const { id } = must(await chat.create());
    must(await chat.send(id, "Count", terminalId));
    await chat.ended(id);
    const ended: { at: number; run: Run } | null = seen;
    if (ended === null) throw new Error(`“${command}” has not ended: ${this.#text}`);
    const { at, run } = ended;
    return { handedAt: this.#handedAt, seenAt: at, run, text: this.#text };
  }

  async [Symbol.asyncDispose](): Promise<void> {
    for (const { id } of this.app.terminals.list()) await this.app.terminals.close(id);
    await this.#owned.disposeAsync();
  }

  readonly #model: Models["stream"] = (_profile, { messages }) => this.#answer(messages);

  async *#answer(messages: readonly ModelMessage[]): AsyncGenerator<ModelPart, void, void> {
    const now = clockMs();
    const last = messages.at(-1);
    if (last?.role === "tool") {
      this.#handedAt = now;
      this.#text = last.content;
      yield says("Counted.");
      yield finish();
    } else {
      yield calls("call", "run_shell", { command: this.#command, reason: "to count" });
      yield finish("tool-calls");
    }
  }
}
