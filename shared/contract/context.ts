import { eventIterator } from "@orpc/contract";
import { z } from "zod";
import { conversationId, terminalId } from "../ids.ts";
import { call } from "./call.ts";

/**
 * How much a model can take in at once, in tokens, and who says so: the person in its profile, its provider, our table of
 * known models; "unknown" is a careful guess.
 */
export const contextWindow = z.object({
  tokens: z.int().positive(),
  from: z.enum(["profile", "provider", "table", "unknown"]),
});
export type ContextWindow = z.infer<typeof contextWindow>;

/** What the next request to the model is made of. */
export const contextPart = z.object({
  kind: z.enum(["instructions", "tools", "summary", "person", "agent", "output"]),
  tokens: z.int(),
});
export type ContextPart = z.infer<typeof contextPart>;

/** One limit: what was used of it and what it is; a `most` of 0 is no limit. Seconds, or billionths of a dollar for the cost. */
export const contextLimit = z.object({
  scope: z.enum(["turn", "conversation"]),
  kind: z.enum(["requests", "tokens", "cost", "seconds"]),
  used: z.number(),
  most: z.number(),
});
export type ContextLimit = z.infer<typeof contextLimit>;

/** How full the context of a conversation is, and what it has cost so far. */
export const contextInfo = z.object({
  /** Name of the model's profile; null where none is set up. */
  model: z.string().nullable(),
  window: contextWindow,
  /** An estimate of what the next request will have: never more exact than "about". */
  tokens: z.int(),
  /** True: reckoned on from what the provider counted last; false: from the length of the text alone. */
  counted: z.boolean(),
  /** At so many tokens earlier messages are summed up. */
  compactsAt: z.int(),
  compacting: z.boolean(),
  /** Whether there is anything that could be summed up now. */
  canCompact: z.boolean(),
  parts: z.array(contextPart),
  /** Used in the whole conversation. */
  inputTokens: z.int(),
  outputTokens: z.int(),
  /** Billionths of a dollar; null = no price is known. */
  nanoDollars: z.int().nullable(),
  /** Those of the last turn, or of the one under way, then those of the conversation. */
  limits: z.array(contextLimit),
});
export type ContextInfo = z.infer<typeof contextInfo>;

const byId = z.object({ id: conversationId });

export const contextContract = {
  events: call.input(byId).output(eventIterator(contextInfo)),
  /** Everything the agent is told before the conversation, word for word. `terminalId` is the pane the person looks at. */
  told: call
    .input(z.object({ id: conversationId.nullable(), terminalId: terminalId.nullable() }))
    .output(z.object({ text: z.string() })),
  /** Sums up earlier messages now. Refused while a turn runs. */
  compact: call.input(byId).output(z.void()),
};
