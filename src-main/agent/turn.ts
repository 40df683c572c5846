import type { ChatItem } from "../../shared/contract/chat.ts";
import type { FairleadError } from "../../shared/errors.ts";
import type { RunId, TurnId } from "../../shared/ids.ts";
import type { Result } from "../../shared/result.ts";
import type { ToolsOff } from "../../shared/tools-off.ts";
import type { RecordAudit } from "../audit/journal.ts";
import type { ModelMessage, ModelPart, ModelTool } from "../models/message.ts";
import type { Policy } from "../policy/act.ts";
import type { Transcript } from "../sessions/transcript.ts";
import type { Tool, ToolContext } from "../tools/tool.ts";
import type { ActPlace } from "./act-to-judge.ts";
import type { Approvals } from "./approvals.ts";
import type { ToolItem } from "./call-item.ts";
import type { ConversationContext } from "./context/conversation-context.ts";
import type { TurnLimits } from "./context/turn-limits.ts";
import type { PersonQuestions } from "./person-questions.ts";
import type { Repetition } from "./repetition.ts";

/** How a turn ended, as its last item says it. */
export type TurnEnd = {
  reason: Extract<ChatItem, { kind: "end" }>["reason"];
  error: FairleadError | null;
};

/** Asks the model once; see `ModelPart` for the order of what comes. Never throws for what an endpoint does. */
export type AskModel = (request: {
  messages: readonly ModelMessage[];
  tools: readonly ModelTool[];
  signal: AbortSignal;
}) => AsyncIterable<ModelPart>;

/** Everything one turn stands on, from the question to its end. */
export type Turn = {
  id: TurnId;
  transcript: Transcript<ModelMessage>;
  askModel: AskModel;
  systemPrompt: () => string;
  tools: readonly Tool[];
  /** What is switched off, as it stands now. */
  toolsOff: () => ToolsOff;
  context: ToolContext;
  policy: Policy;
  place: ActPlace;
  /** Asks and waits, with the turn's clock stopped. null where nobody can be asked. */
  ask: Approvals["ask"] | null;
  /** Questions of the agent itself. */
  questions: PersonQuestions;
  record: RecordAudit;
  repetition: Repetition;
  /** What is sent of the conversation. */
  window: ConversationContext;
  limits: TurnLimits;
  redact: (text: string) => string;
  /** Tells the model what has come since its last step: messages of the person, ends of commands. */
  hear: () => Promise<Result<void, FairleadError>>;
  /** Whether there is anything to hear. */
  hasUnheard: () => boolean;
  /** The model has read how this command stands. */
  saw: (runId: RunId) => void;
  /** Keeps an item up to date whose command outlives the call. */
  follow: (item: ToolItem) => void;
  /** Milliseconds since the epoch. */
  now: () => number;
};

/** The tools that the agent has in this turn now. */
export function switchedOn({ tools, toolsOff }: Pick<Turn, "tools" | "toolsOff">): readonly Tool[] {
  const off = toolsOff();
  return tools.filter(({ name }) => !off.has(name));
}
