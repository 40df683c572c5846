import type { Mode } from "../../shared/contract/policy.ts";
import type { ConversationId, ItemId, RunId, TerminalId, TurnId } from "../../shared/ids.ts";
import { offBySettings, type ToolsOff, toolsOff } from "../../shared/tools-off.ts";
import type { ModelMessage } from "../models/message.ts";
import type { Transcript } from "../sessions/transcript.ts";
import type { ToolContext } from "../tools/tool.ts";
import { allTools, offered } from "../tools/toolbox.ts";
import { hasEnded } from "../tools/wait-for-run.ts";
import type { ActPlace } from "./act-to-judge.ts";
import type { ChatParts, Running, TurnOptions } from "./chat-parts.ts";
import type { Told } from "./context/conversation-context.ts";
import type { TurnLimits } from "./context/turn-limits.ts";
import { whatStands } from "./context/what-stands.ts";
import { hear, unheard } from "./inbox.ts";
import { KeyGrants } from "./key-grants.ts";
import { PersonQuestions } from "./person-questions.ts";
import { askInPlan } from "./plan/ask-in-plan.ts";
import { Repetition } from "./repetition.ts";
import { systemPrompt } from "./system-prompt.ts";
import { readSince, Taint } from "./taint.ts";
import { switchedOn, type Turn } from "./turn.ts";
import type { TurnClock } from "./turn-clock.ts";

const usualSettleMs = 400;
/** How long a look at the processes of a command may take, in ms. */
const noteMs = 2_000;

/** What a turn needs of the conversations around it. */
export type TurnHooks = {
  window: (transcript: Transcript<ModelMessage>) => Turn["window"];
  /** The model has read how the run stands. */
  saw: (runId: RunId, hasEnded: boolean) => void;
  /** From now on the item says what the run says. */
  follow: (runId: RunId, place: { conversationId: ConversationId; itemId: ItemId }) => void;
  now: () => number;
};

/** Puts together what turns stand on, and what a model is told before everything else. */
export class TurnMaker {
  readonly #parts: ChatParts;
  readonly #hooks: TurnHooks;
  readonly #keyGrants = new KeyGrants();

  constructor(parts: ChatParts, hooks: TurnHooks) {
    this.#parts = parts;
    this.#hooks = hooks;
  }

  /** Everything the turn stands on. */
  turn(
    transcript: Transcript<ModelMessage>,
    turnId: TurnId,
    running: Running,
    {
      clock,
      limits,
      questions,
    }: { clock: TurnClock; limits: TurnLimits; questions: PersonQuestions },
  ): Turn {
    const { approvals, conversations, hosts, policy, processes, record, redact, settings } =
      this.#parts;
    const { terminals } = this.#parts;
    const { options, terminalId } = running;
    const { mode, canAsk = true } = options;
    const origin = { origin: "agent", conversationId: transcript.id } as const;
    const fleet = this.#parts.fleets?.of(origin, (waiting) => clock.pausedFor(waiting));
    const context: ToolContext = {
      ...this.context(terminalId, transcript.plans),
      ...(fleet === undefined ? {} : { fleet }),
      patience: {
        stillRunningMs: settings().turn.stillRunningSeconds * 1_000,
        keyboardMs: settings().turn.keyboardSeconds * 1_000,
        spoken: () => running.spoken.signal,
      },
      ...(this.#parts.toolRuns === undefined ? {} : { runs: this.#parts.toolRuns }),
      ...(processes === undefined
        ? {}
        : { noteProcesses: (id) => processes.of(id, AbortSignal.timeout(noteMs)) }),
    };
    const place: ActPlace = {
      conversationId: transcript.id,
      hosts,
      terminals,
      taint: new Taint(readSince(transcript.items)),
      keyGrants: this.#keyGrants,
      mode: mode ?? null,
    };
    const profileId = conversations.get(transcript.id)?.profileId ?? null;
    const ask = askInPlan(approvals, transcript);
    return {
      id: turnId,
      transcript,
      askModel: (request) => this.#parts.askModel(profileId, request),
      systemPrompt: () => this.told(transcript.id, context, mode).system,
      tools: allTools,
      toolsOff: () => this.#toolsOff(transcript.id),
      context,
      policy,
      place,
      questions,
      ask: canAsk ? clock.pausing(ask) : null,
      record,
      repetition: new Repetition(),
      window: this.#hooks.window(transcript),
      limits,
      redact,
      hasUnheard: () => unheard(transcript).length > 0,
      hear: () => {
        if (running.spoken.signal.aborted) running.spoken = new AbortController();
        return hear(transcript, place.taint);
      },
      saw: (runId) => {
        const run = terminals.run(runId);
        if (run !== undefined) this.#hooks.saw(runId, hasEnded(run));
      },
      follow: ({ id: itemId, runId }) => {
        if (runId !== null) {
          this.#hooks.follow(runId, { conversationId: transcript.id, itemId });
        }
      },
      now: this.#hooks.now,
    };
  }

  /** What tools see where the person looks at `terminalId`. */
  context(terminalId: TerminalId | null, plans?: ToolContext["plans"]): ToolContext {
    const {
      files,
      hosts,
      isProduction,
      settleMs = usualSettleMs,
      terminals,
      tmux,
      web,
    } = this.#parts;
    return {
      terminals,
      hosts,
      terminalId,
      settleMs,
      now: this.#hooks.now,
      ...(plans === undefined ? {} : { plans }),
      ...(files === undefined ? {} : { files }),
      ...(web === undefined ? {} : { web }),
      ...(tmux === undefined ? {} : { tmux }),
      ...(isProduction === undefined ? {} : { isProduction }),
    };
  }

  plansOf(id: ConversationId | null): ToolContext["plans"] {
    return id === null ? undefined : this.#parts.conversations.loaded(id)?.plans;
  }

  /** What stands before the messages as it is now: it is no part of what is summed up, so it is never lost. */
  told(id: ConversationId | null, context: ToolContext, mode?: Mode): Told {
    const { approvals, conversations, model, modeOn, redact, settings, terminals } = this.#parts;
    const transcript = id === null ? undefined : conversations.loaded(id);
    const profileId = (id === null ? undefined : conversations.get(id))?.profileId ?? null;
    const off = this.#toolsOff(id);
    const prompt = systemPrompt(
      context,
      (hostId) => mode ?? modeOn(hostId, id),
      off,
      whatStands(transcript?.items ?? [], approvals.list(), id, (run) => terminals.run(run)),
      [settings().agent.instructions, model(profileId).instructions],
    );
    // By section: most are the same at every step, and the redactor knows a clean text again.
    const sections = prompt.split(/(?=^# )/m);
    const system = sections.map((section) => redact(section)).join("");
    return { system, tools: offered(switchedOn({ tools: allTools, toolsOff: () => off })) };
  }

  #toolsOff(id: ConversationId | null): ToolsOff {
    const conversation = id === null ? undefined : this.#parts.conversations.get(id);
    return toolsOff({
      policy: this.#parts.toolsOff?.() ?? [],
      settings: offBySettings(this.#parts.settings()),
      model: this.#parts.modelToolsOff?.(conversation?.profileId ?? null) ?? [],
      conversation: conversation?.toolsOff ?? [],
    });
  }

  /** The agent's own questions in this turn. */
  questions(
    transcript: Transcript<ModelMessage>,
    { canAsk = true }: TurnOptions,
    clock: TurnClock,
  ): PersonQuestions {
    const ask = askInPlan(this.#parts.approvals, transcript);
    return new PersonQuestions(canAsk ? ask : null, (answer) => clock.pausedFor(answer));
  }
}
