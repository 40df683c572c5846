import type { ChatItem, Usage } from "../../../shared/contract/chat.ts";
import type { ContextLimit } from "../../../shared/contract/context.ts";
import { type FairleadError, failure } from "../../../shared/errors.ts";
import { moneyWords, nanoDollarsInDollar } from "../../../shared/money.ts";
import type { Settings } from "../../../shared/settings.ts";

/** What was used up: requests to the model, its tokens in and out, their cost, the time of work. */
export type Spent = { requests: number; tokens: number; nanoDollars: number; seconds: number };

/** 0 = no limit. */
export type Limits = Spent;

export const nothingSpent: Spent = { requests: 0, tokens: 0, nanoDollars: 0, seconds: 0 };

const kinds = ["requests", "tokens", "nanoDollars", "seconds"] as const;

/** The limits of a turn, or of a conversation that was let go on `raised` times. */
export function limitsOf(
  {
    maximumCost,
    maximumIterations,
    maximumSeconds,
    maximumTokens,
  }: Pick<
    Settings["turn"],
    "maximumCost" | "maximumIterations" | "maximumSeconds" | "maximumTokens"
  >,
  raised = 0,
): Limits {
  const times = raised + 1;
  return {
    requests: maximumIterations * times,
    tokens: maximumTokens * times,
    nanoDollars: Math.round(maximumCost * nanoDollarsInDollar) * times,
    seconds: maximumSeconds * times,
  };
}

/** What one request, or several, used. */
export function spentOf(usage: Usage | null): Spent {
  if (usage === null) return nothingSpent;
  return {
    requests: usage.requests ?? 0,
    tokens: usage.inputTokens + usage.outputTokens,
    nanoDollars: usage.nanoDollars ?? 0,
    seconds: 0,
  };
}

export function together(one: Spent, other: Spent): Spent {
  return {
    requests: one.requests + other.requests,
    tokens: one.tokens + other.tokens,
    nanoDollars: one.nanoDollars + other.nanoDollars,
    seconds: one.seconds + other.seconds,
  };
}

/** Everything that the ended turns of a conversation used, and how often a person let it go on after its limit. */
export function spentBefore(items: readonly ChatItem[]): { spent: Spent; raised: number } {
  let spent = nothingSpent;
  let raised = 0;
  for (const item of items) {
    if (item.kind !== "end" && item.kind !== "fold") continue;
    spent = together(spent, spentOf(item.usage));
    if (item.kind === "fold") continue;
    spent = { ...spent, seconds: spent.seconds + (item.workedMs ?? 0) / 1_000 };
    if (item.wentOn === true && item.error?.code === "conversation-limit") raised += 1;
  }
  return { spent, raised };
}

const words: Record<(typeof kinds)[number], (value: number) => string> = {
  requests: (value) => `${value} requests to the model`,
  tokens: (value) => `${value} tokens`,
  nanoDollars: moneyWords,
  seconds: (value) => `${Math.round(value)} s of work`,
};

/** The first limit that is reached, as the turn's end says it; null while there is room. */
export function limitReached(
  turn: { spent: Spent; limits: Limits },
  conversation: { spent: Spent; limits: Limits },
): FairleadError | null {
  for (const [code, { spent, limits }] of [
    ["turn-limit", turn],
    ["conversation-limit", conversation],
  ] as const) {
    const kind = kinds.find((one) => limits[one] > 0 && spent[one] >= limits[one]);
    if (kind !== undefined) {
      return failure(
        code,
        `${words[kind](spent[kind])}; the limit is ${words[kind](limits[kind])}`,
      );
    }
  }
  return null;
}

/** The limits for a person to see, with what was used of each. */
export function shownLimits(
  scope: ContextLimit["scope"],
  spent: Spent,
  limits: Limits,
): ContextLimit[] {
  return kinds.map((kind) => ({
    scope,
    kind: kind === "nanoDollars" ? "cost" : kind,
    used: Math.round(spent[kind]),
    most: Math.round(limits[kind]),
  }));
}
