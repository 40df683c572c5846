import { randomUUID } from "node:crypto";
import type { PracticeReply } from "./reply.ts";

/** The reply as a streamed Chat Completions answer: text word by word, arguments in pieces, like other endpoints do. */
export function* events(reply: PracticeReply): Generator<string> {
  const common = {
    id: `chatcmpl-${randomUUID()}`,
    object: "chat.completion.chunk",
    model: "practice",
  };
  const chunk = (delta: object, finish_reason: string | null = null) =>
    `data: ${JSON.stringify({ ...common, choices: [{ index: 0, delta, finish_reason }] })}\n\n`;
  yield chunk({ role: "assistant", content: "" });
  for (const content of reply.text.match(/\S+\s*|\s+/g) ?? []) yield chunk({ content });
  if (reply.call !== null) {
    const { name, arguments: text } = wireCall(reply.call);
    const start = { index: 0, id: `call_${randomUUID()}`, type: "function" };
    yield chunk({ tool_calls: [{ ...start, function: { name, arguments: "" } }] });
    for (const piece of text.match(/[\s\S]{1,24}/g) ?? []) {
      yield chunk({ tool_calls: [{ index: 0, function: { arguments: piece } }] });
    }
  }
  yield chunk({}, finishReason(reply));
  yield `data: ${JSON.stringify({ ...common, choices: [], usage: nothingUsed })}\n\n`;
  yield "data: [DONE]\n\n";
}

/** The same for a client that did not ask for a stream. */
export function completion(reply: PracticeReply): object {
  const call = reply.call && {
    id: `call_${randomUUID()}`,
    type: "function",
    function: wireCall(reply.call),
  };
  const message = {
    role: "assistant",
    content: reply.text,
    ...(call === null ? {} : { tool_calls: [call] }),
  };
  return {
    id: `chatcmpl-${randomUUID()}`,
    object: "chat.completion",
    model: "practice",
    choices: [{ index: 0, message, finish_reason: finishReason(reply) }],
    usage: nothingUsed,
  };
}

/** There is no language model, so there are no tokens. */
const nothingUsed = { prompt_tokens: 0, completion_tokens: 0, total_tokens: 0 };

function wireCall({ name, arguments: values }: NonNullable<PracticeReply["call"]>) {
  return { name, arguments: JSON.stringify(values) };
}

function finishReason({ call }: PracticeReply): string {
  return call === null ? "stop" : "tool_calls";
}
