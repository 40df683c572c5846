import type { Usage } from "../../shared/contract/chat.ts";
import type { FairleadError } from "../../shared/errors.ts";

/** What a model asks to be done. `arguments` is the text as the model wrote it: it may not even be JSON. */
export type ModelToolCall = { id: string; name: string; arguments: string };

/** One message as a model sees it; kept as it is, so that a conversation can be continued. */
export type ModelMessage =
  | { role: "system"; content: string }
  | { role: "user"; content: string }
  | { role: "assistant"; content: string; toolCalls: ModelToolCall[] }
  | { role: "tool"; toolCallId: string; content: string };

/** A tool as it is offered to a model; `parameters` is a JSON schema of an object. */
export type ModelTool = {
  name: string;
  description: string;
  parameters: Record<string, unknown>;
};

export type ModelFinishReason = "stop" | "tool-calls" | "length" | "content-filter";

/**
 * A piece of an answer. A stream ends with exactly one "finish" or one "failed". Tool calls come only from a complete
 * answer, right before its "finish", with ids that are unique within the answer. "failed" has the code "aborted" when
 * the caller's signal aborted.
 */
export type ModelPart =
  | { type: "text-delta"; text: string }
  | ({ type: "tool-call" } & ModelToolCall)
  | { type: "finish"; reason: ModelFinishReason; usage: Usage | null }
  | { type: "failed"; error: FairleadError };
