import type { Action, ApprovalAnswer, Refusal } from "../../shared/contract/approvals.ts";
import { failure } from "../../shared/errors.ts";
import type { ApprovalId } from "../../shared/ids.ts";
import { fail, ok, unreachable } from "../../shared/result.ts";
import { newId } from "../base/new-id.ts";
import { plainAsking } from "../tools/asking.ts";
import type { EditCheck } from "./approvals.ts";
import { carryOut } from "./carry-out.ts";
import { carryOutOnEach } from "./carry-out-on-each.ts";
import { addressOf, answerDetail, judgementDetail } from "./gate-notes.ts";
import {
  type Approved,
  failed,
  type GateOutcome,
  type GateRequest,
  type Judged,
  judge,
  type Passage,
  recordFailure,
  refuse,
  type StepResult,
  shellOf,
} from "./gate-passage.ts";

/**
 * Every side effect, whoever wants it, passes here and nowhere else: decide, record the proposal, ask, record the
 * answer, check target and policy again, record the start (on the disk), act, record the result. What cannot be recorded
 * does not happen; a start without a result is itself the evidence of a crash.
 */
export async function throughGate(request: GateRequest, signal: AbortSignal): Promise<GateOutcome> {
  const target = request.act.target();
  if (!target.ok) return failed(target.error);
  const passage: Passage = {
    ...request,
    target: target.value,
    shell: shellOf(request, target.value),
    signal,
    note: (kind, actor, detail) => {
      const address = addressOf(target.value);
      return request.record({ kind, actor, request: request.itemId, target: address, detail });
    },
  };
  const judged = await propose(passage);
  if (!judged.ok) return judged.error;
  const approved = await approve(passage, judged.value);
  if (!approved.ok) return approved.error;
  const { act } = request;
  return act.kind === "fleet"
    ? carryOutOnEach({ ...passage, act }, approved.value)
    : carryOut({ ...passage, act }, approved.value);
}

/** Decides and records the proposal with the judgement. */
async function propose(passage: Passage): Promise<StepResult<Judged>> {
  const { act, note } = passage;
  const refusals = act.refusals(act.action);
  const judged = judge(passage, act.action, refusals);
  const { urgency, step } = act.asking ?? plainAsking;
  const recorded = await note("proposal", passage.personal?.by ?? "agent", {
    tool: passage.tool,
    action: act.action,
    reason: act.reason,
    run: act.runId,
    conversation: passage.place.conversationId,
    turn: passage.turnId,
    fingerprint: passage.target.fingerprint,
    urgency,
    step,
    judgement: judgementDetail(judged.judgement),
  });
  if (!recorded.ok) return fail(failed(recorded.error));
  const { reasons, verdict } = judged.judgement;
  const { personal } = passage;
  const stands = personal?.objection !== undefined || personal === undefined || refusals.length > 0;
  if (verdict === "deny" && stands) return refuse(passage, reasons[0] ?? "", refusals);
  return ok(judged);
}

/** Has the answer, from a person or from the policy, and records it; then the act as it was approved. */
async function approve(passage: Passage, judged: Judged): Promise<StepResult<Approved>> {
  const { judgement } = judged;
  if (passage.personal !== undefined) return ownWord(passage, judged, passage.personal);
  if (judgement.verdict === "ask") return askPerson(passage, judged);
  const recorded = await passage.note("answer", "policy", {
    kind: "approve",
    because: judgement.reasons[0] ?? "",
  });
  if (!recorded.ok) return fail(failed(recorded.error));
  const { action } = passage.act;
  const { each } = judged;
  return keepApproved(
    passage,
    { action, judgement, each, by: "policy", byPerson: false, approvalId: null },
    null,
  );
}

/** A person wants it themselves: that they did is their answer. */
async function ownWord(
  passage: Passage,
  { each, judgement }: Judged,
  { by, objection }: NonNullable<GateRequest["personal"]>,
): Promise<StepResult<Approved>> {
  const error = objection?.(judgement) ?? null;
  if (error !== null) return fail(await recordFailure(passage, { error, undone: true }));
  const recorded = await passage.note("answer", by, { kind: "approve" });
  if (!recorded.ok) return fail(failed(recorded.error));
  const { action } = passage.act;
  const approved = { action, judgement, each, by, byPerson: true, approvalId: null };
  return keepApproved(passage, approved, null);
}

