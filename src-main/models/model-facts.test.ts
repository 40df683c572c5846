import { expect, test } from "vitest";
import type { ModelProfile } from "../../shared/contract/models.ts";
import { failure } from "../../shared/errors.ts";
import { saysContextFull, windowTold } from "./context-full.ts";
import { knownWindow } from "./known-windows.ts";
import { priceOf, windowOf } from "./model-facts.ts";

const profile: ModelProfile = {
  id: "model-x",
  name: "x",
  provider: "openai-compatible",
  baseUrl: "http://127.0.0.1/v1",
  model: "openai/gpt-4o-mini",
  key: { kind: "none" },
  toolsOff: [],
};
const price = { input: 1, output: 2, cached: null };

test("the profile stands over the provider, the provider over the table, the table over a guess", () => {
  const found = { window: 64_000, price };
  expect(windowOf({ ...profile, contextWindow: 9_000 }, found)).toEqual({
    tokens: 9_000,
    from: "profile",
  });
  expect(windowOf(profile, found)).toEqual({ tokens: 64_000, from: "provider" });
  expect(windowOf(profile, null)).toEqual({ tokens: 128_000, from: "table" });
  expect(windowOf({ ...profile, model: "no-such" }, null)).toEqual({
    tokens: 32_768,
    from: "unknown",
  });
  expect(windowOf({ ...profile, provider: "ollama", model: "llama3.2" }, null)).toEqual({
    tokens: 4_096,
    from: "unknown",
  });
  expect(priceOf({ ...profile, price: { ...price, input: 7 } }, found)?.input).toBe(7);
  expect(priceOf(profile, found)).toEqual(price);
  expect(priceOf(profile, null)).toBeNull();
});

for (const [name, tokens] of [
  ["gpt-5", 400_000],
  ["gpt-4.1-mini", 1_047_576],
  ["GPT-4o-2024-08-06", 128_000],
  ["anthropic/claude-sonnet-4.5", 200_000],
  ["qwen3-coder:480b", 262_144],
  ["meta-llama/llama-3.1-70b-instruct", 131_072],
  ["llama3:8b", 8_192],
  ["my-own", null],
] as const) {
  test(`the table on ${name}: ${tokens}`, () => expect(knownWindow(name)).toBe(tokens));
}

for (const [status, code, message, full, window] of [
  [400, "context_length_exceeded", "Too long.", true, null],
  [400, null, "This model's maximum context length is 8,192 tokens.", true, 8_192],
  [400, null, "prompt is too long: 210000 tokens > 200000 maximum", true, 200_000],
  [413, null, "Payload Too Large", true, null],
  [500, null, "the request exceeds the available context size (4096 tokens)", true, 4_096],
  [400, null, "Invalid 'tools[0].function.name'", false, null],
  [401, null, "maximum context length", false, null],
  [429, null, "Rate limit reached: too many tokens per minute", false, null],
] as const) {
  test(`${status} ${JSON.stringify(message)} is ${full ? "" : "not "}too long`, () => {
    expect(saysContextFull(status, code, message)).toBe(full);
    if (full) expect(windowTold(failure("model-context-full", message))).toBe(window);
  });
}
