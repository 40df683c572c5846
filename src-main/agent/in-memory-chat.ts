import type { ApprovalAnswer } from "../../shared/contract/approvals.ts";
import type { ChatItem } from "../../shared/contract/chat.ts";
import { type FairleadError, failure } from "../../shared/errors.ts";
import type { ConversationId } from "../../shared/ids.ts";
import { fail, type Result } from "../../shared/result.ts";
import { type Settings, settings } from "../../shared/settings.ts";
import type { ModelMessage } from "../models/message.ts";
import { Conversations } from "../sessions/conversations.ts";
import { ConversationRecords } from "../store/conversation-records.ts";
import { openStore, type Store } from "../store/store.ts";
import {
  aHost,
  type MemoryTerminal,
  MemoryTerminals,
  memoryHosts,
} from "../tools/in-memory-terminals.ts";
import { Approvals } from "./approvals.ts";
import { Chat } from "./chat.ts";
import type { ChatParts, TurnOptions } from "./chat-parts.ts";
import { MemoryAudit, type Script, ScriptedModel } from "./in-memory-parts.ts";
import { MemoryPolicy } from "./in-memory-policy.ts";
import { readKeptMessage } from "./kept-message.ts";
import type { AskModel } from "./turn.ts";

const defaults = settings.parse({});

/** The value of a result that a test cannot go on without. */
export function must<T>(result: Result<T, FairleadError>): T {
  if (result.ok) return result.value;
  throw new Error(`${result.error.code}: ${result.error.detail}`);
}

/** The secret that this world's redaction knows. */
export const knownSecret = "hunter22";

/** Records of a program that can crash: from then on it writes nothing more. */
class MortalRecords extends ConversationRecords {
  dead = false;

  override async putItem(...item: Parameters<ConversationRecords["putItem"]>) {
    return this.dead ? fail(failure("store-unwritable")) : super.putItem(...item);
  }

  override async addMessages(...messages: Parameters<ConversationRecords["addMessages"]>) {
    return this.dead ? fail(failure("store-unwritable")) : super.addMessages(...messages);
  }
}

/** No two moments are the same: what was used last can be told. */
function risingClock(): () => number {
  let last = 0;
  return () => {
    last = Math.max(last + 1, Date.now());
    return last;
  };
}

/** A chat with everything but the outside: a real store in memory, terminals and audit in memory, a scripted model. */
export class ChatWorld implements AsyncDisposable {
  readonly store: Store;
  readonly records: MortalRecords;
  readonly audit = new MemoryAudit();
  readonly approvals = new Approvals(() => 0);
  readonly policy = new MemoryPolicy();
  readonly toolsOff: string[] = [];
  readonly modelToolsOff: string[] = [];
  readonly terminals: MemoryTerminals;
  readonly model: ScriptedModel;
  readonly chat: Chat;
  #before: ChatWorld | null = null;
  /** Asked instead of the script, where it is set. */
  endpoint: AskModel | null = null;
  limits: Partial<Settings["turn"]> = {};
  conversationLimits: Partial<Settings["conversation"]> = {};
  facts: ReturnType<ChatParts["model"]> = {
    name: "scripted",
    window: { tokens: 128_000, from: "profile" },
    price: null,
    instructions: "",
  };

  private constructor(
    store: Store,
    records: MortalRecords,
    conversations: Conversations<ModelMessage>,
    terminals: MemoryTerminals,
    model: ScriptedModel,
  ) {
    this.store = store;
    this.records = records;
    this.terminals = terminals;
    this.model = model;
    this.chat = new Chat({
      conversations,
      approvals: this.approvals,
      policy: this.policy,
      modeOn: () => this.policy.mode,
      toolsOff: () => this.toolsOff,
      modelToolsOff: () => this.modelToolsOff,
      record: this.audit.record,
      terminals,
      hosts: memoryHosts(aHost),
      askModel: (_profileId, request) => (this.endpoint ?? model.ask)(request),
      settings: () => ({
        ...defaults,
        turn: { ...defaults.turn, ...this.limits },
        conversation: { ...defaults.conversation, ...this.conversationLimits },
      }),
      model: () => this.facts,
      redact: (text) => text.replaceAll(knownSecret, "[redacted]"),
      settleMs: 0,
    });
  }

