import type {
  Action,
  ActionTarget,
  ApprovalAnswer,
  Refusal,
} from "../../shared/contract/approvals.ts";
import type { AuditEntry } from "../../shared/contract/audit.ts";
import type { Judgement, Mode } from "../../shared/contract/policy.ts";
import { type FairleadError, failure } from "../../shared/errors.ts";
import type { ApprovalId, ConversationId, ItemId, TurnId } from "../../shared/ids.ts";
import { fail, ok, type Result, unreachable } from "../../shared/result.ts";
import type { RecordAudit } from "../audit/journal.ts";
import { newId } from "../base/new-id.ts";
import { type Decision, decide } from "../policy/decide.ts";
import { isJudged } from "../policy/shell-syntax.ts";
import type { ActFailure, PlannedAct, ToolOutcome } from "../tools/tool.ts";
import type { Approvals } from "./approvals.ts";

/** Where an act stands, said before the step it announces: a failure answer keeps that step from happening. */
export type GateStep =
  | { step: "asking"; approvalId: ApprovalId }
  /** `answer` is a person's; null = the policy's. */
  | { step: "approved"; action: Action; answer: ApprovalAnswer | null }
  | { step: "starting" };

export type GateRequest = {
  tool: string;
  act: PlannedAct;
  conversationId: ConversationId;
  turnId: TurnId;
  itemId: ItemId;
  /** Read when the act is proposed and again when it begins. */
  mode: () => Mode;
  /** null where nobody can be asked: then what would need a person fails closed. */
  ask: Approvals["ask"] | null;
  record: RecordAudit;
  /** Keeps the step where it survives a crash. */
  keep: (step: GateStep) => Promise<Result<void, FairleadError>>;
};

export type GateOutcome =
  /** `unrecorded`: it was done, but the audit could not say so. */
  | { state: "done"; outcome: ToolOutcome; unrecorded: FairleadError | null }
  /** `undone`: it is certain that nothing was done. */
  | { state: "failed"; error: FairleadError; undone: boolean }
  | { state: "denied"; comment: string; stop: boolean }
  | { state: "expired" }
  | { state: "withdrawn" }
  | { state: "refused"; because: string; refusals: Refusal[] };

/** One act on its way through the gate: what is asked for, where it goes, how it is recorded. */
type Passage = GateRequest & {
  target: ActionTarget;
  signal: AbortSignal;
  note: (kind: string, actor: string, detail: AuditEntry["detail"]) => ReturnType<RecordAudit>;
};

/** A step's value, or how the passage ends here. */
type StepResult<T> = Result<T, GateOutcome>;

/**
 * Every side effect, whoever wants it, passes here and nowhere else: decide, record the proposal, ask, record the
 * answer, check the target, record the start (on the disk), act, record the result. What cannot be recorded does not
 * happen; a start without a result is itself the evidence of a crash.
 */
export async function throughGate(request: GateRequest, signal: AbortSignal): Promise<GateOutcome> {
  const target = request.act.target();
  if (!target.ok) return failed(target.error);
  const passage: Passage = {
    ...request,
    target: target.value,
    signal,
    note: (kind, actor, detail) => {
      const address = addressOf(target.value);
      return request.record({ kind, actor, request: request.itemId, target: address, detail });
    },
  };
  const decision = await propose(passage);
  if (!decision.ok) return decision.error;
  const action = await approve(passage, decision.value);
  if (!action.ok) return action.error;
  return carryOut(passage, action.value);
}

/** Decides and records the proposal with the verdict. */
async function propose(passage: Passage): Promise<StepResult<Decision>> {
  const { act, note } = passage;
  const refusals = act.refusals(act.action);
  const judged = act.action.kind !== "run-shell" || isJudged(act.action.command);
  const decision = decide({ mode: passage.mode(), production: act.production, refusals, judged });
  const recorded = await note("proposal", "agent", {
    tool: passage.tool,
    action: act.action,
    reason: act.reason,
    run: act.runId,
    conversation: passage.conversationId,
    turn: passage.turnId,
    fingerprint: passage.target.fingerprint,
    ...decision,
  });
  if (!recorded.ok) return fail(failed(recorded.error));
  if (decision.verdict === "deny") return refuse(passage, decision.because, refusals);
  return ok(decision);
}

/** Has the answer, from a person or from the policy, and records it; then the action as it was approved. */
async function approve(passage: Passage, decision: Decision): Promise<StepResult<Action>> {
  if (decision.verdict === "ask") return askPerson(passage, decision.because);
  const recorded = await passage.note("answer", "policy", {
    kind: "approve",
    because: decision.because,
  });
  if (!recorded.ok) return fail(failed(recorded.error));
  return keepApproved(passage, passage.act.action, null);
}

async function askPerson(passage: Passage, because: string): Promise<StepResult<Action>> {
  const { act, ask, conversationId, itemId, note, signal, target, turnId } = passage;
  if (ask === null) {
    const recorded = await note("answer", "fairlead", { kind: "nobody-to-ask" });
    return fail(failed(recorded.ok ? failure("not-interactive") : recorded.error));
  }
  const id = newId("appr");
  const kept = await passage.keep({ step: "asking", approvalId: id });
  if (!kept.ok) return fail(failed(kept.error));
  const { action, reason } = act;
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
      judgement: judgementOf(because, passage.mode(), act.production),
      urgency: "normal",
      step: null,
    },
    (command) => act.edited?.(command).refusals ?? [],
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
  const recorded = await note("answer", end.by, answerDetail(end.answer, action));
  if (!recorded.ok) return fail(failed(recorded.error));
  return follow(passage, end.answer);
}

