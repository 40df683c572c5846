import type { FairleadError } from "../../shared/errors.ts";
import type { ItemId } from "../../shared/ids.ts";
import type { Result } from "../../shared/result.ts";
import { newId } from "../base/new-id.ts";
import { windowTold } from "../models/context-full.ts";
import type { ModelToolCall } from "../models/message.ts";
import { offered } from "../tools/toolbox.ts";
import { stoppedByPerson } from "../tools/wait-for-run.ts";
import { answerCall } from "./answer-call.ts";
import type { CallAnswer } from "./call-end.ts";
import { notRunText } from "./call-texts.ts";
import type { Told } from "./context/conversation-context.ts";
import { sumOfUsage } from "./context/usage.ts";
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

/** What a turn has used up, and whether its last request was refused as too long. */
type Spent = { usage: Usage | null; refused: boolean };

/**
 * One turn: ask the model, answer its calls, ask again, until it answers without a call, a limit is reached, a person
 * stops it or something fails. When it resolves every call has its answer, so the conversation can go on from here.
 */
export async function runTurn(
  turn: Turn,
  signal: AbortSignal,
): Promise<TurnEnd & { usage: Usage | null }> {
  const spent: Spent = { usage: null, refused: false };
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
  const over = await beforeAsking(turn, before, signal);
  if (over !== null) return over;
  const told = toldIn(turn);
  const room = await turn.window.makeRoom(told, turn.id, signal);
  if (signal.aborted) return ended((await before) ?? abortedEnd(turn, signal));
  if (!room.ok) return ended((await before) ?? { reason: "failed", error: room.error });
  turn.limits.spend(room.value);
  const { text, answer, bytes } = await streamAnswer(turn, told, signal);
  const unkept = await before;
  const kept = await text.complete(answer.ok);
  const usage = turn.window.answered(bytes, answer.ok ? answer.value.usage : null);
  turn.limits.spend(usage);
  if (unkept !== null) return ended(unkept);
  if (signal.aborted) return ended(abortedEnd(turn, signal));
  if (!answer.ok) return unanswered(turn, spent, { told, bytes, error: answer.error }, signal);
  if (!kept.ok) return failed(kept.error);
  spent.refused = false;
  spent.usage = sumOfUsage(spent.usage, usage);
  const { calls } = answer.value;
  const said = await turn.transcript.say({
    role: "assistant",
    content: answer.value.text,
    toolCalls: calls,
  });
  if (!said.ok) return failed(said.error);
  if (calls.length > 0) return { name: "answer-calls", calls };
  // What came while it answered is answered, too.
  return turn.hasUnheard()
    ? { name: "ask-model", kept: nothingToKeep }
    : ended({ reason: "answered", error: null });
}

/** The end of the turn where it is over; else what has come for the model is kept and told, and null. */
async function beforeAsking(turn: Turn, before: Kept, signal: AbortSignal): Promise<State | null> {
  if (signal.aborted) return ended((await before) ?? abortedEnd(turn, signal));
  const reached = turn.limits.reached();
  if (reached !== null) return ended((await before) ?? { reason: "limit", error: reached });
  if (!turn.hasUnheard()) return null;
  const unkept = await before;
  if (unkept !== null) return ended(unkept);
  const heard = await turn.hear();
  if (!heard.ok) return failed(heard.error);
  return signal.aborted ? ended(abortedEnd(turn, signal)) : null;
}

/** Once more with less where the request was too long for the provider; else the turn is over. */
async function unanswered(
  turn: Turn,
  spent: Spent,
  { told, bytes, error }: { told: Told; bytes: number; error: FairleadError },
  signal: AbortSignal,
): Promise<State> {
  if (error.code !== "model-context-full" || spent.refused) return failed(error);
  spent.refused = true;
  const shorter = await turn.window.refused(bytes, windowTold(error), told, turn.id, signal);
  if (signal.aborted) return ended(abortedEnd(turn, signal));
  if (!shorter.ok) return failed({ ...error, ...shorter.error });
  turn.limits.spend(shorter.value);
  return { name: "ask-model", kept: nothingToKeep };
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
  return ended(end ?? unkept ?? abortedEnd(turn, signal));
}

async function keptOf(
  answer: CallAnswer,
  said: Promise<Result<void, FairleadError>>,
): Promise<TurnEnd | null> {
  const end = (await answer.kept) ?? null;
  const kept = await said;
  return end ?? (kept.ok ? null : { reason: "failed", error: kept.error });
}

function toldIn(turn: Turn): Told {
  return { system: turn.systemPrompt(), tools: offered(switchedOn(turn)) };
}

async function streamAnswer(turn: Turn, told: Told, signal: AbortSignal) {
  const text = new StreamedText(turn);
  const { bytes, messages } = turn.window.request(told);
  const parts = turn.askModel({ messages, tools: told.tools, signal });
  const answer = await readAnswer(parts, (piece) => text.add(piece), signal);
  return { text, answer, bytes };
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

function abortedEnd(turn: Turn, signal: AbortSignal): TurnEnd {
  if (signal.reason === stoppedByPerson) return { reason: "stopped", error: null };
  if (signal.reason === timeIsUp) return { reason: "limit", error: turn.limits.timeIsUp() };
  return { reason: "interrupted", error: null };
}

function ended(end: TurnEnd): State {
  return { name: "ended", end };
}

function failed(error: FairleadError): State {
  return ended({ reason: "failed", error });
}
