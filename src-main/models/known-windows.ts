/**
 * Windows of well-known models in tokens, by how their names begin; the first that fits counts. From the providers' own
 * model pages, late 2026 back to 2023. What a provider or a profile says stands over it, and so does what a provider
 * refuses.
 */
const families: readonly (readonly [RegExp, number])[] = [
  [/^gpt-5(\.\d)?-chat/, 128_000],
  [/^gpt-5/, 400_000],
  [/^gpt-4\.1/, 1_047_576],
  [/^(gpt-4o|chatgpt-4o|gpt-4-turbo|gpt-4-1106|gpt-4-0125)/, 128_000],
  [/^gpt-4-32k/, 32_768],
  [/^gpt-4/, 8_192],
  [/^gpt-3\.5/, 16_385],
  [/^gpt-oss/, 131_072],
  [/^(o1-mini|o1-preview)/, 128_000],
  [/^(o1|o3|o4)/, 200_000],
  [/^codex-mini/, 200_000],
  [/^claude/, 200_000],
  [/^gemini-(1\.5-pro)/, 2_097_152],
  [/^gemini/, 1_048_576],
  [/^gemma-?2/, 8_192],
  [/^gemma-?3/, 131_072],
  [/^(llama|meta-llama)[-_]?4/, 131_072],
  [/^(meta-)?llama-?3\.[1-9]/, 131_072],
  [/^(meta-)?llama-?3/, 8_192],
  [/^deepseek/, 131_072],
  [/^(mistral-large|mistral-medium|mistral-small|ministral|devstral|magistral)/, 131_072],
  [/^codestral/, 262_144],
  [/^mistral|^mixtral/, 32_768],
  [/^qwen-?3-(coder|next|max)/, 262_144],
  [/^(qwen|qwq)/, 32_768],
  [/^(kimi|moonshot)/, 131_072],
  [/^glm-?4/, 131_072],
  [/^grok-4/, 256_000],
  [/^grok/, 131_072],
  [/^command-(a|r)/, 128_000],
  [/^phi-?4/, 16_384],
];

/** null where the name is not known. A path of a provider before the name ("openai/gpt-4o") and a tag behind it do not count. */
export function knownWindow(model: string): number | null {
  const name = model.toLowerCase().split("/").at(-1)?.split(":")[0] ?? "";
  return families.find(([beginning]) => beginning.test(name))?.[1] ?? null;
}
