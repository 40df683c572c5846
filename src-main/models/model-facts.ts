import type { ContextWindow } from "../../shared/contract/context.ts";
import type { ModelPrice, ModelProfile } from "../../shared/contract/models.ts";
import type { FoundFacts } from "./find-model-facts.ts";
import { knownWindow } from "./known-windows.ts";

/** What is known of the model that answers. `name` is its profile's; null where there is none. */
export type ModelFactsInUse = {
  name: string | null;
  window: ContextWindow;
  price: ModelPrice | null;
  /** What the person wants the agent to be told while this model answers. */
  instructions: string;
};

/** Of a model nobody knows anything about: a size that hardly any model with tools is below. */
const carefulWindow = 32_768;

/** Practice answers whatever is asked; a small window shows how a conversation is summed up. */
const practiceWindow = 32_768;

/** What Ollama gives a model by default, unless the machine is large. */
const ollamaWindow = 4_096;

/** The model's window: as the profile says, else as its provider says, else as the table knows, else a careful guess. */
export function windowOf(
  profile: ModelProfile | undefined,
  found: FoundFacts | null,
): ContextWindow {
  if (profile?.contextWindow !== undefined) {
    return { tokens: profile.contextWindow, from: "profile" };
  }
  if (profile?.provider === "practice") return { tokens: practiceWindow, from: "table" };
  if (found?.window != null) return { tokens: found.window, from: "provider" };
  // Ollama cuts off what is too long without a word, so its default counts and not what the model was made for.
  if (profile?.provider === "ollama") return { tokens: ollamaWindow, from: "unknown" };
  const known = profile === undefined ? null : knownWindow(profile.model);
  return known === null
    ? { tokens: carefulWindow, from: "unknown" }
    : { tokens: known, from: "table" };
}

/** The profile's price, else what its provider says. */
export function priceOf(
  profile: ModelProfile | undefined,
  found: FoundFacts | null,
): ModelPrice | null {
  if (profile?.provider === "practice") return { input: 0, output: 0, cached: null };
  return profile?.price ?? found?.price ?? null;
}
