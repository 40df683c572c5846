import type { ChatCompletionMessageParam, ChatCompletionTool } from "openai/resources";
import { z } from "zod";
import type { ModelMessage, ModelTool } from "./message.ts";

/** A figure that is none is one that is not told: counting is no reason to lose an answer. */
const count = z.number().int().min(0).nullish().catch(null);

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
    .object({
      prompt_tokens: count,
      completion_tokens: count,
      prompt_tokens_details: z.object({ cached_tokens: count }).nullish().catch(null),
    })
    .nullish()
    .catch(null),
});

export type Chunk = z.infer<typeof chunkShape>;

/** Whether there is anything in a chunk: words, thoughts, part of a call, an end, a count. Anything but a sign of life. */
export function saysSomething(chunk: unknown): boolean {
  const { data } = anyChunk.safeParse(chunk);
  // What is no chunk at all is for whoever reads it to refuse.
  if (data === undefined || data.usage != null) return true;
  return (data.choices ?? []).some(
    ({ delta, finish_reason }) =>
      finish_reason != null ||
      Object.entries(delta ?? {}).some(
        ([key, value]) => key !== "role" && value != null && value !== "" && !isEmptyList(value),
      ),
  );
}

const isEmptyList = (value: unknown) => Array.isArray(value) && value.length === 0;

const anyChunk = z.object({
  usage: z.unknown().optional(),
  choices: z
    .array(
      z.object({
        delta: z.record(z.string(), z.unknown()).nullish(),
        finish_reason: z.unknown().optional(),
      }),
    )
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
          function: { name: wireName(name), arguments: wireArguments(text) },
        })),
      };
  }
}

/** Nor for one whose name no tool could have: it was answered as unknown under the name the model gave. */
function wireName(name: string): string {
  return name.replaceAll(/[^\w-]/g, "_").slice(0, 64) || "unnamed";
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
