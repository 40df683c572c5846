import type { ChatItem } from "../../../shared/contract/chat.ts";
import type { ContextInfo } from "../../../shared/contract/context.ts";
import { type FairleadError, failure } from "../../../shared/errors.ts";
import type { ConversationId, ProfileId, TerminalId } from "../../../shared/ids.ts";
import { fail, ok, type Result } from "../../../shared/result.ts";
import type { Settings } from "../../../shared/settings.ts";
import { Emitter } from "../../base/emitter.ts";
import type { ModelMessage } from "../../models/message.ts";
import type { Conversations } from "../../sessions/conversations.ts";
import type { Transcript } from "../../sessions/transcript.ts";
import type { AskModel } from "../turn.ts";
import { ConversationContext, type ModelFacts, type Told } from "./conversation-context.ts";
import { nothingSpent, shownLimits, spentOf } from "./limits.ts";
import { TurnLimits } from "./turn-limits.ts";

export type ContextsParts = {
  conversations: Conversations<ModelMessage>;
  /** What is known of the model of a profile; null = the active one. */
  model: (profileId: ProfileId | null) => ModelFacts;
  ask: (profileId: ProfileId | null, request: Parameters<AskModel>[0]) => ReturnType<AskModel>;
  /** What stands before the messages where no turn runs. */
  told: (id: ConversationId | null, terminalId: TerminalId | null) => Told;
  settings: () => Pick<Settings, "conversation" | "turn">;
  redact: (text: string) => string;
  /** Milliseconds since the epoch. */
  now: () => number;
};

/** A turn under way, as its limits are shown. */
type RunningTurn = { limits: TurnLimits; workedMs: () => number; told: () => Told };

/** The contexts of all conversations that were looked at. Disposing ends what is being summed up and waits for it. */
export class Contexts implements AsyncDisposable {
  readonly #parts: ContextsParts;
  readonly #contexts = new WeakMap<Transcript<ModelMessage>, ConversationContext>();
  readonly #turns = new Map<ConversationId, RunningTurn>();
  readonly #compacting = new Map<
    ConversationId,
    { stop: AbortController; done: Promise<unknown> }
  >();
  readonly #listening: Disposable;
  /** Said whenever `info` of this conversation, or with null of any, would answer differently. */
  readonly changed = new Emitter<ConversationId | null>();

  constructor(parts: ContextsParts) {
    this.#parts = parts;
    this.#listening = parts.conversations.events.on(({ conversationId, event }) => {
      if (event.type !== "text-delta") this.changed.emit(conversationId);
    });
  }

  /** Limits, prices or windows may be others now. */
  refresh(): void {
    this.changed.emit(null);
  }

  /** The one context of this conversation. */
  of(transcript: Transcript<ModelMessage>): ConversationContext {
    const known = this.#contexts.get(transcript);
    if (known !== undefined) return known;
    const { ask, conversations, model, now, redact } = this.#parts;
    const { id } = transcript;
    const profileId = () => conversations.get(id)?.profileId ?? null;
    const made = new ConversationContext({
      transcript,
      model: () => model(profileId()),
      ask: (request) => ask(profileId(), request),
      redact,
      now,
      changed: () => this.changed.emit(id),
    });
    this.#contexts.set(transcript, made);
    return made;
  }

  /** From now on the limits of this turn are shown, until the answer is disposed of. */
  running(id: ConversationId, turn: RunningTurn): Disposable {
    this.#turns.set(id, turn);
    this.changed.emit(id);
    return {
      [Symbol.dispose]: () => {
        this.#turns.delete(id);
        this.changed.emit(id);
      },
    };
  }

  /** How full the context is. At once where the conversation was looked at before. */
  info(
    id: ConversationId,
  ): Result<ContextInfo, FairleadError> | Promise<Result<ContextInfo, FairleadError>> {
    const known = this.#parts.conversations.loaded(id);
    if (known !== undefined) return ok(this.#infoOf(known));
    return this.#parts.conversations
      .transcript(id)
      .then((found) => (found.ok ? ok(this.#infoOf(found.value)) : found));
  }

  /** Everything the agent is told before the conversation. */
  told(id: ConversationId | null, terminalId: TerminalId | null): Told {
    return this.#parts.told(id, terminalId);
  }

  /** Leaves out the older part of a conversation in which no turn runs. */
  async compact(id: ConversationId): Promise<Result<void, FairleadError>> {
    if (this.#turns.has(id)) return fail(failure("turn-running"));
    const found = await this.#parts.conversations.transcript(id);
    if (!found.ok) return found;
    const turnId = found.value.items.at(-1)?.turnId;
    if (turnId === undefined || this.#compacting.has(id)) return fail(failure("compact-nothing"));
    const stop = new AbortController();
    const told = this.#parts.told(id, null);
    const done = this.of(found.value).compactNow(told, turnId, stop.signal);
    this.#compacting.set(id, { stop, done });
    const compacted = await done.finally(() => this.#compacting.delete(id));
    return compacted.ok ? ok(undefined) : compacted;
  }

  /** Ends what is being summed up there because a person asked for it. */
  stop(id: ConversationId): void {
    this.#compacting.get(id)?.stop.abort();
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#listening[Symbol.dispose]();
    const compacting = [...this.#compacting.values()];
    for (const { stop } of compacting) stop.abort();
    await Promise.allSettled(compacting.map(({ done }) => done));
    this.changed[Symbol.dispose]();
  }

  #infoOf(transcript: Transcript<ModelMessage>): ContextInfo {
    const { id, items } = transcript;
    const turn = this.#turns.get(id);
    const told = turn?.told() ?? this.#parts.told(id, null);
    const info = this.of(transcript).info(told);
    if (turn !== undefined) {
      return { ...info, limits: turn.limits.shown(turn.workedMs() / 1_000) };
    }
    const limits = new TurnLimits(this.#parts.settings(), items).shown(0);
    return { ...info, limits: [...lastTurn(items, limits), ...limits.slice(limits.length / 2)] };
  }
}

/** The limits of a turn with what the last one used. */
function lastTurn(items: readonly ChatItem[], limits: ContextInfo["limits"]) {
  const last = items.findLast((item) => item.kind === "end");
  const spent = last === undefined ? nothingSpent : spentOf(last.usage);
  const used = shownLimits(
    "turn",
    { ...spent, seconds: (last?.workedMs ?? 0) / 1_000 },
    nothingSpent,
  );
  return used.map((limit, index) => ({ ...limit, most: limits[index]?.most ?? 0 }));
}
