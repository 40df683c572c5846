import type { ChatItem, Usage } from "../../../shared/contract/chat.ts";
import type { ContextInfo, ContextPart, ContextWindow } from "../../../shared/contract/context.ts";
import type { ModelPrice } from "../../../shared/contract/models.ts";
import { type FairleadError, failure } from "../../../shared/errors.ts";
import type { TurnId } from "../../../shared/ids.ts";
import { fail, ok, type Result } from "../../../shared/result.ts";
import type { ModelMessage, ModelTool } from "../../models/message.ts";
import type { Transcript } from "../../sessions/transcript.ts";
import { isRunEnded } from "../run-ended.ts";
import type { AskModel } from "../turn.ts";
import { compact } from "./compaction.ts";
import { type FoldItem, foldOf } from "./fold.ts";
import { type FoldPlan, planFold } from "./fold-plan.ts";
import { foldedMessages } from "./fold-view.ts";
import {
  believed,
  bytesOf,
  bytesOfAll,
  bytesOfTools,
  bytesPerToken,
  estimateTokens,
  type Measured,
} from "./measure.ts";
import { alreadyGiven, toolItems } from "./references.ts";
import { requestUsage, sumOfUsage } from "./usage.ts";

/** What is known of the model that answers in a conversation. */
export type ModelFacts = { name: string | null; window: ContextWindow; price: ModelPrice | null };

/** What stands before the messages in a request. */
export type Told = { system: string; tools: readonly ModelTool[] };

export type ConversationContextParts = {
  transcript: Transcript<ModelMessage>;
  model: () => ModelFacts;
  ask: AskModel;
  redact: (text: string) => string;
  /** Milliseconds since the epoch. */
  now: () => number;
  /** Told whenever `info` would answer differently. */
  changed: () => void;
};

/** Of the room that messages can have, the part that they have after they were summed up. */
const aim = 0.5;

/** Room for the answer: a share of the window, and no more tokens than this. */
const answerShare = 0.15;
const mostForAnswer = 16_000;

/** What the model is sent of one conversation: how much that is, and how it is kept below the model's window. */
export class ConversationContext {
  readonly #parts: ConversationContextParts;
  #last: Measured | null;
  /** Tokens that the provider refused, for the rest of this run: its window is smaller than was thought. */
  #tooMany = Number.POSITIVE_INFINITY;
  #compacting = false;

  constructor(parts: ConversationContextParts) {
    this.#parts = parts;
    this.#last = lastMeasured(parts.transcript.items);
  }

