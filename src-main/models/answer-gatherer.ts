import type { Usage } from "../../shared/contract/chat.ts";
import { type FairleadError, failure } from "../../shared/errors.ts";
import { fail, ok, type Result } from "../../shared/result.ts";
import { saysContextFull } from "./context-full.ts";
import type { ModelFinishReason, ModelPart } from "./message.ts";
import { cut, rootCause } from "./model-error.ts";
import { ToolCallGatherer } from "./tool-call-gatherer.ts";
import { type Chunk, chunkShape, textOf } from "./wire.ts";

/** An endpoint that never stops is stopped here. */
const longestAnswer = 2_000_000;

const reasons: Record<string, ModelFinishReason> = {
  length: "length",
  content_filter: "content-filter",
};

/** Gathers one answer from its chunks, which may be anything, and judges how it ended. */
export class AnswerGatherer {
  readonly #calls: ToolCallGatherer;
  #reason: string | null = null;
  #usage: Usage | null = null;
  #chunks = 0;
  #length = 0;
  #error: FairleadError | null = null;

  /** `taken` are ids of tool calls that must not come again. */
  constructor(taken: Iterable<string>) {
    this.#calls = new ToolCallGatherer(taken);
  }

  /** The text of a chunk; null when the answer cannot be read any further. */
  push(chunk: unknown): string | null {
    this.#chunks += 1;
    const { data, error } = chunkShape.safeParse(chunk);
    if (data === undefined) {
      this.#error = failure("model-garbled", cut(error?.message ?? ""));
      return null;
    }
    if (data.usage) this.#usage = usageOf(data.usage);
    const choice = data.choices?.[0];
    if (choice === undefined) return "";
    const deltas = choice.delta?.tool_calls ?? [];
    if (deltas.length > 0 && this.#reason !== null) {
      this.#error = failure("model-garbled", "a tool call came after the end of the answer");
      return null;
    }
    for (const delta of deltas) {
      this.#length += delta.function?.arguments?.length ?? 0;
      this.#calls.push(delta);
    }
    if (choice.finish_reason) this.#reason = choice.finish_reason;
    const text = textOf(choice.delta?.content) + (choice.delta?.refusal ?? "");
    this.#length += text.length;
    if (this.#length <= longestAnswer) return text;
    this.#error = failure("model-garbled", `more than ${longestAnswer} characters`);
    return null;
  }

  /** Whether the endpoint said how the answer ends: what may still come is no part of it. */
  get isFinished(): boolean {
    return this.#reason !== null && this.#error === null;
  }

  /** Reading stopped with an error: of the connection, of the JSON, or one the endpoint sent as an event. */
  broke(thrown: unknown): void {
    if (this.#reason !== null) return;
    const { message } = rootCause(thrown);
    if (thrown instanceof SyntaxError) this.#error = failure("model-garbled", cut(message));
    else if (isSentByEndpoint(thrown)) this.#error = sentFailure(thrown, message);
    else this.#error = failure("model-cut", cut(message));
  }

  /** The last parts of the answer. An answer that did not say that it is finished is a failure. */
  end(contentType: string): Result<ModelPart[], FairleadError> {
    if (this.#error !== null) return fail(this.#error);
    if (this.#chunks === 0 && !contentType.includes("text/event-stream")) {
      const got = contentType || "no content type";
      return fail(failure("model-garbled", `the endpoint answered with ${got}, not with a stream`));
    }
    if (this.#reason === null) {
      return fail(failure("model-cut", "the stream ended without a finish reason"));
    }
    const calls = this.#calls.calls();
    if (calls.length > 0 && this.#reason === "length") {
      return fail(failure("model-cut", "the limit of tokens came in the middle of a tool call"));
    }
    const reason = calls.length > 0 ? "tool-calls" : (reasons[this.#reason] ?? "stop");
    return ok([
      ...calls.map((call) => ({ type: "tool-call" as const, ...call })),
      { type: "finish", reason, usage: this.#usage },
    ]);
  }
}

function usageOf(told: NonNullable<Chunk["usage"]>): Usage {
  const cached = told.prompt_tokens_details?.cached_tokens ?? 0;
  return {
    inputTokens: told.prompt_tokens ?? 0,
    outputTokens: told.completion_tokens ?? 0,
    ...(cached > 0 ? { cachedTokens: cached } : {}),
  };
}

function sentFailure(thrown: object, message: string): FairleadError {
  const code = "code" in thrown && typeof thrown.code === "string" ? thrown.code : null;
  const isFull = saysContextFull(500, code, message);
  return failure(isFull ? "model-context-full" : "model-failed", cut(message));
}

/** The SDK wraps an error event into its APIError, whose `error` is what was sent. */
function isSentByEndpoint(thrown: unknown): thrown is Error {
  return thrown instanceof Error && "error" in thrown && "status" in thrown;
}
