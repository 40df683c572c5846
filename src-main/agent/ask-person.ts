import type { Action, ActionTarget } from "../../shared/contract/approvals.ts";
import type { Judgement } from "../../shared/contract/policy.ts";
import { failure } from "../../shared/errors.ts";
import { type ApprovalId, localHostId } from "../../shared/ids.ts";
import { newId } from "../base/new-id.ts";
import type { PlannedQuestion } from "../tools/tool.ts";
import { actToJudge } from "./act-to-judge.ts";
import type { ApprovalEnd } from "./approvals.ts";
import { type CallAnswer, failCall } from "./call-end.ts";
import type { CallItem, ToolItem } from "./call-item.ts";
import { notRunText } from "./call-texts.ts";
import { addressOf, judgementDetail } from "./gate-notes.ts";
import type { PutQuestion } from "./person-questions.ts";
import type { Turn } from "./turn.ts";

/**
 * Puts the agent's question to the person, or looks at one that was put. Nothing is done by it, so it is no act; it is
 * recorded like one all the same.
 */
export async function askPerson(
  turn: Turn,
  item: CallItem,
  plan: PlannedQuestion,
  signal: AbortSignal,
): Promise<CallAnswer> {
  const { about, wait } = plan;
  if ("id" in about) {
    const put = turn.questions.get(about.id);
    if (put !== undefined) return answerOf(turn, item, { id: about.id, put, wait }, signal);
    return failCall(item, failure("input-invalid", `${about.id} was not asked in this turn.`));
  }
  const id = newId("appr");
  const put = await putQuestion(turn, item, { id, ...about, asking: plan.asking }, signal);
  return "text" in put ? put : answerOf(turn, item, { id, put, wait }, signal);
}

type NewQuestion = { id: ApprovalId; question: string; reason: string } & Pick<
  PlannedQuestion,
  "asking"
>;

/** Records the question and puts it, or says why not. */
async function putQuestion(
  turn: Turn,
  item: CallItem,
  { asking, id, question, reason }: NewQuestion,
  signal: AbortSignal,
): Promise<PutQuestion | CallAnswer> {
  const { place, questions, record } = turn;
  const action: Action = { kind: "ask-person", question };
  const target = targetOf(turn);
  const judgement = asQuestion(
    turn.policy.judge(actToJudge(place, { action, target, refusals: [] })),
  );
  const note = (kind: string, actor: string, detail: Parameters<typeof record>[0]["detail"]) =>
    record({ kind, actor, request: item.value.id, target: addressOf(target), detail });
  const proposed = await note("proposal", "agent", {
    tool: item.value.tool,
    action,
    reason,
    conversation: place.conversationId,
    turn: turn.id,
    urgency: asking.urgency,
    step: asking.step,
    judgement: judgementDetail(judgement),
  });
  if (!proposed.ok) return failCall(item, proposed.error);
  if (!questions.canAsk) {
    const recorded = await note("answer", "fairlead", { kind: "nobody-to-ask" });
    return failCall(item, recorded.ok ? failure("not-interactive") : recorded.error);
  }
  item.describe({ reason });
  const shown = await item.change({ status: { state: "asking", approvalId: id } });
  if (!shown.ok) return failCall(item, shown.error);
  const about = {
    id,
    conversationId: turn.transcript.id,
    turnId: turn.id,
    itemId: item.value.id,
    action,
    target,
  };
  return questions.put({ ...about, reason, judgement, ...asking }, signal, async (end) => {
    const recorded =
      end.kind === "answered"
        ? await note("answer", end.by, JSON.parse(JSON.stringify(end.answer)))
        : await note("answer", "fairlead", { kind: end.kind });
    // Where the call is over already, its item says the answer from now on.
    if (recorded.ok && end.kind === "answered") await item.change({ answer: end.answer });
    return recorded.ok ? null : recorded.error;
  });
}

/** What the model is told of a question, now or once it is answered. */
async function answerOf(
  turn: Turn,
  item: CallItem,
  { id, put, wait }: { id: ApprovalId; put: PutQuestion; wait: boolean },
  signal: AbortSignal,
): Promise<CallAnswer> {
  if (wait && put.end === null) await item.change({ status: { state: "asking", approvalId: id } });
  const end = wait && !signal.aborted ? await turn.questions.waiting(put.ended) : put.end;
  if (put.fault !== null) return failCall(item, put.fault);
  const text = turn.redact(endText(id, end));
  await item.change({ ...endPatch(end), output: text });
  const stop = end?.kind === "answered" && end.answer.kind === "deny-and-stop";
  return { text, end: stop ? { reason: "denied", error: null } : null };
}

function endPatch(end: ApprovalEnd | null): Partial<ToolItem> {
  switch (end?.kind) {
    case "answered":
      return { status: { state: "done" }, answer: end.answer };
    case "expired":
      return { status: { state: "expired" } };
    case "withdrawn":
      return { status: { state: "stopped" } };
    default:
      return { status: { state: "done" } };
  }
}

function endText(id: ApprovalId, end: ApprovalEnd | null): string {
  switch (end?.kind) {
    case "answered": {
      const yes = end.answer.kind === "approve" || end.answer.kind === "approve-edited";
      const comment = end.answer.comment?.trim() ?? "";
      const said = comment === "" ? "" : `\nThe person said: ${comment}`;
      return `answer: ${yes ? "yes" : "no"}${said}`;
    }
    case "expired":
      return "answer: none. Nobody answered in time; that is neither yes nor no. Do nothing that hangs on it, and say what you wanted to know.";
    case "withdrawn":
      return notRunText;
    default:
      return `question: ${id}\nanswer: not yet. Go on with what does not hang on it; look again with this id. What still waits when you end the turn is withdrawn.`;
  }
}

/** Only a person answers it, whatever the mode, with one click. */
function asQuestion(judgement: Judgement): Judgement {
  return { ...judgement, verdict: "ask", typedName: null, offer: null };
}

/** A question goes nowhere; the pane the person looks at says what it is about. */
function targetOf({ context }: Turn): ActionTarget {
  const { hosts, terminalId, terminals } = context;
  const terminal = terminalId === null ? undefined : terminals.get(terminalId);
  if (terminal !== undefined) return terminal.actionTarget();
  return {
    terminalId: null,
    hostId: localHostId,
    hostName: hosts.get(localHostId)?.name ?? "this machine",
    user: "",
    directory: null,
    fingerprint: localHostId,
  };
}