  /** The messages of the next request, and its bytes with the tools. */
  request(told: Told): { messages: ModelMessage[]; bytes: number } {
    const messages = [{ role: "system" as const, content: told.system }, ...this.#folded()];
    return { messages, bytes: bytesOfAll(messages) + bytesOfTools(told.tools) };
  }

  /** Learns from what the provider counted for a request of `bytes`; the same usage with its cost. */
  answered(bytes: number, usage: Usage | null): Usage {
    if (usage !== null && usage.inputTokens > 0) this.#last = { bytes, tokens: usage.inputTokens };
    this.#parts.changed();
    const priced = requestUsage(usage, this.#parts.model().price);
    return this.#last === null ? priced : { ...priced, last: this.#last };
  }

  /** What to answer instead of an output that the model has before it already; null where it has not. */
  alreadyGiven(output: string): string | null {
    return alreadyGiven(output, this.#folded());
  }

  /** Leaves something out where the next request would come too near to the window. What that used; null = nothing. */
  async makeRoom(
    told: Told,
    turnId: TurnId,
    signal: AbortSignal,
  ): Promise<Result<Usage | null, FairleadError>> {
    const { bytes } = this.request(told);
    const isRoom = estimateTokens(bytes, this.#last) < this.#compactsAt();
    // In a window too small for what stands before the messages nothing would help.
    if (isRoom || this.#most(told) <= 0) return ok(null);
    const done = await this.#compact("room", told, turnId, signal);
    // Where nothing can be left out the provider decides: it may know better.
    return !done.ok && done.error.code === "compact-nothing" ? ok(null) : done;
  }

  /**
   * The provider refused a request of so many bytes as too long; `most` is its window in tokens, where it told. Leaves out
   * more, or answers "model-context-full" where nothing more can be left out.
   */
  async refused(
    bytes: number,
    most: number | null,
    told: Told,
    turnId: TurnId,
    signal: AbortSignal,
  ): Promise<Result<Usage | null, FairleadError>> {
    const tokens = estimateTokens(bytes, this.#last);
    this.#tooMany = Math.min(this.#tooMany, most ?? Math.max(1_000, Math.floor(tokens * 0.8)));
    const done = await this.#compact("refused", told, turnId, signal);
    return !done.ok && done.error.code === "compact-nothing"
      ? fail(failure("model-context-full"))
      : done;
  }

  /** Leaves out about half of what is sent, because a person wants it. "compact-nothing" where there is too little. */
  compactNow(
    told: Told,
    turnId: TurnId,
    signal: AbortSignal,
  ): Promise<Result<Usage | null, FairleadError>> {
    return this.#compact("person", told, turnId, signal);
  }

  /** All but the limits, which are the turn's. */
  info(told: Told): Omit<ContextInfo, "limits"> {
    const sizes = this.#sizes(told);
    const bytes = sizes.reduce((sum, part) => sum + part.bytes, 0);
    const tokens = estimateTokens(bytes, this.#last);
    const used = usedIn(this.#parts.transcript.items);
    return {
      model: this.#parts.model().name,
      window: this.#window(),
      tokens,
      counted: believed(this.#last) !== null,
      compactsAt: this.#compactsAt(),
      compacting: this.#compacting,
      canCompact: this.#plan("person", told) !== null,
      parts: sizes.map((part) => ({
        kind: part.kind,
        tokens: Math.round((part.bytes / Math.max(1, bytes)) * tokens),
      })),
      inputTokens: used?.inputTokens ?? 0,
      outputTokens: used?.outputTokens ?? 0,
      nanoDollars: used?.nanoDollars ?? null,
    };
  }

  #folded(): ModelMessage[] {
    const { items, messages } = this.#parts.transcript;
    return foldedMessages(messages, foldOf(items), toolItems(items));
  }

  #window(): ContextWindow {
    const { window } = this.#parts.model();
    return window.tokens <= this.#tooMany ? window : { tokens: this.#tooMany, from: "provider" };
  }

  #compactsAt(): number {
    const { tokens } = this.#window();
    return tokens - Math.min(mostForAnswer, Math.floor(tokens * answerShare));
  }

  /** Bytes that the messages can have beside what stands before them. */
  #most({ system, tools }: Told): number {
    const fixed = Buffer.byteLength(system) + bytesOfTools(tools);
    return this.#compactsAt() * bytesPerToken(this.#last) - fixed;
  }

  #plan(because: FoldItem["because"], told: Told): FoldPlan | null {
    const { items, messages } = this.#parts.transcript;
    const room = Math.max(0, this.#most(told) * aim);
    const wanted = because === "person" ? Math.min(room, bytesOfAll(this.#folded()) / 2) : room;
    return planFold(messages, foldOf(items), toolItems(items), wanted);
  }

  async #compact(
    because: FoldItem["because"],
    told: Told,
    turnId: TurnId,
    signal: AbortSignal,
  ): Promise<Result<Usage | null, FairleadError>> {
    const plan = this.#compacting ? null : this.#plan(because, told);
    if (plan === null) return fail(failure("compact-nothing"));
    this.#compacting = true;
    this.#parts.changed();
    try {
      return await compact(
        {
          ...this.#parts,
          plan,
          because,
          turnId,
          limit: Math.floor(this.#window().tokens * 0.6 * bytesPerToken(null)),
          bytesPerToken: bytesPerToken(this.#last),
          priced: (usage) => requestUsage(usage, this.#parts.model().price),
        },
        signal,
      );
    } finally {
      this.#compacting = false;
      this.#parts.changed();
    }
  }

  #sizes({ system, tools }: Told): { kind: ContextPart["kind"]; bytes: number }[] {
    const folded = this.#folded();
    const isSummed = foldOf(this.#parts.transcript.items).from > 0;
    const [first, ...others] = folded;
    const sum = (role: ModelMessage["role"], of: readonly ModelMessage[]) =>
      bytesOfAll(of.filter((message) => message.role === role));
    const messages = isSummed ? others : folded;
    const events = bytesOfAll(messages.filter(isRunEnded));
    return [
      { kind: "instructions", bytes: Buffer.byteLength(system) },
      { kind: "tools", bytes: bytesOfTools(tools) },
      { kind: "summary", bytes: isSummed && first !== undefined ? bytesOf(first) : 0 },
      { kind: "person", bytes: sum("user", messages) - events },
      { kind: "agent", bytes: sum("assistant", messages) },
      { kind: "output", bytes: sum("tool", messages) + events },
    ];
  }
}

/** What the last answer's request was measured to be, also before a restart. */
function lastMeasured(items: readonly ChatItem[]): Measured | null {
  for (const item of items.toReversed()) {
    if (item.kind === "end" && item.usage?.last !== undefined) return item.usage.last;
  }
  return null;
}

/** Everything used in the turns that have ended, and for summaries. */
function usedIn(items: readonly ChatItem[]): Usage | null {
  return items.reduce<Usage | null>(
    (sum, item) =>
      item.kind === "end" || item.kind === "fold" ? sumOfUsage(sum, item.usage) : sum,
    null,
  );
}
