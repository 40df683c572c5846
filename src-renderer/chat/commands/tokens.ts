import type { ChatItem } from "../../../shared/contract/chat.ts";

/** Tokens of all turns of a conversation, as far as the model's endpoint told them. Pure. */
export function tokensOf(items: readonly ChatItem[]): { input: number; output: number } {
  let input = 0;
  let output = 0;
  for (const item of items) {
    if (item.kind !== "end" || item.usage === null) continue;
    input += item.usage.inputTokens;
    output += item.usage.outputTokens;
  }
  return { input, output };
}
