import { join } from "node:path";
import type { ChatItem } from "../../shared/contract/chat.ts";
import type { ConversationId } from "../../shared/ids.ts";
import { connectHolder, type HolderClient } from "../../src-main/cli/holder-client.ts";
import { type ServedApp, serveApp } from "./app.ts";
import type { World } from "./world.ts";

/**
 * The real `fairlead serve`, driven by its control plane through the socket that the command line uses: what a person
 * clicks, without the window. Host keys are accepted as they come.
 */
export class ControlledApp implements AsyncDisposable {
  readonly client: HolderClient["client"];
  readonly #served: ServedApp;
  readonly #holder: HolderClient;
  readonly #gone = new AbortController();

  private constructor(served: ServedApp, holder: HolderClient) {
    this.#served = served;
    this.#holder = holder;
    this.client = holder.client;
  }

  static async start(world: World, environment: Record<string, string>): Promise<ControlledApp> {
    const served = await serveApp(world, environment);
    const socket = join(world.dataFolder, "fairlead.sock");
    const holder = await connectHolder(socket, { approveAll: false, canAsk: true });
    if (!holder.ok) throw new Error(`no control plane: ${JSON.stringify(holder.error)}`);
    const app = new ControlledApp(served, holder.value);
    void app.#acceptHostKeys();
    return app;
  }

  /** Everything in a conversation as it stands now. */
  async items(id: ConversationId): Promise<ChatItem[]> {
    const stop = new AbortController();
    try {
      for await (const event of await this.client.chat.events({ id }, { signal: stop.signal })) {
        if (event.type === "items-listed") return event.items;
      }
      return [];
    } finally {
      stop.abort();
    }
  }

  /** kill -9, now. Resolves when the process is gone. */
  async kill(): Promise<void> {
    this.#gone.abort();
    await this.#served.stop("SIGKILL");
    this.#holder[Symbol.dispose]();
  }

  /** Stops it where it stands, as the sleep of its machine does, until `thaw`. */
  freeze(): void {
    this.#served.process.kill("SIGSTOP");
  }

  thaw(): void {
    this.#served.process.kill("SIGCONT");
  }

  /** What it has complained about. */
  complaints(): string {
    return this.#served.errors();
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#gone.abort();
    await this.#served.stop();
    this.#holder[Symbol.dispose]();
  }

  async #acceptHostKeys(): Promise<void> {
    const { signal } = this.#gone;
    const answered = new Set<string>();
    try {
      for await (const { questions } of await this.client.questions.events(undefined, { signal })) {
        for (const { id, ask } of questions) {
          // The list may be from before the last answer.
          if (ask.kind !== "host-key" || answered.has(id)) continue;
          answered.add(id);
          await this.client.questions.answer({ id, answer: { kind: "accept" } });
        }
      }
    } catch {
      return; // The app has ended, which is what these trials are about.
    }
  }
}
