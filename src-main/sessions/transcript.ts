import type { ChatEvent, ChatItem } from "../../shared/contract/chat.ts";
import type { Plan } from "../../shared/contract/plan.ts";
import type { FairleadError } from "../../shared/errors.ts";
import type { ConversationId, ItemId, TurnId } from "../../shared/ids.ts";
import { ok, type Result } from "../../shared/result.ts";
import { afterOthers } from "../base/after-others.ts";
import type { ConversationRecords } from "../store/conversation-records.ts";
import { PlanBook } from "./plan-book.ts";

export type TranscriptParts<Message> = {
  records: ConversationRecords;
  /** Takes known secret values out of everything that is kept, shown or sent on. */
  redact: <Value>(value: Value) => Value;
  /** Reads back what was kept as a message; throws when it is none. */
  readMessage: (kept: unknown) => Message;
};

/** Told of what happens in a conversation, after it was kept. */
export type TellChat = (event: ChatEvent) => void;

/**
 * One conversation as it is shown (items) and as the model sees it (messages). A change is in the store before anybody
 * is told of it, so that what a person saw is there after a crash.
 */
export class Transcript<Message> {
  readonly id: ConversationId;
  readonly #parts: TranscriptParts<Message>;
  readonly #items: ChatItem[];
  readonly #messages: Message[];
  readonly #tell: TellChat;
  /** What the agent means to do, now and before. */
  readonly plans: PlanBook;
  #turnId: TurnId | null = null;

  private constructor(
    id: ConversationId,
    parts: TranscriptParts<Message>,
    items: ChatItem[],
    messages: Message[],
    plans: Plan[],
    tell: TellChat,
  ) {
    this.#tell = tell;
    this.id = id;
    this.#parts = parts;
    this.#items = items;
    this.#messages = messages;
    this.plans = new PlanBook({
      plans,
      keep: (changed) => parts.records.putPlans(id, changed),
      redact: parts.redact,
      tell: (plan) => tell({ type: "plan-changed", plan }),
    });
  }

  static async load<Message>(
    id: ConversationId,
    parts: TranscriptParts<Message>,
    tell: TellChat,
  ): Promise<Result<Transcript<Message>, FairleadError>> {
    const items = await parts.records.items(id);
    if (!items.ok) return items;
    const messages = await parts.records.messages(id);
    if (!messages.ok) return messages;
    const plans = await parts.records.plans(id);
    if (!plans.ok) return plans;
    const read = messages.value.map(parts.readMessage);
    return ok(new Transcript(id, parts, items.value, read, plans.value, tell));
  }

  get items(): readonly ChatItem[] {
    return this.#items;
  }

  get messages(): readonly Message[] {
    return this.#messages;
  }

  /** The turn under way. */
  get turnId(): TurnId | null {
    return this.#turnId;
  }

  turnStarted(turnId: TurnId): void {
    this.#turnId = turnId;
    this.#tell({ type: "turn-started", turnId });
  }

  turnEnded(): void {
    const turnId = this.#turnId;
    this.#turnId = null;
    if (turnId !== null) this.#tell({ type: "turn-ended", turnId });
  }

  /**
   * Adds the item, or replaces the one with its id; kept, then told. What could not be kept is told all the same: the
   * failure is the caller's to act on.
   */
  async put(item: ChatItem): Promise<Result<void, FairleadError>> {
    const clean = this.#parts.redact(item);
    const found = this.#items.findIndex((known) => known.id === item.id);
    const position = found === -1 ? this.#items.length : found;
    this.#items[position] = clean;
    const kept = await this.#parts.records.putItem(this.id, position, clean);
    this.#tell({ type: "item-changed", item: this.#items[position] ?? clean });
    return kept;
  }

  /** Text of an agent item as it streams in: shown at once, kept by the `put` that completes it. */
  addText(itemId: ItemId, text: string): void {
    const position = this.#items.findIndex((item) => item.id === itemId);
    const item = this.#items[position];
    if (item?.kind !== "agent") return;
    this.#items[position] = { ...item, text: item.text + text };
    this.#tell({ type: "text-delta", itemId, text });
  }

  /** Adds messages, all of them or none: they are among `messages` at once, and no longer where they could not be kept. */
  async say(...messages: Message[]): Promise<Result<void, FairleadError>> {
    const clean = this.#parts.redact(messages);
    const position = this.#messages.push(...clean) - clean.length;
    await afterOthers();
    const kept = await this.#parts.records.addMessages(this.id, position, clean);
    if (!kept.ok) this.#messages.splice(position, clean.length);
    return kept;
  }
}