/** What a person's answer means for the act. */
async function follow(passage: Passage, answer: ApprovalAnswer): Promise<StepResult<Action>> {
  const { act } = passage;
  let { action } = act;
  switch (answer.kind) {
    case "deny":
    case "deny-and-stop":
      return fail({
        state: "denied",
        comment: answer.comment,
        stop: answer.kind === "deny-and-stop",
      });
    case "approve":
      break;
    case "approve-edited": {
      const edited = act.edited?.(answer.command);
      if (edited === undefined) return refuse(passage, "There is nothing to edit.", []);
      const [refusal] = edited.refusals;
      if (refusal !== undefined) return refuse(passage, refusal.sentence, edited.refusals);
      action = edited.action;
      break;
    }
    default:
      return unreachable(answer);
  }
  return keepApproved(passage, action, answer);
}

async function keepApproved(
  { keep }: Passage,
  action: Action,
  answer: ApprovalAnswer | null,
): Promise<StepResult<Action>> {
  const kept = await keep({ step: "approved", action, answer });
  return kept.ok ? ok(action) : fail(failed(kept.error));
}

/** Checks the target, records the start at the last moment, acts, records the result. */
async function carryOut(passage: Passage, action: Action): Promise<GateOutcome> {
  const { act, note, signal } = passage;
  const progress = { recorded: false, started: false };
  const begin = async (): Promise<Result<void, FairleadError>> => {
    progress.started = false;
    const before = mayBegin(passage, action);
    if (!before.ok) return before;
    if (!progress.recorded) {
      const kept = await passage.keep({ step: "starting" });
      if (!kept.ok) return kept;
      const recorded = await note("start", "agent", { action, run: act.runId });
      if (!recorded.ok) return recorded;
      progress.recorded = true;
    }
    const still = mayBegin(passage, action);
    progress.started = still.ok;
    return still;
  };
  const early = mayBegin(passage, action);
  const result = early.ok
    ? await act.act(action, begin, signal)
    : fail({ error: early.error, undone: true });
  if (!result.ok) return recordFailure(passage, result.error);
  if (!progress.started) throw new Error("an act was done that never began");
  const { durationMs, run, state } = result.value;
  const exitCode = run?.exitCode ?? null;
  const recorded = await note("result", "fairlead", { state, exitCode, durationMs });
  return {
    state: "done",
    outcome: result.value,
    unrecorded: recorded.ok ? null : recorded.error,
  };
}

async function recordFailure(
  { note }: Passage,
  { error, undone }: ActFailure,
): Promise<GateOutcome> {
  const { code, detail = null } = error;
  const kind = code === "target-changed" ? "void" : "result";
  const recorded = await note(kind, "fairlead", { state: "failed", undone, code, detail });
  return { state: "failed", error: recorded.ok ? error : recorded.error, undone };
}

/** Whether the act may begin at this very moment: not stopped, same target, still deliverable as approved. */
function mayBegin(
  { act, mode, signal, target }: Passage,
  action: Action,
): Result<void, FairleadError> {
  if (signal.aborted) return fail(failure("aborted"));
  const now = act.target();
  if (!now.ok) return fail(failure("target-changed", now.error.sentence));
  if (now.value.fingerprint !== target.fingerprint) {
    const detail = `approved for ${target.fingerprint}, found ${now.value.fingerprint}`;
    return fail(failure("target-changed", detail));
  }
  if (mode() === "none") return fail(failure("command-refused", "The mode was set to none."));
  const [refusal] = act.refusals(action);
  return refusal === undefined ? ok(undefined) : fail(failure("command-refused", refusal.sentence));
}

async function refuse(
  passage: Passage,
  because: string,
  refusals: Refusal[],
): Promise<StepResult<never>> {
  const recorded = await passage.note("refusal", "policy", { because, refusals });
  return fail(recorded.ok ? { state: "refused", because, refusals } : failed(recorded.error));
}

/** The answer as the audit keeps it; an edited one with both texts. */
function answerDetail(answer: ApprovalAnswer, proposed: Action): AuditEntry["detail"] {
  if (answer.kind !== "approve-edited" || proposed.kind !== "run-shell") {
    return JSON.parse(JSON.stringify(answer));
  }
  return { kind: answer.kind, proposed: proposed.command, approved: answer.command };
}

function judgementOf(because: string, mode: Mode, production: boolean): Judgement {
  return {
    verdict: "ask",
    class: "unknown",
    reasons: [because],
    parts: [],
    mode,
    preset: "balanced",
    production,
    taint: [],
    typedName: null,
    offer: null,
  };
}

function addressOf({ hostId, hostName, terminalId, user }: ActionTarget): string {
  return `${user}@${hostName} (${hostId})${terminalId === null ? "" : ` ${terminalId}`}`;
}

function failed(error: FairleadError): GateOutcome {
  return { state: "failed", error, undone: true };
}
