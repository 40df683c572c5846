import { type FairleadError, failure } from "../../shared/errors.ts";
import type { ItemId } from "../../shared/ids.ts";
import type { Result } from "../../shared/result.ts";
import { newId } from "../base/new-id.ts";
import type { ModelToolCall } from "../models/message.ts";
import { offered } from "../tools/toolbox.ts";
import { stoppedByPerson } from "../tools/wait-for-run.ts";
import { answerCall } from "./answer-call.ts";
import type { CallAnswer } from "./call-end.ts";
import { notRunText } from "./call-texts.ts";
import { readAnswer, type Usage } from "./model-answer.ts";
import { switchedOn, type Turn, type TurnEnd } from "./turn.ts";
import { timeIsUp } from "./turn-clock.ts";

/** Resolves when what was done so far is on the disk, with how the turn ends where it could not be kept. */
type Kept = Promise<TurnEnd | null>;

const nothingToKeep: Kept = Promise.resolve(null);

type State =
  | { name: "ask-model"; kept: Kept }
  | { name: "answer-calls"; calls: readonly ModelToolCall[] }
  | { name: "ended"; end: TurnEnd };

/** What a turn has used up. */
type Spent = { iterations: number; usage: Usage | null };

/**
 * One turn: ask the model, answer its calls, ask again, until it answers without a call, a limit is reached, a person
 * stops it or something fails. When it resolves every call has its answer, so the conversation can go on from here.
 */
export async function runTurn(
  turn: Turn,
  signal: AbortSignal,
): Promise<TurnEnd & { usage: Usage | null }> {
  const spent: Spent = { iterations: 0, usage: null };
  let state: State = { name: "ask-model", kept: nothingToKeep };
  while (state.name !== "ended") {
    state =
      state.name === "ask-model"
        ? await askModel(turn, spent, state.kept, signal)
        : await answerCalls(turn, state.calls, signal);
  }
  return { ...state.end, usage: spent.usage };
}

/** The model may think about what was done while that is being kept; nothing it answers counts before. */
async function askModel(
  turn: Turn,
  spent: Spent,
  before: Kept,
  signal: AbortSignal,
): Promise<State> {
  if (signal.aborted) return ended((await before) ?? abortedEnd(signal));
  if (turn.maximumIterations > 0 && spent.iterations >= turn.maximumIterations) {
    const detail = `${spent.iterations} requests to the model`;
    return ended((await before) ?? { reason: "limit", error: failure("turn-limit", detail) });
  }
  spent.iterations += 1;
  const { text, answer } = await streamAnswer(turn, signal);
  const unkept = await before;
  const kept = await text.complete(answer.ok);
  if (unkept !== null) return ended(unkept);
  if (signal.aborted) return ended(abortedEnd(signal));
  if (!answer.ok) return failed(answer.error);
  if (!kept.ok) return failed(kept.error);
  spent.usage = sum(spent.usage, answer.value.usage);
  const { calls } = answer.value;
  const said = await turn.transcript.say({
    role: "assistant",
    content: answer.value.text,
    toolCalls: calls,
  });
  if (!said.ok) return failed(said.error);
  return calls.length === 0
    ? ended({ reason: "answered", error: null })
    : { name: "answer-calls", calls };
}

/** In order, one answer each, also for those that a stop leaves undone: models reject a call left unanswered. */
async function answerCalls(
  turn: Turn,
  calls: readonly ModelToolCall[],
  signal: AbortSignal,
): Promise<State> {
  const over = new AbortController();
  const either = AbortSignal.any([signal, over.signal]);
  let end: TurnEnd | null = null;
  let kept = nothingToKeep;
  for (const call of calls) {
    const answer = await answerCall(turn, call, either);
    const content = answer.text === "" ? notRunText : answer.text;
    const said = turn.transcript.say({ role: "tool", toolCallId: call.id, content });
    kept = keptOf(answer, said);
    end ??= answer.end;
    // Only the model may hear of the last one before it is kept.
    if (call !== calls.at(-1)) end ??= await kept;
    if (end !== null) over.abort(end.reason);
  }
  if (end === null && !signal.aborted) return { name: "ask-model", kept };
  const unkept = await kept;
  return ended(end ?? unkept ?? abortedEnd(signal));
}

async function keptOf(
  answer: CallAnswer,
  said: Promise<Result<void, FairleadError>>,
): Promise<TurnEnd | null> {
  const end = (await answer.kept) ?? null;
  const kept = await said;
  return end ?? (kept.ok ? null : { reason: "failed", error: kept.error });
}

async function streamAnswer(turn: Turn, signal: AbortSignal) {
  const text = new StreamedText(turn);
  const parts = turn.askModel({
    messages: [{ role: "system", content: turn.systemPrompt() }, ...turn.transcript.messages],
    tools: offered(switchedOn(turn)),
    signal,
  });
  const answer = await readAnswer(parts, (piece) => text.add(piece), signal);
  return { text, answer };
}

/** The agent's words of one answer, shown as they come. There is no item until there is a word. */
class StreamedText {
  readonly #turn: Turn;
  readonly #at: number;
  #id: ItemId | null = null;
  #text = "";
  #shown: Promise<unknown> = Promise.resolve();

  constructor(turn: Turn) {
    this.#turn = turn;
    this.#at = turn.now();
  }

  add(piece: string): void {
    this.#text += piece;
    if (this.#id === null) {
      this.#id = newId("item", this.#at);
      this.#shown = this.#put(this.#id, false);
    } else this.#turn.transcript.addText(this.#id, piece);
  }

  /** Keeps the whole text; false says that the answer is not all of it. */
  async complete(whole: boolean) {
    await this.#shown;
    if (this.#id === null) return { ok: true, value: undefined } as const;
    return this.#put(this.#id, whole);
  }

  #put(id: ItemId, complete: boolean) {
    const { id: turnId, transcript } = this.#turn;
    return transcript.put({
      id,
      turnId,
      at: this.#at,
      kind: "agent",
      text: this.#text,
      complete,
    });
  }
}

function abortedEnd(signal: AbortSignal): TurnEnd {
  if (signal.reason === stoppedByPerson) return { reason: "stopped", error: null };
  if (signal.reason === timeIsUp)
    return { reason: "limit", error: failure("turn-limit", timeIsUp) };
  return { reason: "interrupted", error: null };
}

function ended(end: TurnEnd): State {
  return { name: "ended", end };
}

function failed(error: FairleadError): State {
  return ended({ reason: "failed", error });
}

function sum(one: Usage | null, other: Usage | null): Usage | null {
  if (one === null || other === null) return one ?? other;
  return {
    inputTokens: one.inputTokens + other.inputTokens,
    outputTokens: one.outputTokens + other.outputTokens,
  };
}
