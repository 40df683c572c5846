import type { ChatItem } from "../../shared/contract/chat.ts";
import type { Run } from "../../shared/contract/terminals.ts";
import type { FleetId, RunId, TurnId } from "../../shared/ids.ts";
import { newId } from "../base/new-id.ts";
import type { ModelMessage } from "../models/message.ts";
import { type ToolItem, withRun } from "./call-item.ts";

const notAnswered = "Fairlead ended before this was answered. Nothing was run.";
const notSent = "Fairlead ended before this was sent. Nothing was run.";
const notFinished = "Fairlead ended before this was done.";

/**
 * Calls that a crash cut off, as they must be shown: what is known of a run is told, what nobody knows is "unknown",
 * what was still a question was not run. Only the items that change.
 */
export function settledCalls(
  items: readonly ChatItem[],
  runOf: (id: RunId) => Run | undefined,
  fleetText: (id: FleetId) => string = () => "",
): ToolItem[] {
  return items.flatMap((item) => {
    if (item.kind !== "tool" || !isOpen(item)) return [];
    const next = settledCall(item, runOf, fleetText);
    return JSON.stringify(next) === JSON.stringify(item) ? [] : [next];
  });
}

function isOpen({ runId, status }: ToolItem): boolean {
  return (
    status.state === "asking" ||
    status.state === "working" ||
    (status.state === "unknown" && runId !== null)
  );
}

function settledCall(
  item: ToolItem,
  runOf: (id: RunId) => Run | undefined,
  fleetText: (id: FleetId) => string,
): ToolItem {
  if (item.status.state === "asking") return notDone(item, notAnswered);
  // Of each host its row says what is known.
  if (item.fleetId !== undefined) {
    return { ...item, status: { state: "unknown" }, output: fleetText(item.fleetId) };
  }
  if (item.runId !== null) {
    const run = runOf(item.runId);
    return run === undefined ? { ...item, status: { state: "unknown" } } : withRun(item, run);
  }
  // A command has its run's id before its first byte is sent.
  if (item.command !== null) return notDone(item, notSent);
  // Only an act has a reason; keys and connections may have begun.
  if (item.reason !== "") return { ...item, status: { state: "unknown" } };
  return notDone(item, notFinished);
}

function notDone(item: ToolItem, sentence: string): ToolItem {
  return { ...item, status: { state: "failed", sentence }, output: sentence };
}

/** An end for every turn that has none. */
export function missingEnds(items: readonly ChatItem[], now: number): ChatItem[] {
  const began = new Map<TurnId, number>();
  const ended = new Set<TurnId>();
  for (const item of items) {
    if (item.kind === "end") ended.add(item.turnId);
    else if (!began.has(item.turnId)) began.set(item.turnId, item.at);
  }
  return [...began]
    .filter(([turnId]) => !ended.has(turnId))
    .map(([turnId, startedAt]) => {
      const last = items.findLast((item) => item.turnId === turnId);
      return {
        id: newId("item", now),
        turnId,
        at: now,
        kind: "end",
        reason: "interrupted",
        error: null,
        usage: null,
        durationMs: (last?.at ?? startedAt) - startedAt,
      };
    });
}

/**
 * Answers for calls that a crash left without one, so that the model can be asked again. They say what is known of each
 * call now.
 */
export function missingAnswers(
  messages: readonly ModelMessage[],
  items: readonly ChatItem[],
): ModelMessage[] {
  const at = messages.findLastIndex((message) => message.role === "assistant");
  const last = messages[at];
  if (last?.role !== "assistant") return [];
  const answered = new Set(
    messages.slice(at).map((message) => (message.role === "tool" ? message.toolCallId : "")),
  );
  return last.toolCalls
    .filter((call) => !answered.has(call.id))
    .map((call) => {
      const item = items.findLast(
        (known): known is ToolItem => known.kind === "tool" && known.callId === call.id,
      );
      return { role: "tool", toolCallId: call.id, content: interruptedText(item) };
    });
}

function interruptedText(item: ToolItem | undefined): string {
  const before = "Fairlead was closed or crashed during this call.";
  if (item === undefined) return `${before} The call was not begun; nothing was run.`;
  switch (item.status.state) {
    case "done":
      return `${before} It has finished since${item.exitCode === null ? "" : ` with exit code ${item.exitCode}`}. ${moreAt(item)}`;
    case "working":
      return `${before} The command was started and still runs. ${moreAt(item)}`;
    case "unknown":
      return `${before} Nobody knows whether or how far it ran: look before you do it again. ${moreAt(item)}`;
    default:
      return `${before} ${item.output === "" ? `State: ${item.status.state}.` : item.output}`;
  }
}

function moreAt({ runId }: ToolItem): string {
  return runId === null ? "" : `Its output: observe with run ${runId}.`;
}
