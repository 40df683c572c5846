import type { z } from "zod";
import type { usage } from "../../shared/contract/chat.ts";
import { type FairleadError, failure } from "../../shared/errors.ts";
import { fail, ok, type Result } from "../../shared/result.ts";
import { orAborted } from "../base/abort.ts";
import type { ModelPart, ModelToolCall } from "../models/message.ts";

export type Usage = z.infer<typeof usage>;

/** A whole answer. */
export type ModelAnswer = { text: string; calls: ModelToolCall[]; usage: Usage | null };

/** Calls in one answer; nobody can follow more. */
const mostCalls = 64;

/**
 * Reads a stream to its end. It is an answer only when the stream says that it is complete: one that was cut, aborted or
 * ran into a length limit is a failure, and none of its calls exist. `onText` hears the text as it comes.
 */
export async function readAnswer(
  parts: AsyncIterable<ModelPart>,
  onText: (text: string) => void,
  signal: AbortSignal,
): Promise<Result<ModelAnswer, FairleadError>> {
  const answer: ModelAnswer = { text: "", calls: [], usage: null };
  const iterator = parts[Symbol.asyncIterator]();
  for (;;) {
    const next = await orAborted(iterator.next(), signal, () => null);
    if (next === null) {
      // Lets the stream clean up behind us; it may be deaf to the signal, so nobody waits for it.
      void iterator.return?.();
      return fail(failure("aborted"));
    }
    if (next.done === true) return fail(failure("model-cut", "the stream had no end"));
    const part = next.value;
    switch (part.type) {
      case "text-delta":
        answer.text += part.text;
        onText(part.text);
        break;
      case "tool-call":
        answer.calls.push({ id: part.id, name: part.name, arguments: part.arguments });
        break;
      case "failed":
        return fail(part.error);
      case "finish":
        void iterator.return?.();
        return finished({ ...answer, usage: part.usage }, part.reason);
    }
  }
}

function finished(
  answer: ModelAnswer,
  reason: Extract<ModelPart, { type: "finish" }>["reason"],
): Result<ModelAnswer, FairleadError> {
  if (reason === "length") return fail(failure("model-cut", "it reached its length limit"));
  if (reason === "content-filter") return fail(failure("model-refused", "content filter"));
  if (answer.calls.length > mostCalls) {
    return fail(failure("model-garbled", `${answer.calls.length} tool calls in one answer`));
  }
  if (answer.text.trim() === "" && answer.calls.length === 0) {
    return fail(failure("model-garbled", "the answer was empty"));
  }
  return ok({ ...answer, calls: withOwnIds(answer.calls) });
}

/** Every call has an id of its own, whatever the model wrote: answers are matched by it. */
function withOwnIds(calls: readonly ModelToolCall[]): ModelToolCall[] {
  const used = new Set<string>();
  return calls.map((call, index) => {
    const id = call.id === "" || used.has(call.id) ? `${call.id || "call"}-${index + 1}` : call.id;
    used.add(id);
    return { ...call, id };
  });
}
