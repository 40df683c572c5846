import type { ChatItem, Usage } from "../../../shared/contract/chat.ts";
import { type FairleadError, failure } from "../../../shared/errors.ts";
import type { TurnId } from "../../../shared/ids.ts";
import { quotedHosts } from "../../../shared/quoted-output.ts";
import { fail, ok, type Result } from "../../../shared/result.ts";
import { newId } from "../../base/new-id.ts";
import type { ModelMessage } from "../../models/message.ts";
import type { Transcript } from "../../sessions/transcript.ts";
import { sourcesOf } from "../taint.ts";
import type { AskModel } from "../turn.ts";
import { type Fold, type FoldItem, foldOf } from "./fold.ts";
import type { FoldPlan } from "./fold-plan.ts";
import { foldedMessages } from "./fold-view.ts";
import { bytesOfAll } from "./measure.ts";
import { isLong, toolItems } from "./references.ts";
import { askForSummary, plainSummary, textToSumUp } from "./summary.ts";

export type Compaction = {
  transcript: Transcript<ModelMessage>;
  plan: FoldPlan;
  because: FoldItem["because"];
  turnId: TurnId;
  ask: AskModel;
  /** Characters that may be sent to be summed up. */
  limit: number;
  bytesPerToken: number;
  redact: (text: string) => string;
  /** What one request used, with its cost. */
  priced: (usage: Usage | null) => Usage;
  now: () => number;
};

/** More are not told one by one: a person reads this. */
const mostSources = 20;

/**
 * Sums up what the plan leaves out, by the model where it answers and by a plain list where it does not, and puts the fold
 * into the conversation. Nothing is taken from the transcript. Answers with what the summary used.
 */
export async function compact(
  compaction: Compaction,
  signal: AbortSignal,
): Promise<Result<Usage | null, FairleadError>> {
  const { because, bytesPerToken, now, plan, transcript, turnId } = compaction;
  const before = foldOf(transcript.items);
  const messages = [...transcript.messages];
  const found = toolItems(transcript.items);
  const added = messages.slice(before.from, plan.from);
  const summed =
    added.length === 0
      ? { by: before.by, summary: before.summary, usage: null }
      : await sumUp(compaction, before, added, signal);
  if (signal.aborted) return fail(failure("aborted"));
  const fold: Fold = {
    from: plan.from,
    referredBefore: plan.referredBefore,
    by: summed.by,
    summary: summed.summary,
    sources: sourcesIn(transcript, before, added),
  };
  const tokens = (of: Fold) =>
    Math.round(bytesOfAll(foldedMessages(messages, of, found)) / bytesPerToken);
  const referred = messages.slice(plan.from, plan.referredBefore);
  const at = now();
  const kept = await transcript.put({
    id: newId("item", at),
    turnId,
    at,
    kind: "fold",
    because,
    ...fold,
    messages: plan.from,
    outputs: referred.filter((message) => message.role === "tool" && isLong(message)).length,
    tokensBefore: tokens(before),
    tokensAfter: tokens(fold),
    usage: summed.usage,
  });
  return kept.ok ? ok(summed.usage) : kept;
}

async function sumUp(
  { ask, limit, priced, redact, transcript }: Compaction,
  before: Fold,
  added: readonly ModelMessage[],
  signal: AbortSignal,
): Promise<Pick<FoldItem, "by" | "summary" | "usage">> {
  const found = toolItems(transcript.items);
  const text = textToSumUp(before.summary, added, found, limit);
  const asked = await askForSummary(ask, text, signal);
  if (asked.ok) {
    const { summary, usage } = asked.value;
    return { by: "agent", summary: redact(summary), usage: priced(usage) };
  }
  const summary = redact(plainSummary(before.summary, added, found));
  return { by: "fairlead", summary, usage: null };
}

/** Whose text the summary may hold: what machines said in the messages it stands for. */
function sourcesIn(
  { items }: Transcript<ModelMessage>,
  before: Fold,
  added: readonly ModelMessage[],
): string[] {
  const calls = new Set(
    added.flatMap((message) => (message.role === "tool" ? [message.toolCallId] : [])),
  );
  const inPersonsPlace = added.filter(({ role }) => role === "user").map(({ content }) => content);
  const isSummed = (item: ChatItem) => {
    if (item.kind === "tool") return calls.has(item.callId);
    const isEvent = item.kind === "run-ended";
    return isEvent && inPersonsPlace.some((content) => content.includes(`event id: ${item.id}\n`));
  };
  const read = sourcesOf(items.filter(isSummed)).map(({ words }) => words);
  const quoted = inPersonsPlace
    .flatMap(quotedHosts)
    .map((hostName) => `output quoted from ${hostName}`);
  return [...new Set([...before.sources, ...read, ...quoted])].slice(0, mostSources);
}
