import type { ChatCompletionMessageParam, ChatCompletionTool } from "openai/resources";
import { z } from "zod";
import type { ModelMessage, ModelTool } from "./message.ts";

const toolCallDelta = z.object({
  index: z.number().nullish(),
  id: z.string().nullish(),
  function: z.object({ name: z.string().nullish(), arguments: z.string().nullish() }).nullish(),
});
export type ToolCallDelta = z.infer<typeof toolCallDelta>;

/** What is read of a chunk. Everything may be missing: servers differ, and none is trusted to follow the specification. */
export const chunkShape = z.object({
  choices: z
    .array(
      z.object({
        delta: z
          .object({
            content: z.unknown(),
            refusal: z.string().nullish(),
            tool_calls: z.array(toolCallDelta).nullish(),
          })
          .partial()
          .nullish(),
        finish_reason: z.string().nullish(),
      }),
    )
    .nullish(),
  usage: z
    .object({ prompt_tokens: z.number().nullish(), completion_tokens: z.number().nullish() })
    .nullish(),
});

/** Text of a delta: a string, or (Mistral) a list of parts of which the texts count. */
export function textOf(content: unknown): string {
  if (typeof content === "string") return content;
  if (!Array.isArray(content)) return "";
  const part = z.object({ type: z.literal("text"), text: z.string() });
  return content.map((entry) => part.safeParse(entry).data?.text ?? "").join("");
}

export function wireMessage(message: ModelMessage): ChatCompletionMessageParam {
  switch (message.role) {
    case "system":
    case "user":
      return { role: message.role, content: message.content };
    case "tool":
      return { role: "tool", tool_call_id: message.toolCallId, content: message.content };
    case "assistant":
      if (message.toolCalls.length === 0) return { role: "assistant", content: message.content };
      return {
        role: "assistant",
        content: message.content === "" ? null : message.content,
        tool_calls: message.toolCalls.map(({ id, name, arguments: text }) => ({
          id,
          type: "function",
          function: { name, arguments: wireArguments(text) },
        })),
      };
  }
}

/** Servers refuse a whole conversation for one call whose arguments are no JSON object, so those go back wrapped. */
function wireArguments(text: string): string {
  if (text.trim() === "") return "{}";
  try {
    if (z.record(z.string(), z.unknown()).safeParse(JSON.parse(text)).success) return text;
  } catch {
    // Not JSON: wrapped below.
  }
  return JSON.stringify({ unreadable: text });
}

export function wireTool(tool: ModelTool): ChatCompletionTool {
  return { type: "function", function: { ...tool } };
}
