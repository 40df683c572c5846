import type { ToolStatus } from "../../shared/contract/chat.ts";
import { type ErrorCode, type FairleadError, failure } from "../../shared/errors.ts";
import { fail, ok, type Result, unreachable } from "../../shared/result.ts";
import type { OffBecause } from "../../shared/tools-off.ts";
import { afterOthers } from "../base/after-others.ts";
import type { ModelToolCall } from "../models/message.ts";
import type { PlannedFleet } from "../tools/fleet-surroundings.ts";
import {
  checkTier,
  type Plan,
  type PlannedAct,
  type PlannedRead,
  type TextSource,
  type Tool,
} from "../tools/tool.ts";
import { askPerson } from "./ask-person.ts";
import { type CallAnswer, errorEnd, failCall } from "./call-end.ts";
import { CallItem, statusOfRun, type ToolItem } from "./call-item.ts";
import { notRunText, outcomeText, repeatedText, withEdit } from "./call-texts.ts";
import { throughGate } from "./gate.ts";
import type { GateOutcome, GateStep } from "./gate-passage.ts";
import { switchedOn, type Turn, type TurnEnd } from "./turn.ts";

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
  if (!planned.ok) {
    const verdict = turn.repetition.judgeFailed(call);
    const failed = await failCall(item, planned.error);
    return verdict === "give-up" ? { ...failed, end: failed.end ?? senseless } : failed;
  }
  const { plan, tool } = planned.value;
  const verdict = turn.repetition.judge(call, plan.kind);
  if (verdict !== "go-on") {
    await item.change({
      status: { state: "failed", sentence: repeatedText },
      output: repeatedText,
    });
    return { text: repeatedText, end: verdict === "give-up" ? repeated : null };
  }
  if (plan.kind === "read") return read(turn, item, plan, signal);
  if (plan.kind === "question") return askPerson(turn, item, plan, signal);
  const act = plan.kind === "look" ? await plan.look(signal) : ok(plan);
  if (act.ok) checkTier(tool, act.value);
  return act.ok ? actThroughGate(turn, item, act.value, signal) : failCall(item, act.error);
}

const repeated: TurnEnd = {
  reason: "limit",
  error: failure("turn-limit", "the same call was repeated over and over"),
};

const senseless: TurnEnd = {
  reason: "limit",
  error: failure("turn-limit", "one call after the other made no sense"),
};

const offCodes = {
  policy: "tool-off",
  settings: "tool-off-settings",
  model: "tool-off-model",
  conversation: "tool-off-conversation",
} as const satisfies Record<OffBecause, ErrorCode>;

function planCall(
  turn: Turn,
  call: ModelToolCall,
): Result<{ plan: Plan; tool: Tool }, FairleadError> {
  const tool = turn.tools.find(({ name }) => name === call.name);
  if (tool !== undefined) {
    const because = turn.toolsOff().get(tool.name);
    if (because !== undefined) {
      return fail(failure(offCodes[because], `Do without ${tool.name}, or tell the person.`));
    }
    const plan = tool.plan(call.arguments, turn.context);
    if (!plan.ok) return plan;
    checkTier(tool, plan.value);
    return ok({ plan: plan.value, tool });
  }
  const names = switchedOn(turn)
    .map(({ name }) => name)
    .join(", ");
  return fail(
    failure("input-invalid", `There is no tool "${call.name.slice(0, 100)}". Tools: ${names}.`),
  );
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
  turn.place.taint.add(sourceOf(item, plan.source));
  if (plan.runId !== undefined) turn.saw(plan.runId);
  const text = turn.redact(result.value);
  const output = turn.window.alreadyGiven(text) ?? text;
  const durationMs = turn.now() - startedAt;
  await item.change({ status: { state: "done" }, output, durationMs });
  return { text: output, end: null };
}

async function actThroughGate(
  turn: Turn,
  item: CallItem,
  act: PlannedAct | PlannedFleet,
  signal: AbortSignal,
): Promise<CallAnswer> {
  const target = act.target();
  if (!target.ok) return failCall(item, target.error);
  item.describe({
    command: commandOf(act),
    reason: act.reason,
    hostName: target.value.hostName,
    terminalId: target.value.terminalId,
  });
  const outcome = await throughGate(
    {
      tool: item.value.tool,
      act,
      place: turn.place,
      policy: turn.policy,
      turnId: turn.id,
      itemId: item.value.id,
      ask: turn.ask,
      record: turn.record,
      keep: (step) => item.change(stepPatch(step, act)),
    },
    signal,
  );
  if (outcome.state === "done") turn.place.taint.add(sourceOf(item, outcome.outcome.source));
  const text = turn.redact(withEdit(outcomeText(outcome), item.value));
  item.describe({ ...outcomePatch(outcome), output: text });
  if (outcome.state === "done") return { text, end: null, kept: keepDone(turn, item, outcome) };
  const kept = await item.change({});
  return { text, end: outcomeEnd(outcome) ?? (kept.ok ? null : errorEnd(kept.error)) };
}

/** In the background: the model is told at once, and it takes longer to answer than the disk does. */
async function keepDone(
  turn: Turn,
  item: CallItem,
  { recorded }: Extract<GateOutcome, { state: "done" }>,
): Promise<TurnEnd | null> {
  await afterOthers();
  const noted = await recorded;
  const kept = await item.change({});
  if (item.value.runId !== null && item.value.status.state === "working") turn.follow(item.value);
  if (!noted.ok) return errorEnd(noted.error);
  return kept.ok ? null : errorEnd(kept.error);
}

function commandOf({ action }: PlannedAct | PlannedFleet): string | null {
  return action.kind === "run-shell" || action.kind === "run-on-hosts" ? action.command : null;
}

/** What a step of the gate changes on the item before it is taken. */
function stepPatch(step: GateStep, act: PlannedAct | PlannedFleet): Partial<ToolItem> {
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
      return {
        status: { state: "working" },
        runId: act.runId,
        ...(act.kind === "fleet" ? { fleetId: act.fleetId } : {}),
      };
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
        : { state: "failed", sentence: sentenceOf(outcome.error) };
    default:
      return unreachable(outcome);
  }
}

/** Why the keyboard was not free is in the detail. */
function sentenceOf({ code, detail, sentence }: FairleadError): string {
  return code === "keyboard-busy" && detail !== undefined ? `${sentence} ${detail}` : sentence;
}

function outcomeEnd(outcome: GateOutcome): TurnEnd | null {
  if (outcome.state === "denied" && outcome.stop) return { reason: "denied", error: null };
  if (outcome.state === "failed") return errorEnd(outcome.error);
  return null;
}

/** What does not say where its text comes from counts as untrusted. */
function sourceOf({ value }: CallItem, told: TextSource | null | undefined): TextSource | null {
  if (told !== undefined) return told;
  const { hostName, terminalId, tool } = value;
  return { words: `answer of ${tool}${hostName === "" ? "" : ` on ${hostName}`}`, terminalId };
}

function hostNameOf(turn: Turn, { terminalId }: PlannedRead): string {
  if (terminalId === null) return "";
  return turn.context.terminals.get(terminalId)?.info().hostName ?? "";
}