async function askPerson(passage: Passage, judged: Judged): Promise<StepResult<Approved>> {
  const { act, ask, itemId, note, signal, target, turnId } = passage;
  const { conversationId } = passage.place;
  if (ask === null || conversationId === null) {
    const recorded = await note("answer", "fairlead", { kind: "nobody-to-ask" });
    return fail(failed(recorded.ok ? failure("not-interactive") : recorded.error));
  }
  const id = newId("appr");
  const kept = await passage.keep({ step: "asking", approvalId: id });
  if (!kept.ok) return fail(failed(kept.error));
  const { action, asking = plainAsking, reason } = act;
  const keysFor = act.kind === "act" ? (act.keysFor ?? null) : null;
  const gone = new AbortController();
  using _watching = act.onGone(() => gone.abort());
  const end = await ask(
    {
      id,
      conversationId,
      turnId,
      itemId,
      action,
      target,
      reason,
      judgement: judged.judgement,
      ...asking,
      keysFor,
    },
    (command) => checkEdit(passage, command),
    AbortSignal.any([signal, gone.signal]),
  );
  if (end.kind === "withdrawn" && gone.signal.aborted) {
    const error = failure("target-changed", "the terminal was closed or lost");
    return fail(await recordFailure(passage, { error, undone: true }));
  }
  if (end.kind !== "answered") {
    const recorded = await note("answer", "fairlead", { kind: end.kind });
    return fail(recorded.ok ? { state: end.kind } : failed(recorded.error));
  }
  const { answer, by } = end;
  const edited = answer.kind === "approve-edited" ? editOf(passage, answer.command) : null;
  const detail = answerDetail(answer, action, edited?.judgement ?? null);
  const recorded = await note("answer", by, detail);
  if (!recorded.ok) return fail(failed(recorded.error));
  return follow(passage, judged, { id, answer, by, edited });
}

type Edit = Judged & { action: Action; refusals: Refusal[] };

/** The act with another text, judged anew; null where there is nothing to edit. */
function editOf(passage: Passage, command: string): Edit | null {
  const edited = passage.act.edited?.(command);
  if (edited === undefined) return null;
  return { ...edited, ...judge(passage, edited.action, edited.refusals) };
}

function checkEdit(passage: Passage, command: string): EditCheck {
  const { judgement = null, refusals = [] } = editOf(passage, command) ?? {};
  return { judgement, refusals };
}

type PersonsAnswer = { id: ApprovalId; answer: ApprovalAnswer; by: string; edited: Edit | null };

/** What a person's answer means for the act. */
async function follow(
  passage: Passage,
  proposed: Judged,
  { id, answer, by, edited }: PersonsAnswer,
): Promise<StepResult<Approved>> {
  switch (answer.kind) {
    case "deny":
    case "deny-and-stop":
      return fail({
        state: "denied",
        comment: answer.comment,
        stop: answer.kind === "deny-and-stop",
      });
    case "approve": {
      await rememberChoice(passage, proposed, answer);
      const action = withRevert(passage.act.action, answer.revertAfterMs);
      const { each, judgement } = proposed;
      return keepApproved(
        passage,
        { action, judgement, each, by, byPerson: true, approvalId: id },
        answer,
      );
    }
    case "approve-edited": {
      if (edited === null) return refuse(passage, "There is nothing to edit.", []);
      const { action, refusals } = edited;
      // The edit is the person's own, the host is not: they were shown what it was when they were asked.
      const { production } = proposed.judgement;
      const judgement = { ...edited.judgement, production };
      if (judgement.verdict === "deny") {
        return refuse(passage, judgement.reasons[0] ?? "", refusals);
      }
      return keepApproved(
        passage,
        { action, judgement, by, byPerson: true, approvalId: id },
        answer,
      );
    }
    default:
      return unreachable(answer);
  }
}

/** The change of a file, to be taken back by itself after the time that the person chose where that is possible. */
function withRevert(action: Action, afterMs: number | undefined): Action {
  if (action.kind !== "change-file" || afterMs === undefined) return action;
  const { revert = null } = action;
  return revert === null ? action : { ...action, revert: { ...revert, afterMs } };
}

/** What the person wants not to be asked again. Where it cannot be kept, the act they approved goes on all the same. */
async function rememberChoice(
  { act, note, place, policy, target }: Passage,
  { judgement, toJudge }: Judged,
  answer: Extract<ApprovalAnswer, { kind: "approve" }>,
): Promise<void> {
  if (answer.keysForRun === true && act.kind === "act" && (act.keysFor ?? null) !== null) {
    place.keyGrants.add(target.fingerprint);
  }
  if (answer.remember === undefined) return;
  const remembered = await policy.remember(toJudge, judgement, answer.remember);
  if (remembered.ok) return;
  const { code, detail = null } = remembered.error;
  await note("not-remembered", "policy", { code, detail });
}

async function keepApproved(
  { keep }: Passage,
  approved: Approved,
  answer: ApprovalAnswer | null,
): Promise<StepResult<Approved>> {
  const kept = await keep({ step: "approved", action: approved.action, answer });
  return kept.ok ? ok(approved) : fail(failed(kept.error));
}
