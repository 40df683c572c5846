import type { ModelProfile } from "../../shared/contract/models.ts";
import { type FairleadError, failure } from "../../shared/errors.ts";
import type { Secret } from "../base/secret.ts";
import { AnswerGatherer } from "./answer-gatherer.ts";
import type { ModelMessage, ModelPart, ModelTool } from "./message.ts";
import { type OpenStream, openStream, type RetryPlan, usualRetries } from "./open-stream.ts";
import { SilenceLimit } from "./silence-limit.ts";
import { saysSomething, wireMessage, wireTool } from "./wire.ts";

export type ChatRequest = {
  profile: Pick<ModelProfile, "baseUrl" | "model">;
  /** Stays the caller's; null = no Authorization header leaves. */
  key: Secret | null;
  messages: readonly ModelMessage[];
  tools: readonly ModelTool[];
  signal: AbortSignal;
  /** Longest silence of the endpoint, before its answer and within it; 0 = no limit. */
  requestSeconds: number;
  retry?: RetryPlan;
};

/**
 * Asks an OpenAI-compatible endpoint and streams the answer; see `ModelPart` for what is promised about the order.
 * Never throws for what an endpoint does: every failure is the last part. Contacts `profile.baseUrl` and nothing else.
 */
export async function* streamChat(request: ChatRequest): AsyncGenerator<ModelPart, void, void> {
  using limit = new SilenceLimit(request.requestSeconds, request.signal);
  const opened = await openStream(
    {
      baseUrl: request.profile.baseUrl,
      key: request.key,
      body: {
        model: request.profile.model,
        messages: request.messages.map(wireMessage),
        ...(request.tools.length > 0 ? { tools: request.tools.map(wireTool) } : {}),
        stream_options: { include_usage: true },
      },
      retry: request.retry ?? usualRetries,
    },
    limit,
  );
  if (!opened.ok) {
    yield failed(request, opened.error);
    return;
  }
  yield* readAnswer(request, opened.value, limit);
}

async function* readAnswer(
  request: ChatRequest,
  { chunks, contentType }: OpenStream,
  limit: SilenceLimit,
): AsyncGenerator<ModelPart, void, void> {
  const answer = new AnswerGatherer(idsOf(request.messages));
  try {
    for await (const chunk of chunks) {
      // A server can keep a connection alive for ever and say nothing.
      if (saysSomething(chunk)) limit.heard();
      const text = answer.push(chunk);
      if (text === null) break;
      if (text !== "") yield { type: "text-delta", text };
    }
  } catch (error) {
    answer.broke(error);
  }
  // The SDK ends the loop without a word when a request is aborted.
  if (request.signal.aborted) yield failed(request, failure("aborted"));
  else if (limit.expired && !answer.isFinished)
    yield failed(request, failure("model-cut", limit.sentence));
  else {
    const end = answer.end(contentType);
    if (end.ok) yield* end.value;
    else yield failed(request, end.error);
  }
}

function idsOf(messages: readonly ModelMessage[]): string[] {
  return messages.flatMap((message) =>
    message.role === "assistant" ? message.toolCalls.map((call) => call.id) : [],
  );
}

/** Endpoints like to quote the key they refuse: it is taken out. */
function failed(request: ChatRequest, error: FairleadError): ModelPart {
  const key = request.key?.reveal((bytes) => bytes.toString("utf8")) ?? "";
  if (key === "" || error.detail === undefined) return { type: "failed", error };
  return {
    type: "failed",
    error: { ...error, detail: error.detail.replaceAll(key, "[redacted]") },
  };
}
