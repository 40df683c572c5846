import { execFileSync, spawnSync } from "node:child_process";
import { chownSync, statSync } from "node:fs";
import type { NeedsInput } from "../../shared/contract/terminals.ts";
import type { ConversationId, CredentialId, HostId, TerminalId } from "../../shared/ids.ts";
import { Secret } from "../../src-main/base/secret.ts";
import type { App } from "../../src-main/build.ts";
import { ScriptedModel } from "./model.ts";
import { runs, says } from "./model-turns.ts";
import { must, openAtPrompt, startCore } from "./own-core.ts";
import { QuestionWatch } from "./question-watch.ts";
import { RemoteHost } from "./remote-host.ts";
import { makeKey } from "./ssh-keys.ts";
import { World } from "./world.ts";

/** What nobody but the person and the programs may ever have. */
export const secrets = {
  deploy: "correct-horse 7 Battery",
  boss: "staple_and_Boss-44",
  passphrase: "a passphrase: 9 wörds",
  wrong: "not-this-one-at-all",
} as const;

/** A command of the agent that is under way. */
export type Asked = {
  conversation: ConversationId;
  /** What it waits for, once it does. */
  needs(after?: number): Promise<NeedsInput>;
  /** The tool's result as the model got it. */
  result(): Promise<string>;
};

/**
 * The core as it runs, in this process, with a scripted model over HTTP and a host on which "deploy" logs in with a
 * stored password and may use sudo. Its terminal is recorded. Every question of the gate is approved at once.
 */
export class PromptWorld implements AsyncDisposable {
  readonly app: App;
  readonly world: World;
  readonly remote: RemoteHost;
  readonly model: ScriptedModel;
  readonly terminalId: TerminalId;
  readonly credential: CredentialId;
  readonly hostId: HostId;
  readonly #owned: AsyncDisposableStack;
  readonly #questions: QuestionWatch;

  private constructor(
    owned: AsyncDisposableStack,
    parts: Pick<
      PromptWorld,
      "app" | "world" | "remote" | "model" | "terminalId" | "credential" | "hostId"
    >,
  ) {
    this.#owned = owned;
    this.app = parts.app;
    this.world = parts.world;
    this.remote = parts.remote;
    this.model = parts.model;
    this.terminalId = parts.terminalId;
    this.credential = parts.credential;
    this.hostId = parts.hostId;
    this.#questions = owned.use(new QuestionWatch(this.app.terminals, this.#terminal));
  }

  static async open(): Promise<PromptWorld> {
    await using owned = new AsyncDisposableStack();
    const world = owned.use(new World());
    const model = owned.use(await ScriptedModel.start());
    const remote = owned.use(
      await RemoteHost.start(
        {
          ...{ name: "deploy", password: secrets.deploy, mayUseSudo: true, mayUseDoas: true },
          languages: ["de_DE", "fr_FR", "ja_JP", "zh_CN"],
        },
        [{ name: "boss", password: secrets.boss }],
      ),
    );
    const key = makeKey(remote.sshd.home, "locked-key", "ed25519", secrets.passphrase);
    remote.sshd.authorize(key);
    const { gid, uid } = statSync(remote.sshd.home);
    chownSync(key.path, uid, gid);
    const environment = { FAIRLEAD_BASE_URL: model.baseUrl, FAIRLEAD_MODEL: "scripted" };
    const app = await startCore(owned, world, { environment, approvedBy: "window" });
    const { credentials, recordings } = app.services;
    const { address, port } = remote.sshd;
    const credential = must(
      await credentials.set("password of deploy@web-1", Secret.fromText(secrets.deploy)),
    );
    const host = must(
      await app.inventory.add(
        {
          ...{ name: "web-1", address, port, user: "deploy" },
          authentication: { kind: "password", credential },
        },
        "person",
      ),
    );
    const hostId = host.id;
    const terminalId = await openAtPrompt(app, hostId);
    must(await recordings.start(terminalId));
    const parts = { app, world, remote, model, terminalId, credential, hostId };
    return new PromptWorld(owned.move(), parts);
  }

  get needsNow(): NeedsInput | null {
    return this.#questions.now;
  }

  /** The agent runs a command and then says that it is done. */
  async ask(command: string): Promise<Asked> {
    const { chat } = this.app;
    this.model.script(runs(command), says("Done."));
    const running = Promise.withResolvers<void>();
    using _listening = this.app.terminals.events.on((event) => {
      // A short command may be over before anybody else could look.
      if (event.type === "run-changed" && event.run.startedAt !== null) running.resolve();
    });
    const { id } = must(await chat.create());
    must(await chat.send(id, "Please", this.terminalId));
    await running.promise;
    return {
      conversation: id,
      needs: (after) => this.#questions.told(after),
      result: async () => {
        await chat.ended(id);
        return this.model.toolResults.at(-1) ?? "";
      },
    };
  }

  /** Types as the person does. */
  type(text: string): void {
    this.#terminal.input(Buffer.from(text));
  }

  /** Fills the stored password of the host, as the window does after a click. */
  fill(question: number) {
    return this.app.services.fills.fill(
      { id: this.terminalId, question, credentialId: this.credential },
      "window",
    );
  }

  /** Whether a terminal of the account has its echo switched off, as the host's kernel says. */
  echoIsOff(): boolean {
    const ours = execFileSync(
      "ps",
      ["-u", String(statSync(this.remote.sshd.home).uid), "-o", "tty="],
      { encoding: "utf8" },
    );
    const devices = new Set(ours.split("\n").map((name) => name.trim()));
    return [...devices].some((name) => {
      if (!name.startsWith("pts/")) return false;
      const modes = spawnSync("stty", ["-a", "-F", `/dev/${name}`], { encoding: "utf8" }).stdout;
      return /(?:^|\s)-echo(?:\s|$)/.test(modes) && /(?:^|\s)icanon(?:\s|$)/.test(modes);
    });
  }

  screen(): string {
    return this.#questions.screen();
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.app.terminals.close(this.terminalId);
    await this.#owned.disposeAsync();
  }

  get #terminal() {
    const terminal = this.app.terminals.get(this.terminalId);
    if (terminal === undefined) throw new Error("the terminal is gone");
    return terminal;
  }
}
