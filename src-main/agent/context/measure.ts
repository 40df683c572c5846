import type { ModelMessage, ModelTool } from "../../models/message.ts";

/** What a request was measured to be: its bytes as we count them, and the tokens that the provider counted. */
export type Measured = { bytes: number; tokens: number };

/** Where no provider has counted yet. Prose has about 4 bytes a token, output of commands and JSON about 3. */
const carefulBytesPerToken = 3;

/** Roles, separators and names take a few tokens of each message. */
const bytesAround = 12;

const known = new WeakMap<object, number>();

/** Bytes of the text of one message, with what it needs around it. Messages never change, so each is counted once. */
export function bytesOf(message: ModelMessage): number {
  const counted = known.get(message);
  if (counted !== undefined) return counted;
  let bytes = bytesAround + Buffer.byteLength(message.content);
  if (message.role === "assistant") {
    for (const { name, arguments: text } of message.toolCalls) {
      bytes += bytesAround + Buffer.byteLength(name) + Buffer.byteLength(text);
    }
  }
  known.set(message, bytes);
  return bytes;
}

export function bytesOfAll(messages: readonly ModelMessage[]): number {
  return messages.reduce((sum, message) => sum + bytesOf(message), 0);
}

export function bytesOfTools(tools: readonly ModelTool[]): number {
  return tools.length === 0 ? 0 : Buffer.byteLength(JSON.stringify(tools));
}

/**
 * Bytes per token of this conversation's text with this model, as the provider's last count tells; within bounds that no
 * tokenizer leaves, so that a wrong count cannot lead far astray.
 */
export function bytesPerToken(last: Measured | null): number {
  if (last === null || last.tokens <= 0) return carefulBytesPerToken;
  return Math.min(8, Math.max(1.5, last.bytes / last.tokens));
}

/** About how many tokens a request of `bytes` has: the provider's last count, and what came since by its measure. */
export function estimateTokens(bytes: number, last: Measured | null): number {
  const ratio = bytesPerToken(last);
  if (last === null || last.tokens <= 0) return Math.ceil(bytes / ratio);
  return Math.max(1, Math.round(last.tokens + (bytes - last.bytes) / ratio));
}
