import { randomUUID } from "node:crypto";

/** One thing a scripted answer does. "wait" stands still until the promise settles or the client is gone, "repeat" goes on until it is. */
type ModelStep =
  | { kind: "send"; text: string }
  | { kind: "wait"; until: Promise<unknown> }
  | { kind: "repeat"; text: string; everyMs: number }
  | { kind: "cut" };

export type RefusalTurn = {
  kind: "refusal";
  status: number;
  message: string;
  headers: Record<string, string>;
  code: string | null;
};
export type StreamTurn = { kind: "stream"; contentType: string; steps: ModelStep[] };

/** One scripted answer; made by the functions of this file. */
export type ModelTurn = RefusalTurn | StreamTurn | { kind: "silence" };

export type ScriptedCall = {
  name: string;
  /** Text is sent as it is: also what is no JSON. */
  arguments: Record<string, unknown> | string;
  id?: string;
};

type Ending = { usage?: { input: number; output: number } };

/** A plain answer, streamed word by word. */
export function says(text: string, { usage }: Ending = {}): ModelTurn {
  return stream([...words(text), finishes("stop"), ...counts(usage), done]);
}

/** Tool calls, their arguments split into small pieces, after some text or none. */
export function calls(
  wanted: ScriptedCall[],
  { text = "", usage }: Ending & { text?: string } = {},
): ModelTurn {
  const steps = wanted.flatMap((call, index) => callPieces(call, index));
  return stream([...words(text), ...steps, finishes("tool_calls"), ...counts(usage), done]);
}

/** One `run_shell` call, the usual case. */
export function runs(command: string, reason = "to look", more: Record<string, unknown> = {}) {
  return calls([{ name: "run_shell", arguments: { command, reason, ...more } }]);
}

/** An HTTP refusal. Fairlead asks again after 408, 409, 429 and 5xx: such a failure is scripted three times to be seen. */
export function refuses(
  status: number,
  message = `scripted ${status}`,
  headers: Record<string, string> = {},
  code: string | null = null,
): RefusalTurn {
  return { kind: "refusal", status, message, headers, code };
}

/** The connection breaks after some text. */
export function breaksAfter(text: string): ModelTurn {
  return stream([...words(text), { kind: "cut" }]);
}

/** The connection breaks when half of the arguments have been sent. */
export function breaksInCall(call: ScriptedCall): ModelTurn {
  const pieces = callPieces(call, 0);
  return stream([...pieces.slice(0, Math.ceil(pieces.length / 2)), { kind: "cut" }]);
}

/** The stream ends as if all were well, but without a finish reason. */
export function endsEarly(text: string): ModelTurn {
  return stream(words(text));
}

/** An event that is not JSON. */
export function sendsGarbage(): ModelTurn {
  return stream([...words("Well, "), { kind: "send", text: 'data: {"choices":[{"del\n\n' }]);
}

/** Some text, then stands still until `until` settles, then ends properly. */
export function waits(
  until: Promise<unknown>,
  before = "One moment. ",
  after = "Done.",
): ModelTurn {
  return stream([
    ...words(before),
    { kind: "wait", until },
    ...words(after),
    finishes("stop"),
    done,
  ]);
}

/** Events exactly as given; strings are sent as they are. */
export function sends(events: unknown[], contentType = "text/event-stream"): StreamTurn {
  const steps = events.map((event) =>
    typeof event === "string" ? { kind: "send" as const, text: event } : data(event),
  );
  return stream(steps, contentType);
}

/** Events as given, then the same one for ever. */
export function keepsSending(events: unknown[], again: unknown, everyMs = 20): StreamTurn {
  const first = sends(events);
  const text = typeof again === "string" ? again : `data: ${JSON.stringify(again)}\n\n`;
  return { ...first, steps: [...first.steps, { kind: "repeat", text, everyMs }] };
}

/** Events as given, then silence: the stream never ends. */
export function hangsAfter(events: unknown[]): StreamTurn {
  const first = sends(events);
  const never = new Promise(() => undefined);
  return { ...first, steps: [...first.steps, { kind: "wait", until: never }] };
}

/** The request is read and never answered. */
export const silent: ModelTurn = { kind: "silence" };

/** A condition a test opens: `waits(gate.opened)`. */
export function gate(): { opened: Promise<void>; open(): void } {
  const { promise, resolve } = Promise.withResolvers<void>();
  return { opened: promise, open: resolve };
}

const done: ModelStep = { kind: "send", text: "data: [DONE]\n\n" };

function stream(steps: ModelStep[], contentType = "text/event-stream"): StreamTurn {
  return { kind: "stream", contentType, steps };
}

function data(event: unknown): ModelStep {
  return { kind: "send", text: `data: ${JSON.stringify(event)}\n\n` };
}

function delta(content: Record<string, unknown>): ModelStep {
  return data({ object: "chat.completion.chunk", choices: [{ index: 0, delta: content }] });
}

function words(text: string): ModelStep[] {
  return (text.match(/\S+\s*|\s+/g) ?? []).map((content) => delta({ content }));
}

function finishes(reason: string): ModelStep {
  return data({ choices: [{ index: 0, delta: {}, finish_reason: reason }] });
}

function counts(usage: Ending["usage"]): ModelStep[] {
  if (usage === undefined) return [];
  const { input, output } = usage;
  return [data({ choices: [], usage: { prompt_tokens: input, completion_tokens: output } })];
}

function callPieces(call: ScriptedCall, index: number): ModelStep[] {
  const text = typeof call.arguments === "string" ? call.arguments : JSON.stringify(call.arguments);
  const id = call.id ?? `call_${randomUUID()}`;
  const first = { index, id, type: "function", function: { name: call.name, arguments: "" } };
  const pieces = text.match(/[\s\S]{1,7}/g) ?? [];
  return [
    delta({ tool_calls: [first] }),
    ...pieces.map((piece) => delta({ tool_calls: [{ index, function: { arguments: piece } }] })),
  ];
}
