import type { ChatEvent, Conversation } from "../../shared/contract/chat.ts";
import { type FairleadError, failure } from "../../shared/errors.ts";
import type { ConversationId, ProfileId } from "../../shared/ids.ts";
import { fail, ok, type Result } from "../../shared/result.ts";
import { Emitter } from "../base/emitter.ts";
import { newId } from "../base/new-id.ts";
import { titleOf, untitled } from "./title.ts";
import { Transcript, type TranscriptParts } from "./transcript.ts";

/** Every conversation on record, with the transcripts that were looked at. Writes before it tells. */
export class Conversations<Message> implements Disposable {
  readonly #parts: TranscriptParts<Message>;
  readonly #now: () => number;
  readonly #known: Map<ConversationId, Conversation>;
  readonly #transcripts = new Map<ConversationId, Transcript<Message>>();
  #changes: Promise<unknown> = Promise.resolve();
  /** Said whenever `list` would answer differently. */
  readonly changed = new Emitter<void>();
  /** What happens in any of them. */
  readonly events = new Emitter<{ conversationId: ConversationId; event: ChatEvent }>();

  private constructor(
    parts: TranscriptParts<Message>,
    now: () => number,
    known: readonly Conversation[],
  ) {
    this.#parts = parts;
    this.#now = now;
    this.#known = new Map(known.map((conversation) => [conversation.id, conversation]));
  }

  static async open<Message>(
    parts: TranscriptParts<Message>,
    now: () => number = Date.now,
  ): Promise<Result<Conversations<Message>, FairleadError>> {
    const known = await parts.records.list();
    return known.ok ? ok(new Conversations(parts, now, known.value)) : known;
  }

  /** The last used first. */
  list(): Conversation[] {
    return [...this.#known.values()].sort(
      (one, other) => other.usedAt - one.usedAt || (other.id < one.id ? -1 : 1),
    );
  }

  get(id: ConversationId): Conversation | undefined {
    return this.#known.get(id);
  }

  /** `profileId` pins it to a model; null = whichever is active. */
  async create(profileId: ProfileId | null = null): Promise<Result<Conversation, FairleadError>> {
    const at = this.#now();
    const conversation = {
      id: newId("conv", at),
      title: untitled,
      profileId,
      createdAt: at,
      usedAt: at,
      toolsOff: [],
    };
    const put = await this.#put(conversation);
    return put.ok ? ok(conversation) : put;
  }

  rename(id: ConversationId, title: string): Promise<Result<void, FairleadError>> {
    return this.#change(id, (conversation) => this.#put({ ...conversation, title }));
  }

  /** Remembers that it was used just now; a first question becomes the title. */
  use(id: ConversationId, question: string): Promise<Result<void, FairleadError>> {
    return this.#change(id, (conversation) => {
      const title = conversation.title === untitled ? titleOf(question) : conversation.title;
      return this.#put({ ...conversation, title, usedAt: this.#now() });
    });
  }

  /** Switches a tool off or on again. */
  setTool(id: ConversationId, tool: string, on: boolean): Promise<Result<void, FairleadError>> {
    return this.#change(id, (conversation) => {
      const others = conversation.toolsOff.filter((name) => name !== tool);
      return this.#put({ ...conversation, toolsOff: on ? others : [...others, tool] });
    });
  }

  /** Forgets it with everything in it. */
  remove(id: ConversationId): Promise<Result<void, FairleadError>> {
    return this.#change(id, async () => {
      const deleted = await this.#parts.records.delete(id);
      if (!deleted.ok) return deleted;
      this.#known.delete(id);
      this.#transcripts.delete(id);
      this.changed.emit();
      return ok(undefined);
    });
  }

  /** The transcript where it was loaded already. */
  loaded(id: ConversationId): Transcript<Message> | undefined {
    return this.#transcripts.get(id);
  }

  async transcript(id: ConversationId): Promise<Result<Transcript<Message>, FairleadError>> {
    if (!this.#known.has(id)) return fail(failure("conversation-unknown"));
    const known = this.#transcripts.get(id);
    if (known !== undefined) return ok(known);
    const loaded = await Transcript.load(id, this.#parts, (event) =>
      this.events.emit({ conversationId: id, event }),
    );
    if (!loaded.ok) return loaded;
    // Somebody else may have loaded it meanwhile: there is one transcript per conversation.
    const transcript = this.#transcripts.get(id) ?? loaded.value;
    this.#transcripts.set(id, transcript);
    return ok(transcript);
  }

  /** Those with a turn that has no end, or a call that is not settled: what a crash left behind. */
  unsettled(): Promise<Result<ConversationId[], FairleadError>> {
    return this.#parts.records.unsettled();
  }

  [Symbol.dispose](): void {
    this.changed[Symbol.dispose]();
    this.events[Symbol.dispose]();
  }

  /** One change after the other, each upon what the one before it left: no change takes another one back unseen. */
  #change(
    id: ConversationId,
    change: (conversation: Conversation) => Promise<Result<void, FairleadError>>,
  ): Promise<Result<void, FairleadError>> {
    const changed = this.#changes.then(() => {
      const conversation = this.#known.get(id);
      return conversation === undefined
        ? fail(failure("conversation-unknown"))
        : change(conversation);
    });
    // A throw is for whoever called; the next change is made all the same.
    this.#changes = changed.catch(() => undefined);
    return changed;
  }

  async #put(conversation: Conversation): Promise<Result<void, FairleadError>> {
    const clean = this.#parts.redact(conversation);
    const put = await this.#parts.records.put(clean);
    if (!put.ok) return put;
    this.#known.set(conversation.id, clean);
    this.changed.emit();
    return ok(undefined);
  }
}
