import type { ChatEvent, ChatItem, Conversation, ToolInfo } from "../../shared/contract/chat.ts";
import type { Plan, PlanChange } from "../../shared/contract/plan.ts";
import type { EndedRun } from "../../shared/contract/runs.ts";
import type { Run } from "../../shared/contract/terminals.ts";
import { type FairleadError, failure } from "../../shared/errors.ts";
import type { ConversationId, ProfileId, RunId, TerminalId, TurnId } from "../../shared/ids.ts";
import { fail, ok, type Result } from "../../shared/result.ts";
import type { Emitter } from "../base/emitter.ts";
import { newId } from "../base/new-id.ts";
import type { ModelMessage } from "../models/message.ts";
import { abortPlan, updateStep } from "../sessions/plan-changes.ts";
import type { Transcript } from "../sessions/transcript.ts";
import { allTools, toolInfos } from "../tools/toolbox.ts";
import { CallSettlement } from "./call-settlement.ts";
import type { ChatParts, TurnOptions } from "./chat-parts.ts";
import { Contexts } from "./context/contexts.ts";
import { LeftRunning } from "./left-running.ts";
import { lookAtTerminal } from "./look-at-terminal.ts";
import { PlanFollower } from "./plan/plan-follower.ts";
import { RunEvents } from "./run-events.ts";
import { RunFollower } from "./run-follower.ts";
import { TurnMaker } from "./turn-maker.ts";
import { Turns } from "./turns.ts";

/** What is shown of one conversation. */
export type ChatState = { items: ChatItem[]; turnId: TurnId | null; plan: Plan | null };

/**
 * Conversations with the agent: takes questions, runs one turn per conversation at a time, and keeps every step before it
 * happens. Disposing stops the turns and waits for them; do it before terminals, audit and store are disposed of.
 */
export class Chat implements AsyncDisposable {
  readonly #parts: ChatParts;
  readonly #now: () => number;
  readonly #turns: Turns;
  readonly #settlement: CallSettlement;
  readonly #follower: RunFollower;
  readonly #planFollower: PlanFollower;
  readonly #maker: TurnMaker;
  /** How full the conversations are, and how they are kept from overflowing. */
  readonly contexts: Contexts;
  readonly #left: LeftRunning;

  constructor(parts: ChatParts) {
    this.#parts = parts;
    this.#now = parts.now ?? Date.now;
    const { conversations, terminals } = parts;
    const events = new RunEvents({
      conversations,
      terminals,
      mostSelfStarted: () => parts.settings().turn.selfStarted,
      isRunning: (id) => this.#turns.isRunning(id),
      wake: (id, terminalId) => this.#turns.start(id, terminalId, {}, async () => ok(undefined)),
      now: this.#now,
    });
    this.#left = new LeftRunning({ ...parts, now: this.#now });
    this.#follower = new RunFollower(conversations, terminals, parts.record, (end) =>
      this.#turns.isClosing ? Promise.resolve() : events.ended(end),
    );
    this.#planFollower = new PlanFollower(conversations, (id) => parts.fleets?.shown(id));
    this.#maker = new TurnMaker(parts, {
      window: (transcript) => this.contexts.of(transcript),
      saw: (runId, hasEnded) => events.saw(runId, hasEnded),
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
    this.#settlement = new CallSettlement({
      ...parts,
      events,
      follower: this.#follower,
      now: this.#now,
    });
    this.#turns = new Turns({
      ...parts,
      maker: this.#maker,
      contexts: this.contexts,
      left: this.#left,
      catchUp: (transcript) => this.#planFollower.catchUp(transcript),
      settle: (transcript) => this.#settlement.settle(transcript),
      now: this.#now,
    });
  }

  /** Marks what a crash left half done; to be called once at the start, after the terminals know their runs again. */
  recover(): Promise<Result<void, FairleadError>> {
    return this.#settlement.recover();
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
    const told = this.#turns.tell(id, text);
    if (told !== null) return told;
    return this.#turns.start(id, terminalId, options, async (transcript, turnId) => {
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
    return this.#turns.start(id, terminalId, options, async (transcript) => {
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
    this.#turns.stop(id);
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
  ended(id: ConversationId): Promise<void> {
    return this.#turns.ended(id);
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

  async [Symbol.asyncDispose](): Promise<void> {
    await this.#turns[Symbol.asyncDispose]();
    await this.contexts[Symbol.asyncDispose]();
    await this.#follower[Symbol.asyncDispose]();
    await this.#planFollower[Symbol.asyncDispose]();
  }

  async #load(id: ConversationId): Promise<Result<ChatState, FairleadError>> {
    const loaded = await this.#parts.conversations.transcript(id);
    if (loaded.ok) this.#planFollower.catchUp(loaded.value);
    return loaded.ok ? ok(stateOf(loaded.value)) : loaded;
  }
}

/** Notes on the end that a person let the conversation go on after its limit: its limit is raised by it. */
async function goneOn(transcript: Transcript<ModelMessage>): Promise<Result<void, FairleadError>> {
  const beside = new Set<ChatItem["kind"]>(["fold", "run-ended", "left-running"]);
  const last = transcript.items.findLast((item) => !beside.has(item.kind));
  if (last?.kind !== "end" || last.reason !== "limit") return ok(undefined);
  return transcript.put({ ...last, wentOn: true });
}

function stateOf({ items, plans, turnId }: Transcript<ModelMessage>): ChatState {
  return { items: [...items], turnId, plan: plans.newest };
}
