/** What switches a tool off: the policy file, the model's profile, or the conversation. */
export type OffBecause = "policy" | "model" | "conversation";

/** The tools that are off by name, and what switches each of them off. */
export type ToolsOff = ReadonlyMap<string, OffBecause>;

/**
 * What is off of all tools. Nothing switches on again what something before it switched off: where several do, the policy
 * file is named before the model's profile, and the profile before the conversation.
 */
export function toolsOff(off: Readonly<Record<OffBecause, readonly string[]>>): ToolsOff {
  const named = (because: OffBecause) => off[because].map((name) => [name, because] as const);
  return new Map([...named("conversation"), ...named("model"), ...named("policy")]);
}
