import type { ChatEvent, ChatItem, Conversation, ToolInfo } from "../../shared/contract/chat.ts";
import type { Plan, PlanChange } from "../../shared/contract/plan.ts";
import type { EndedRun } from "../../shared/contract/runs.ts";
import type { Run } from "../../shared/contract/terminals.ts";
import { type FairleadError, failure } from "../../shared/errors.ts";
import type {
  ConversationId,
  FleetId,
  ProfileId,
  RunId,
  TerminalId,
  TurnId,
} from "../../shared/ids.ts";
import { fail, ok, type Result } from "../../shared/result.ts";
import type { Emitter } from "../base/emitter.ts";
import { newId } from "../base/new-id.ts";
import type { ModelMessage } from "../models/message.ts";
import { abortPlan, updateStep } from "../sessions/plan-changes.ts";
import type { Transcript } from "../sessions/transcript.ts";
import { allTools, toolInfos } from "../tools/toolbox.ts";
import { stoppedByPerson } from "../tools/wait-for-run.ts";
import { missingAnswers, missingEnds, settledCalls } from "./after-crash.ts";
import type { ChatParts, Running, TurnOptions } from "./chat-parts.ts";
import { Contexts } from "./context/contexts.ts";
import { TurnLimits } from "./context/turn-limits.ts";
import { interruptedFleetText } from "./fleet/interrupted-text.ts";
import { hear, unheard } from "./inbox.ts";
import { LeftRunning } from "./left-running.ts";
import { lookAtTerminal } from "./look-at-terminal.ts";
import { runTurn } from "./loop.ts";
import { PlanFollower } from "./plan/plan-follower.ts";
import { RunEvents } from "./run-events.ts";
import { RunFollower } from "./run-follower.ts";
import { TurnClock } from "./turn-clock.ts";
import { TurnMaker } from "./turn-maker.ts";

/** What is shown of one conversation. */
export type ChatState = { items: ChatItem[]; turnId: TurnId | null; plan: Plan | null };

/** What a turn's signal is aborted with when the app closes: commands run on where they can. */
const closing = "the app closes";

/**
 * Conversations with the agent: takes questions, runs one turn per conversation at a time, and keeps every step before it
 * happens. Disposing stops the turns and waits for them; do it before terminals, audit and store are disposed of.
 */
export class Chat implements AsyncDisposable {
  readonly #parts: ChatParts;
  readonly #now: () => number;
  readonly #running = new Map<ConversationId, Running>();
  readonly #follower: RunFollower;
  readonly #planFollower: PlanFollower;
  readonly #maker: TurnMaker;
  /** How full the conversations are, and how they are kept from overflowing. */
  readonly contexts: Contexts;
  readonly #events: RunEvents;
  readonly #left: LeftRunning;
  #closing = false;

