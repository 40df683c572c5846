import type { Usage } from "../../../shared/contract/chat.ts";
import type { ModelPrice } from "../../../shared/contract/models.ts";
import { costOf } from "../../../shared/money.ts";

/** One request's usage with its count and, where the price is known, its cost. `null` where the provider counts nothing. */
export function requestUsage(usage: Usage | null, price: ModelPrice | null): Usage {
  if (usage === null) return { inputTokens: 0, outputTokens: 0, requests: 1 };
  const one = { ...usage, requests: 1 };
  if (price === null) return one;
  const { inputTokens: input, outputTokens: output, cachedTokens: cached = 0 } = usage;
  return { ...one, nanoDollars: costOf({ input, output, cached }, price) };
}

/** Both together; of `last` the newer. A cost that is not known of one of them is not known of both. */
export function sumOfUsage(one: Usage | null, newer: Usage | null): Usage | null {
  if (one === null || newer === null) return one ?? newer;
  const last = newer.last ?? one.last;
  const costs = one.nanoDollars !== undefined && newer.nanoDollars !== undefined;
  const cached = (one.cachedTokens ?? 0) + (newer.cachedTokens ?? 0);
  return {
    inputTokens: one.inputTokens + newer.inputTokens,
    outputTokens: one.outputTokens + newer.outputTokens,
    requests: (one.requests ?? 0) + (newer.requests ?? 0),
    ...(cached > 0 ? { cachedTokens: cached } : {}),
    ...(costs ? { nanoDollars: (one.nanoDollars ?? 0) + (newer.nanoDollars ?? 0) } : {}),
    ...(last === undefined ? {} : { last }),
  };
}
