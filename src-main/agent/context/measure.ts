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

/** Bytes of the tools as they are sent, which never change either. */
export function bytesOfTools(tools: readonly ModelTool[]): number {
  return tools.reduce((sum, tool) => sum + bytesOfTool(tool), tools.length === 0 ? 0 : 1);
}

/** With its comma. */
function bytesOfTool(tool: ModelTool): number {
  const counted = known.get(tool);
  if (counted !== undefined) return counted;
  const bytes = Buffer.byteLength(JSON.stringify(tool)) + 1;
  known.set(tool, bytes);
  return bytes;
}

/** No tokenizer leaves these bounds. Some endpoints count nothing, or only what they had not kept from before. */
const believable = { least: 1, most: 10 };

/** The count, where it can be true; else null. */
export function believed(last: Measured | null): Measured | null {
  if (last === null || last.tokens <= 0) return null;
  const ratio = last.bytes / last.tokens;
  return ratio >= believable.least && ratio <= believable.most ? last : null;
}

/** Bytes per token of this conversation's text with this model, as the provider's last count tells. */
export function bytesPerToken(last: Measured | null): number {
  const counted = believed(last);
  return counted === null ? carefulBytesPerToken : counted.bytes / counted.tokens;
}

/** About how many tokens a request of `bytes` has: the provider's last count, and what came since by its measure. */
export function estimateTokens(bytes: number, last: Measured | null): number {
  const counted = believed(last);
  const ratio = bytesPerToken(counted);
  if (counted === null) return Math.ceil(bytes / ratio);
  return Math.max(1, Math.round(counted.tokens + (bytes - counted.bytes) / ratio));
}
