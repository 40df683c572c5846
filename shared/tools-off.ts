import type { Settings } from "./settings.ts";

/** What switches a tool off: the policy file, the settings, the model's profile, or the conversation. */
export type OffBecause = "policy" | "settings" | "model" | "conversation";

/** The tools that are off by name, and what switches each of them off. */
export type ToolsOff = ReadonlyMap<string, OffBecause>;

/**
 * What is off of all tools. Nothing switches on again what something before it switched off: where several do, the policy
 * file is named before the settings, these before the model's profile, and the profile before the conversation.
 */
export function toolsOff(off: Readonly<Record<OffBecause, readonly string[]>>): ToolsOff {
  const named = (because: OffBecause) => off[because].map((name) => [name, because] as const);
  return new Map([
    ...named("conversation"),
    ...named("model"),
    ...named("settings"),
    ...named("policy"),
  ]);
}

/** Names of the tools that the settings switch off. */
export const offBySettings = ({ web }: Pick<Settings, "web">): readonly string[] =>
  web.access === "off" ? ["fetch_url", "web_search"] : [];
