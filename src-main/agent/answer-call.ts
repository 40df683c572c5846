import type { ToolStatus } from "../../shared/contract/chat.ts";
import { type ErrorCode, type FairleadError, failure } from "../../shared/errors.ts";
import { fail, type Result, unreachable } from "../../shared/result.ts";
import type { ModelToolCall } from "../models/message.ts";
import type { Plan, PlannedAct, PlannedRead } from "../tools/tool.ts";
import { CallItem, statusOfRun, type ToolItem } from "./call-item.ts";
import { failureText, notRunText, outcomeText, repeatedText, withEdit } from "./call-texts.ts";
import { type GateOutcome, type GateStep, throughGate } from "./gate.ts";
import type { Turn, TurnEnd } from "./turn.ts";

/** What the model is told, and how the turn ends if it must end with this call. */
export type CallAnswer = { text: string; end: TurnEnd | null };

/** Failures after which going on would be wrong: nothing can be recorded, or nobody can be asked. */
const endsTurn = new Set<ErrorCode>([
  "audit-unwritable",
  "audit-broken",
  "store-unwritable",
  "store-damaged",
  "not-interactive",
]);

/** Answers one call, whatever becomes of it: there is exactly one answer, also for nonsense and after a stop. */
export async function answerCall(
  turn: Turn,
  call: ModelToolCall,
  signal: AbortSignal,
): Promise<CallAnswer> {
  const item = new CallItem(turn.transcript, call, turn.id, turn.now());
  if (signal.aborted) {
    await item.change({ status: { state: "stopped" }, output: notRunText });
    return { text: notRunText, end: null };
  }
  const planned = planCall(turn, call);
  if (!planned.ok) return failCall(item, planned.error);
  const plan = planned.value;
  const verdict = turn.repetition.judge(call, plan.kind);
  if (verdict !== "go-on") {
    await item.change({
      status: { state: "failed", sentence: repeatedText },
      output: repeatedText,
    });
    const error = failure("turn-limit", "the same call was repeated over and over");
    return { text: repeatedText, end: verdict === "give-up" ? { reason: "limit", error } : null };
  }
  return plan.kind === "read"
    ? read(turn, item, plan, signal)
    : actThroughGate(turn, item, plan, signal);
}

function planCall(turn: Turn, call: ModelToolCall): Result<Plan, FairleadError> {
  const tool = turn.tools.find(({ name }) => name === call.name);
  if (tool !== undefined) return tool.plan(call.arguments, turn.context);
  const names = turn.tools.map(({ name }) => name).join(", ");
  return fail(failure("input-invalid", `There is no tool "${call.name}". Tools: ${names}.`));
}

async function read(
  turn: Turn,
  item: CallItem,
  plan: PlannedRead,
  signal: AbortSignal,
): Promise<CallAnswer> {
  const startedAt = turn.now();
  const shown = await item.change({
    terminalId: plan.terminalId,
    hostName: hostNameOf(turn, plan),
  });
  if (!shown.ok) return failCall(item, shown.error);
  const result = await plan.read(signal);
  if (!result.ok) return failCall(item, result.error);
  const output = turn.redact(result.value);
  const durationMs = turn.now() - startedAt;
  await item.change({ status: { state: "done" }, output, durationMs });
  return { text: output, end: null };
}

async function actThroughGate(
  turn: Turn,
  item: CallItem,
  act: PlannedAct,
  signal: AbortSignal,
): Promise<CallAnswer> {
  const target = act.target();
  if (!target.ok) return failCall(item, target.error);
  item.describe({
    command: act.action.kind === "run-shell" ? act.action.command : null,
    reason: act.reason,
    hostName: target.value.hostName,
    terminalId: target.value.terminalId,
  });
  const outcome = await throughGate(
    {
      tool: item.value.tool,
      act,
      conversationId: turn.transcript.id,
      turnId: turn.id,
      itemId: item.value.id,
      mode: turn.mode,
      ask: turn.ask,
      record: turn.record,
      keep: (step) => item.change(stepPatch(step, act)),
    },
    signal,
  );
  const text = turn.redact(withEdit(outcomeText(outcome), item.value));
  const kept = await item.change({ ...outcomePatch(outcome), output: text });
  if (item.value.runId !== null && item.value.status.state === "working") turn.follow(item.value);
  const end = outcomeEnd(outcome) ?? (kept.ok ? null : errorEnd(kept.error));
  return { text, end };
}

/** What a step of the gate changes on the item before it is taken. */
function stepPatch(step: GateStep, act: PlannedAct): Partial<ToolItem> {
  switch (step.step) {
    case "asking":
      return { status: { state: "asking", approvalId: step.approvalId } };
    case "approved": {
      const { action, answer } = step;
      const approved = { answer, status: { state: "working" } } as const;
      if (action.kind !== "run-shell" || act.action.kind !== "run-shell") return approved;
      const { command } = action;
      const editedFrom = command === act.action.command ? null : act.action.command;
      return { ...approved, command, editedFrom };
    }
    case "starting":
      return { status: { state: "working" }, runId: act.runId };
    default:
      return unreachable(step);
  }
}

function outcomePatch(outcome: GateOutcome): Partial<ToolItem> {
  if (outcome.state !== "done") return { status: statusOf(outcome) };
  const { durationMs, run } = outcome.outcome;
  const status: ToolStatus = run === null ? { state: "done" } : statusOfRun(run);
  return { exitCode: run?.exitCode ?? null, durationMs, status };
}

function statusOf(outcome: Exclude<GateOutcome, { state: "done" }>): ToolStatus {
  switch (outcome.state) {
    case "denied":
      return { state: "denied", comment: outcome.comment };
    case "expired":
      return { state: "expired" };
    case "withdrawn":
      return { state: "stopped" };
    case "refused":
      return outcome.refusals.length === 0
        ? { state: "failed", sentence: outcome.because }
        : { state: "refused", refusals: outcome.refusals };
    case "failed":
      if (!outcome.undone) return { state: "unknown" };
      return outcome.error.code === "aborted"
        ? { state: "stopped" }
        : { state: "failed", sentence: outcome.error.sentence };
    default:
      return unreachable(outcome);
  }
}

function outcomeEnd(outcome: GateOutcome): TurnEnd | null {
  if (outcome.state === "denied" && outcome.stop) return { reason: "denied", error: null };
  if (outcome.state === "failed") return errorEnd(outcome.error);
  if (outcome.state === "done" && outcome.unrecorded !== null) return errorEnd(outcome.unrecorded);
  return null;
}

function errorEnd(error: FairleadError): TurnEnd | null {
  return endsTurn.has(error.code) ? { reason: "failed", error } : null;
}

async function failCall(item: CallItem, error: FairleadError): Promise<CallAnswer> {
  const text = failureText(error);
  const { sentence, detail } = error;
  const said = detail === undefined ? sentence : `${sentence} ${detail}`;
  await item.change({ status: { state: "failed", sentence: said }, output: text });
  return { text, end: errorEnd(error) };
}

function hostNameOf(turn: Turn, { terminalId }: PlannedRead): string {
  if (terminalId === null) return "";
  return turn.context.terminals.get(terminalId)?.info().hostName ?? "";
}
