import type { ContextInfo } from "../../shared/contract/context.ts";

/** A conversation in its middle age. */
export const aContext: ContextInfo = {
  model: "gpt-5",
  window: { tokens: 128_000, from: "table" },
  tokens: 31_200,
  counted: true,
  compactsAt: 112_000,
  compacting: false,
  canCompact: true,
  parts: [
    { kind: "instructions", tokens: 1_400 },
    { kind: "tools", tokens: 2_900 },
    { kind: "summary", tokens: 0 },
    { kind: "person", tokens: 800 },
    { kind: "agent", tokens: 4_100 },
    { kind: "output", tokens: 22_000 },
  ],
  inputTokens: 212_000,
  outputTokens: 6_100,
  nanoDollars: 420_000_000,
  limits: [
    { scope: "turn", kind: "requests", used: 7, most: 20 },
    { scope: "turn", kind: "tokens", used: 148_000, most: 2_000_000 },
    { scope: "turn", kind: "cost", used: 310_000_000, most: 5_000_000_000 },
    { scope: "turn", kind: "seconds", used: 92, most: 1_800 },
    { scope: "conversation", kind: "requests", used: 11, most: 500 },
    { scope: "conversation", kind: "tokens", used: 218_100, most: 20_000_000 },
    { scope: "conversation", kind: "cost", used: 420_000_000, most: 0 },
    { scope: "conversation", kind: "seconds", used: 240, most: 28_800 },
  ],
};

export const told = `You are the agent in Fairlead, which system administrators use to work on their machines.

# Working
- Find out before you answer: run commands, and quote the figures they printed. Never invent output.`;
