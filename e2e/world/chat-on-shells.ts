import type { ApprovalAnswer } from "../../shared/contract/approvals.ts";
import type { ChatItem } from "../../shared/contract/chat.ts";
import type { ConversationId } from "../../shared/ids.ts";
import { ok } from "../../shared/result.ts";
import { type Settings, settings } from "../../shared/settings.ts";
import { Approvals } from "../../src-main/agent/approvals.ts";
import { Chat } from "../../src-main/agent/chat.ts";
import { must } from "../../src-main/agent/in-memory-chat.ts";
import { MemoryAudit, type Script, ScriptedModel } from "../../src-main/agent/in-memory-parts.ts";
import { MemoryPolicy } from "../../src-main/agent/in-memory-policy.ts";
import { readKeptMessage } from "../../src-main/agent/kept-message.ts";
import { RunsDesk } from "../../src-main/agent/runs-desk.ts";
import type { ModelMessage } from "../../src-main/models/message.ts";
import { Conversations } from "../../src-main/sessions/conversations.ts";
import { ConversationRecords } from "../../src-main/store/conversation-records.ts";
import { openStore, type Store } from "../../src-main/store/store.ts";
import { RunProcesses } from "../../src-main/terminals/processes/run-processes.ts";
import { memoryHosts } from "../../src-main/tools/in-memory-terminals.ts";
import { type OpenShell, ShellWorld, type ShellWorldOptions, thisMachine } from "./shells.ts";

/** The agent on real shells, with everything about running commands as the app has it; model and audit are in memory. */
export class ChatOnShells implements AsyncDisposable {
  readonly shells: ShellWorld;
  readonly shell: OpenShell;
  readonly approvals = new Approvals(() => 0);
  readonly audit = new MemoryAudit();
  readonly model: ScriptedModel;
  readonly processes: RunProcesses;
  readonly runs: RunsDesk;
  readonly chat: Chat;
  readonly #store: Store;

  private constructor(
    shells: ShellWorld,
    parts: { shell: OpenShell; store: Store; conversations: Conversations<ModelMessage> },
    limits: Partial<Settings["turn"]>,
    scripts: readonly Script[],
  ) {
    this.shells = shells;
    this.shell = parts.shell;
    this.#store = parts.store;
    this.model = new ScriptedModel(...scripts);
    const { target, terminals } = shells;
    const policy = new MemoryPolicy();
    const hosts = memoryHosts(thisMachine);
    const { record } = this.audit;
    const defaults = settings.parse({});
    this.processes = new RunProcesses({ targets: { get: () => ok(target) }, terminals });
    this.runs = new RunsDesk({ terminals, processes: this.processes, hosts, policy, record });
    this.chat = new Chat({
      conversations: parts.conversations,
      approvals: this.approvals,
      policy,
      modeOn: () => policy.mode,
      record,
      terminals,
      hosts,
      askModel: (_profileId, request) => this.model.ask(request),
      settings: () => ({ ...defaults, turn: { ...defaults.turn, ...limits } }),
      model: () => ({
        name: "scripted",
        window: { tokens: 128_000, from: "profile" },
        price: null,
        instructions: "",
      }),
      redact: (text) => text,
      processes: this.processes,
      // On a busy machine a process list takes its time.
      lookMs: 10_000,
      toolRuns: this.runs.forTools(),
      settleMs: 50,
    });
    this.runs.acted.on(({ ended, id }) => void this.chat.acted(id, ended));
    this.runs.limitReached.on(({ ended, run }) => void this.chat.timeUp(run, ended));
  }

  static async open(
    options: ShellWorldOptions,
    limits: Partial<Settings["turn"]>,
    ...scripts: Script[]
  ): Promise<ChatOnShells> {
    await using owned = new AsyncDisposableStack();
    const shells = owned.use(new ShellWorld(options));
    const store = owned.use(must(await openStore(":memory:")));
    const records = new ConversationRecords(store);
    const conversations = must(
      await Conversations.open({ records, redact: (value) => value, readMessage: readKeptMessage }),
    );
    const shell = await shells.open();
    owned.move();
    return new ChatOnShells(shells, { shell, store, conversations }, limits, scripts);
  }

  /** Asks in a new conversation, about the first shell. */
  async ask(text: string): Promise<ConversationId> {
    const { id } = must(await this.chat.create(null));
    must(await this.chat.send(id, text, this.shell.terminal.id));
    return id;
  }

  /** Answers every question as it comes, until disposed. */
  answering(answer: ApprovalAnswer = { kind: "approve" }): Disposable {
    return this.approvals.changed.on(() => {
      const [question] = this.approvals.list();
      if (question !== undefined) this.approvals.answer(question.id, answer, "ada");
    });
  }

  async items(id: ConversationId): Promise<ChatItem[]> {
    return must(await this.chat.state(id)).items;
  }

  /** The newest item of a kind. */
  async item<Kind extends ChatItem["kind"]>(
    id: ConversationId,
    kind: Kind,
  ): Promise<Extract<ChatItem, { kind: Kind }> | undefined> {
    const found = (await this.items(id)).findLast((item) => item.kind === kind);
    return found as Extract<ChatItem, { kind: Kind }> | undefined;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.chat[Symbol.asyncDispose]();
    this.runs[Symbol.dispose]();
    await this.shells[Symbol.asyncDispose]();
    await this.#store[Symbol.asyncDispose]();
  }
}
