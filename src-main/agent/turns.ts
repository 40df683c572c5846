import { type FairleadError, failure } from "../../shared/errors.ts";
import type { ConversationId, TerminalId, TurnId } from "../../shared/ids.ts";
import { fail, ok, type Result } from "../../shared/result.ts";
import { newId } from "../base/new-id.ts";
import type { ModelMessage } from "../models/message.ts";
import type { Transcript } from "../sessions/transcript.ts";
import { stoppedByPerson } from "../tools/wait-for-run.ts";
import { missingAnswers } from "./after-crash.ts";
import type { ChatParts, Running, TurnOptions } from "./chat-parts.ts";
import type { Contexts } from "./context/contexts.ts";
import { TurnLimits } from "./context/turn-limits.ts";
import { hear, unheard } from "./inbox.ts";
import type { LeftRunning } from "./left-running.ts";
import { runTurn } from "./loop.ts";
import { TurnClock } from "./turn-clock.ts";
import type { TurnMaker } from "./turn-maker.ts";

/** Keeps what the turn begins with. A failure means that there is no turn. */
export type BeginTurn = (
  transcript: Transcript<ModelMessage>,
  turnId: TurnId,
) => Promise<Result<void, FairleadError>>;

export type TurnsParts = Pick<ChatParts, "conversations" | "settings"> & {
  maker: TurnMaker;
  contexts: Contexts;
  left: LeftRunning;
  /** Brings the conversation's plan up to what is known, before its turn begins. */
  catchUp: (transcript: Transcript<ModelMessage>) => void;
  /** Says of calls that a fault of ours has cut off what is known of them. */
  settle: (transcript: Transcript<ModelMessage>) => Promise<unknown>;
  now: () => number;
};

/** What a turn's signal is aborted with when the app closes: commands run on where they can. */
const closing = "the app closes";

/** The turns that run, one per conversation at a time. Disposing stops them and waits for them; no other begins then. */
export class Turns implements AsyncDisposable {
  readonly #parts: TurnsParts;
  readonly #running = new Map<ConversationId, Running>();
  #closing = false;

  constructor(parts: TurnsParts) {
    this.#parts = parts;
  }

  /** True once it is being disposed of. */
  get isClosing(): boolean {
    return this.#closing;
  }

  isRunning(id: ConversationId): boolean {
    return this.#running.has(id);
  }

  /** Resolves when the turn has begun; it goes on by itself. */
  async start(
    id: ConversationId,
    terminalId: TerminalId | null,
    options: TurnOptions,
    begin: BeginTurn,
  ): Promise<Result<{ turnId: TurnId }, FairleadError>> {
    if (this.#running.has(id)) return fail(failure("turn-running"));
    const controller = new AbortController();
    const finished = Promise.withResolvers<void>();
    const running: Running = {
      ...{ turnId: null, terminalId, options, controller },
      spoken: new AbortController(),
      done: finished.promise,
    };
    this.#running.set(id, running);
    const over = () => {
      this.#running.delete(id);
      finished.resolve();
    };
    const found = await this.#parts.conversations.transcript(id);
    if (!found.ok) {
      over();
      return found;
    }
    const transcript = found.value;
    this.#parts.catchUp(transcript);
    const turnId = newId("turn", this.#parts.now());
    const repaired = await transcript.say(...missingAnswers(transcript.messages, transcript.items));
    const heard = repaired.ok ? await hear(transcript) : repaired;
    const begun = heard.ok ? await begin(transcript, turnId) : heard;
    if (!begun.ok) {
      over();
      return begun;
    }
    running.turnId = turnId;
    transcript.turnStarted(turnId);
    // The turn outlives this call by design; `done` is awaited by `ended` and by disposal.
    void this.#runToEnd(transcript, turnId, running)
      .finally(over)
      .then(() => this.#goOn(id, running));
    return ok({ turnId });
  }

  /** A message for the turn that runs; null where none does. What comes too late for it begins the next one, see `#goOn`. */
  tell(
    id: ConversationId,
    text: string,
  ): Promise<Result<{ turnId: TurnId }, FairleadError>> | null {
    const running = this.#running.get(id);
    return running === undefined ? null : this.#tell(id, running, text);
  }

  /** Nothing to stop is no failure. */
  stop(id: ConversationId): void {
    this.#running.get(id)?.controller.abort(stoppedByPerson);
  }

  /** Resolves when no turn runs in the conversation. */
  async ended(id: ConversationId): Promise<void> {
    await this.#running.get(id)?.done;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#closing = true;
    const running = [...this.#running.values()];
    for (const { controller } of running) controller.abort(closing);
    await Promise.all(running.map(({ done }) => done));
  }

  async #tell(
    id: ConversationId,
    running: Running,
    text: string,
  ): Promise<Result<{ turnId: TurnId }, FairleadError>> {
    const found = await this.#parts.conversations.transcript(id);
    if (!found.ok) return found;
    const { turnId } = running;
    if (turnId === null) return fail(failure("turn-running"));
    const at = this.#parts.now();
    const item = { id: newId("item", at), turnId, at, kind: "person", text, heard: false } as const;
    const kept = await found.value.put(item);
    if (!kept.ok) return kept;
    running.spoken.abort();
    if (this.#running.get(id) !== running) this.#goOn(id, running);
    return ok({ turnId });
  }

  /** Messages that came while the last turn was ending begin another one; after a stop they wait for the person. */
  #goOn(id: ConversationId, { options, terminalId }: Running): void {
    const transcript = this.#parts.conversations.loaded(id);
    if (transcript === undefined || this.#running.has(id) || this.#closing) return;
    const end = transcript.items.findLast((item) => item.kind === "end");
    const waits = unheard(transcript).some(({ kind }) => kind === "person");
    if (!waits || end?.kind !== "end" || end.reason !== "answered") return;
    // It fails where the message itself could be kept and nothing else can: then it waits.
    void this.start(id, terminalId, options, async () => ok(undefined));
  }

  async #runToEnd(
    transcript: Transcript<ModelMessage>,
    turnId: TurnId,
    running: Running,
  ): Promise<void> {
    const { contexts, left, maker, now, settings, settle } = this.#parts;
    const { options } = running;
    const { signal } = running.controller;
    const startedAt = now();
    let stoppedAt = startedAt;
    signal.addEventListener("abort", () => {
      stoppedAt = now();
    });
    const limits = new TurnLimits(settings(), transcript.items);
    using clock = new TurnClock(limits.seconds, now);
    await using questions = maker.questions(transcript, options, clock);
    const turn = maker.turn(transcript, turnId, running, { clock, limits, questions });
    using _shown = contexts.running(transcript.id, {
      limits,
      workedMs: () => clock.workedMs,
      told: () => maker.told(transcript.id, turn.context, options.mode),
    });
    const end = await runTurn(turn, AbortSignal.any([signal, clock.signal])).catch(
      (error: unknown) => ({
        reason: "failed" as const,
        error: failure("internal", error instanceof Error ? error.stack : String(error)),
        usage: null,
      }),
    );
    if (end.error?.code === "internal") await settle(transcript);
    if (end.reason === "stopped") await left.report(transcript, turnId, stoppedAt);
    const at = now();
    await transcript.put({
      id: newId("item", at),
      turnId,
      at,
      kind: "end",
      ...end,
      durationMs: at - startedAt,
      workedMs: clock.workedMs,
    });
    transcript.turnEnded();
  }
}
