import { eventIterator } from "@orpc/contract";
import { z } from "zod";
import { credentialId, profileId } from "../ids.ts";
import { call } from "./call.ts";

/** Exactly one place a key comes from. */
export const keySource = z.discriminatedUnion("kind", [
  z.object({ kind: z.literal("none") }),
  z.object({ kind: z.literal("keychain"), credential: credentialId }),
  z.object({
    kind: z.literal("environment"),
    variable: z.string().regex(/^[A-Za-z_][A-Za-z0-9_]*$/),
  }),
  z.object({ kind: z.literal("file"), path: z.string().min(1) }),
]);
export type KeySource = z.infer<typeof keySource>;

/** Dollars for a million tokens. Without `cached`, what the provider kept from before costs as much as other input. */
export const modelPrice = z.object({
  input: z.number().min(0).max(10_000),
  output: z.number().min(0).max(10_000),
  cached: z.number().min(0).max(10_000).nullable().default(null),
});
export type ModelPrice = z.infer<typeof modelPrice>;

export const modelProfile = z.object({
  id: profileId,
  name: z.string().trim().min(1).max(100),
  provider: z.enum(["practice", "openai-compatible", "ollama"]),
  baseUrl: z.url({ protocol: /^https?$/ }),
  model: z.string().trim().min(1).max(200),
  key: keySource,
  /** Names of tools that the agent does not have while this model answers. */
  toolsOff: z.array(z.string().min(1).max(100)).max(100).default([]),
  /** How many tokens it can take in at once, where the provider does not say or says too much. */
  contextWindow: z.int().min(2_000).max(100_000_000).optional(),
  price: modelPrice.optional(),
  /** What the person wants the agent to be told besides, while this model answers. */
  instructions: z.string().max(20_000).optional(),
});
export type ModelProfile = z.infer<typeof modelProfile>;

export const modelDraft = modelProfile.omit({ id: true }).extend({
  id: profileId.optional(),
  secret: z.string().min(1).optional(),
  /** Left out: as it was. */
  toolsOff: modelProfile.shape.toolsOff.unwrap().optional(),
  /** Left out: as they were; null: none. */
  contextWindow: modelProfile.shape.contextWindow.unwrap().nullable().optional(),
  price: modelPrice.nullable().optional(),
  instructions: z.string().max(20_000).nullable().optional(),
});
export type ModelDraft = z.infer<typeof modelDraft>;

export const modelEvent = z.object({
  type: z.literal("models-listed"),
  profiles: z.array(modelProfile),
  active: profileId.nullable(),
  /** True when the active profile comes from FAIRLEAD_BASE_URL, FAIRLEAD_API_KEY and FAIRLEAD_MODEL. */
  fromEnvironment: z.boolean(),
});
export type ModelEvent = z.infer<typeof modelEvent>;

export const modelsContract = {
  /** Adds, or changes the one with this id. `secret` goes to the keychain and never comes back. */
  save: call.input(modelDraft).output(modelProfile),
  remove: call.input(z.object({ id: profileId })).output(z.void()),
  select: call.input(z.object({ id: profileId })).output(z.void()),
  /** Asks the endpoint for one word. */
  test: call.input(z.object({ id: profileId })).output(z.object({ latencyMs: z.number() })),
  /** Looks for an Ollama at its default port (OLLAMA_HOST is honoured); an empty list of models is possible. */
  findOllama: call.output(
    z.object({ baseUrl: z.string(), models: z.array(z.string()) }).nullable(),
  ),
  usePractice: call.output(modelProfile),
  events: call.output(eventIterator(modelEvent)),
};