  static async make(...scripts: Script[]): Promise<ChatWorld> {
    const terminals = new MemoryTerminals();
    terminals.add("term-1");
    return ChatWorld.#start(must(await openStore(":memory:")), terminals, scripts);
  }

  /** The same data and terminals in a new program, as after a crash: nothing was closed down. */
  afterCrash(...scripts: Script[]): Promise<ChatWorld> {
    this.records.dead = true;
    return ChatWorld.#start(this.store, this.terminals, scripts, this);
  }

  static async #start(
    store: Store,
    terminals: MemoryTerminals,
    scripts: Script[],
    before: ChatWorld | null = null,
  ): Promise<ChatWorld> {
    const records = new MortalRecords(store);
    const conversations = await Conversations.open(
      {
        records,
        redact: <Value>(value: Value): Value =>
          JSON.parse(JSON.stringify(value).replaceAll(knownSecret, "[redacted]")),
        readMessage: readKeptMessage,
      },
      risingClock(),
    );
    const model = new ScriptedModel(...scripts);
    const world = new ChatWorld(store, records, must(conversations), terminals, model);
    world.#before = before;
    return world;
  }

  /** The terminal that is open from the start: the person's pane. */
  get terminal(): MemoryTerminal {
    return this.terminals.get("term-1") ?? this.terminals.add("term-1");
  }

  async newConversation(): Promise<ConversationId> {
    return must(await this.chat.create(null)).id;
  }

  /** Asks in a new conversation and waits for the end of the turn; every question of the gate gets `answer`. */
  async ask(
    text: string,
    answer: ApprovalAnswer = { kind: "approve" },
    options: TurnOptions = {},
  ): Promise<ConversationId> {
    const id = await this.newConversation();
    using _answering = this.answering(answer);
    must(await this.chat.send(id, text, "term-1", options));
    await this.chat.ended(id);
    return id;
  }

  /** Answers every question as it comes, until disposed. */
  answering(answer: ApprovalAnswer): Disposable {
    return this.approvals.changed.on(() => {
      const [question] = this.approvals.list();
      if (question !== undefined) this.approvals.answer(question.id, answer, "ada");
    });
  }

  async items(id: ConversationId): Promise<ChatItem[]> {
    return must(await this.chat.state(id)).items;
  }

  /** The items in short: kind, and what each says or how it stands. */
  async shown(id: ConversationId): Promise<string[]> {
    return (await this.items(id)).map(shortly);
  }

  /** What the model sees of the conversation, as it was kept. */
  async messages(id: ConversationId): Promise<ModelMessage[]> {
    return must(await this.records.messages(id)).map(readKeptMessage);
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.chat[Symbol.asyncDispose]();
    await this.#before?.chat[Symbol.asyncDispose]();
    await this.store[Symbol.asyncDispose]();
  }
}

function shortly(item: ChatItem): string {
  switch (item.kind) {
    case "person":
      return `person: ${item.text}`;
    case "agent":
      return `agent${item.complete ? "" : " (cut)"}: ${item.text}`;
    case "tool":
      return `${item.tool}: ${item.status.state}`;
    case "fold":
      return `fold: ${item.messages} messages, ${item.outputs} outputs, by ${item.by}`;
    case "run-ended":
      return `ended: ${item.state}${item.wakes ? ", wakes" : ""}${item.heard ? "" : ", not heard"}`;
    case "left-running":
      return `left: ${item.runs.map(({ command }) => command).join(", ")}`;
    case "end":
      return `end: ${item.reason}${item.error === null ? "" : ` (${item.error.code})`}`;
  }
}

/**
 * Ids of calls and ids of answers, as they follow one another: equal when every call has exactly one answer, in order,
 * which is what endpoints insist on.
 */
export function callsAndAnswers(messages: readonly ModelMessage[]): {
  calls: string[];
  answers: string[];
} {
  return {
    calls: messages.flatMap((message) =>
      message.role === "assistant" ? message.toolCalls.map((call) => call.id) : [],
    ),
    answers: messages.flatMap((message) => (message.role === "tool" ? [message.toolCallId] : [])),
  };
}