  constructor(parts: ChatParts) {
    this.#parts = parts;
    this.#now = parts.now ?? Date.now;
    const { conversations, terminals } = parts;
    this.#events = new RunEvents({
      conversations,
      terminals,
      mostSelfStarted: () => parts.settings().turn.selfStarted,
      isRunning: (id) => this.#running.has(id),
      wake: (id, terminalId) => this.#start(id, terminalId, {}, async () => ok(undefined)),
      now: this.#now,
    });
    this.#left = new LeftRunning({ ...parts, now: this.#now });
    this.#follower = new RunFollower(conversations, terminals, parts.record, (end) =>
      this.#closing ? Promise.resolve() : this.#events.ended(end),
    );
    this.#planFollower = new PlanFollower(conversations, (id) => parts.fleets?.shown(id));
    this.#maker = new TurnMaker(parts, {
      window: (transcript) => this.contexts.of(transcript),
      saw: (runId, hasEnded) => this.#events.saw(runId, hasEnded),
      follow: (runId, place) => this.#follower.follow(runId, place),
      now: this.#now,
    });
    this.contexts = new Contexts({
      conversations: parts.conversations,
      model: parts.model,
      ask: parts.askModel,
      told: (id, terminalId) =>
        this.#maker.told(id, this.#maker.context(terminalId, this.#maker.plansOf(id))),
      settings: parts.settings,
      redact: parts.redact,
      now: this.#now,
    });
  }

  /** Marks what a crash left half done; to be called once at the start, after the terminals know their runs again. */
  async recover(): Promise<Result<void, FairleadError>> {
    const unsettled = await this.#parts.conversations.unsettled();
    if (!unsettled.ok) return unsettled;
    for (const id of unsettled.value) {
      const found = await this.#parts.conversations.transcript(id);
      if (!found.ok) return found;
      const settled = await this.#settleCalls(found.value, true);
      if (!settled.ok) return settled;
      for (const end of missingEnds(found.value.items, this.#now())) {
        const put = await found.value.put(end);
        if (!put.ok) return put;
      }
    }
    return ok(undefined);
  }

  /** The last used first. */
  conversations(): Conversation[] {
    return this.#parts.conversations.list();
  }

  /** Said whenever `conversations` would answer differently. */
  get conversationsChanged(): Emitter<void> {
    return this.#parts.conversations.changed;
  }

  /** What happens in any conversation. */
  get events(): Emitter<{ conversationId: ConversationId; event: ChatEvent }> {
    return this.#parts.conversations.events;
  }

  create(profileId: ProfileId | null = null): Promise<Result<Conversation, FairleadError>> {
    return this.#parts.conversations.create(profileId);
  }

  rename(id: ConversationId, title: string): Promise<Result<void, FairleadError>> {
    return this.#parts.conversations.rename(id, title);
  }

  /** Every tool there is, on or off. */
  tools(): ToolInfo[] {
    return toolInfos();
  }

  /** Switches a tool off or on again here, on record first; a turn under way goes by it at its next step. */
  async setTool(
    id: ConversationId,
    tool: string,
    on: boolean,
    actor: string,
  ): Promise<Result<void, FairleadError>> {
    const conversation = this.#parts.conversations.get(id);
    if (conversation === undefined) return fail(failure("conversation-unknown"));
    const known = allTools.some(({ name }) => name === tool);
    // What an older version switched off may have another name by now.
    if (!known && !on) return fail(failure("tool-unknown", tool));
    const detail = { conversationId: id, tool, switched: on ? "on" : "off" };
    const recorded = await this.#parts.record({ kind: "tools-changed", actor, detail });
    return recorded.ok ? this.#parts.conversations.setTool(id, tool, on) : recorded;
  }

  /** Stops its turn first. */
  async remove(id: ConversationId): Promise<Result<void, FairleadError>> {
    this.stop(id);
    await this.ended(id);
    return this.#parts.conversations.remove(id);
  }

  /** Everything so far, and the turn that is under way. At once where the conversation was looked at before. */
  state(
    id: ConversationId,
  ): Result<ChatState, FairleadError> | Promise<Result<ChatState, FairleadError>> {
    const known = this.#parts.conversations.loaded(id);
    return known === undefined ? this.#load(id) : ok(stateOf(known));
  }

  /**
   * Starts a turn with a question. Resolves when the question is kept; the turn goes on by itself. While a turn runs the model
   * reads the message at its next step, and a wait for a command is cut short for it.
   */
  send(
    id: ConversationId,
    text: string,
    terminalId: TerminalId | null,
    options: TurnOptions = {},
  ): Promise<Result<{ turnId: TurnId }, FairleadError>> {
    const running = this.#running.get(id);
    if (running !== undefined) return this.#tell(id, running, text);
    return this.#start(id, terminalId, options, async (transcript, turnId) => {
      const used = await this.#parts.conversations.use(id, text);
      if (!used.ok) return used;
      const at = this.#now();
      const shown = await transcript.put({
        id: newId("item", at),
        turnId,
        at,
        kind: "person",
        text,
      });
      return shown.ok ? transcript.say({ role: "user", content: text }) : shown;
    });
  }

  /** Goes on from where a failed or stopped turn left off; asks an answered question anew. */
  retry(
    id: ConversationId,
    terminalId: TerminalId | null,
    options: TurnOptions = {},
  ): Promise<Result<{ turnId: TurnId }, FairleadError>> {
    return this.#start(id, terminalId, options, async (transcript) => {
      const raised = await goneOn(transcript);
      if (!raised.ok) return raised;
      const question = transcript.items.findLast((item) => item.kind === "person");
      if (question === undefined) return fail(failure("input-invalid", "nothing was asked yet"));
      const { text } = question;
      const asked = transcript.messages.findLast((message) => message.role === "user");
      const answered = transcript.messages.at(-1)?.role === "assistant";
      if (asked?.content === text && !answered) return ok(undefined);
      return transcript.say({ role: "user", content: text });
    });
  }

  /** Stops the turn: open questions are withdrawn, a command that runs gets ^C. Nothing to stop is no failure. */
  stop(id: ConversationId): Result<void, FairleadError> {
    this.#running.get(id)?.controller.abort(stoppedByPerson);
    this.contexts.stop(id);
    return ok(undefined);
  }

  /** What the agent would get if it looked at this terminal now. */
  observe(terminalId: TerminalId): Promise<Result<{ text: string }, FairleadError>> {
    return lookAtTerminal(terminalId, this.#maker.context(terminalId), this.#parts.redact);
  }

  /** Every plan that is kept, oldest first. */
  async plans(id: ConversationId): Promise<Result<Plan[], FairleadError>> {
    const found = await this.#parts.conversations.transcript(id);
    return found.ok ? ok([...found.value.plans.all]) : found;
  }

  /** A person's own change of a plan. It stops nothing; the agent reads of it at its next step. */
  async changePlan(id: ConversationId, change: PlanChange): Promise<Result<void, FairleadError>> {
    const found = await this.#parts.conversations.transcript(id);
    if (!found.ok) return found;
    const made =
      change.kind === "abort"
        ? abortPlan("person")
        : updateStep(change.step, { status: change.status }, "person");
    const changed = await found.value.plans.change(made, change.planId);
    return changed.ok ? ok(undefined) : changed;
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
    await this.contexts[Symbol.asyncDispose]();
    await this.#follower[Symbol.asyncDispose]();
    await this.#planFollower[Symbol.asyncDispose]();
  }

  /** A message for the turn that runs. What comes too late for it begins the next one, see `#goOn`. */
  async #tell(
    id: ConversationId,
    running: Running,
    text: string,
  ): Promise<Result<{ turnId: TurnId }, FairleadError>> {
    const found = await this.#parts.conversations.transcript(id);
    if (!found.ok) return found;
    const { turnId } = running;
    if (turnId === null) return fail(failure("turn-running"));
    const at = this.#now();
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
    void this.#start(id, terminalId, options, async () => ok(undefined));
  }

  /** Told of every signal that a person has sent to what a command left running. */
  acted(runId: RunId, ended: EndedRun): Promise<void> {
    return this.#left.acted(runId, ended);
  }

  /** A timeout has ended a command: its conversation says so. */
  async timeUp(run: Run, ended: Result<EndedRun, FairleadError>): Promise<void> {
    for (const { id } of this.conversations()) {
      const transcript = this.#parts.conversations.loaded(id);
      const call = transcript?.items.find((item) => item.kind === "tool" && item.runId === run.id);
      if (transcript === undefined || call === undefined) continue;
      await this.#left.timeUp(transcript, call.turnId, run, ended);
    }
  }

  async #load(id: ConversationId): Promise<Result<ChatState, FairleadError>> {
    const loaded = await this.#parts.conversations.transcript(id);
    if (loaded.ok) this.#planFollower.catchUp(loaded.value);
    return loaded.ok ? ok(stateOf(loaded.value)) : loaded;
  }

  async #start(
    id: ConversationId,
    terminalId: TerminalId | null,
    options: TurnOptions,
    begin: (
      transcript: Transcript<ModelMessage>,
      turnId: TurnId,
    ) => Promise<Result<void, FairleadError>>,
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
    this.#planFollower.catchUp(transcript);
    const turnId = newId("turn", this.#now());
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

  async #runToEnd(
    transcript: Transcript<ModelMessage>,
    turnId: TurnId,
    running: Running,
  ): Promise<void> {
    const { options } = running;
    const { signal } = running.controller;
    const startedAt = this.#now();
    let stoppedAt = startedAt;
    signal.addEventListener("abort", () => {
      stoppedAt = this.#now();
    });
    const limits = new TurnLimits(this.#parts.settings(), transcript.items);
    using clock = new TurnClock(limits.seconds, this.#now);
    await using questions = this.#maker.questions(transcript, options, clock);
    const turn = this.#maker.turn(transcript, turnId, running, { clock, limits, questions });
    using _shown = this.contexts.running(transcript.id, {
      limits,
      workedMs: () => clock.workedMs,
      told: () => this.#maker.told(transcript.id, turn.context, options.mode),
    });
    const end = await runTurn(turn, AbortSignal.any([signal, clock.signal])).catch(
      (error: unknown) => ({
        reason: "failed" as const,
        error: failure("internal", error instanceof Error ? error.stack : String(error)),
        usage: null,
      }),
    );
    if (end.error?.code === "internal") await this.#settleCalls(transcript);
    if (end.reason === "stopped") await this.#left.report(transcript, turnId, stoppedAt);
    const at = this.#now();
    const durationMs = at - startedAt;
    await transcript.put({
      id: newId("item", at),
      turnId,
      at,
      kind: "end",
      ...end,
      durationMs,
      workedMs: clock.workedMs,
    });
    transcript.turnEnded();
  }

  /** Says of every unfinished call what is known of it, and follows what still runs. */
  async #settleCalls(
    transcript: Transcript<ModelMessage>,
    fromBefore = false,
  ): Promise<Result<void, FairleadError>> {
    const { fleets, terminals } = this.#parts;
    const fleetText = (id: FleetId) => interruptedFleetText(fleets?.shown(id));
    const runOf = (id: RunId) => terminals.run(id);
    for (const item of settledCalls(transcript.items, runOf, fleetText)) {
      const put = await transcript.put(item);
      if (!put.ok) return put;
      const run = item.runId === null ? undefined : terminals.run(item.runId);
      if (run === undefined || !isSettled(run)) continue;
      const place = { conversationId: transcript.id, itemId: item.id };
      await this.#events.ended({ ...place, run, live: !fromBefore });
    }
    for (const item of transcript.items) {
      if (item.kind !== "tool" || item.runId === null) continue;
      if (item.status.state !== "working" && item.status.state !== "unknown") continue;
      this.#follower.follow(
        item.runId,
        { conversationId: transcript.id, itemId: item.id },
        fromBefore,
      );
    }
    return ok(undefined);
  }
}

/** Notes on the end that a person let the conversation go on after its limit: its limit is raised by it. */
async function goneOn(transcript: Transcript<ModelMessage>): Promise<Result<void, FairleadError>> {
  const beside = new Set<ChatItem["kind"]>(["fold", "run-ended", "left-running"]);
  const last = transcript.items.findLast((item) => !beside.has(item.kind));
  if (last?.kind !== "end" || last.reason !== "limit") return ok(undefined);
  return transcript.put({ ...last, wentOn: true });
}
/** Whether nothing can be found out about it any more. */
const isSettled = ({ state }: Run): boolean => state === "finished" || state === "stopped";

function stateOf({ items, plans, turnId }: Transcript<ModelMessage>): ChatState {
  return { items: [...items], turnId, plan: plans.newest };
}
