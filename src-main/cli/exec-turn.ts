import type { ChatEvent, ChatItem } from "../../shared/contract/chat.ts";
import type { ConversationId, TerminalId, TurnId } from "../../shared/ids.ts";
import { exitCodes } from "./exit-codes.ts";
import type { Client } from "./open-core.ts";

export type TurnEnd = Extract<ChatItem, { kind: "end" }>;
export type TurnResult = { answer: string; end: TurnEnd | null };

/**
 * Asks, and passes on what happens until the turn is over. A signal that aborts before anything is asked is thrown; later it
 * stops the turn, whose end is then read as every other.
 */
export async function runTurn(
  client: Client,
  ask: { conversationId: ConversationId; text: string; terminalId: TerminalId },
  onEvent: (event: ChatEvent) => void,
  signal: AbortSignal,
): Promise<TurnResult> {
  const { conversationId: id, text, terminalId } = ask;
  const events = await client.chat.events({ id });
  const iterator = events[Symbol.asyncIterator]();
  const stop = () => void client.chat.stop({ id }).catch(() => undefined);
  try {
    // The first event is the present state; from then on nothing is missed.
    await iterator.next();
    signal.throwIfAborted();
    const { turnId } = await client.chat.send({ id, text, terminalId });
    // Whoever gave up while the question was on its way has found no turn to stop.
    if (signal.aborted) stop();
    else signal.addEventListener("abort", stop, { once: true });
    return await readTurn(iterator, turnId, onEvent);
  } finally {
    signal.removeEventListener("abort", stop);
    await iterator.return?.(undefined);
  }
}

async function readTurn(
  events: AsyncIterator<ChatEvent>,
  turnId: TurnId,
  onEvent: (event: ChatEvent) => void,
): Promise<TurnResult> {
  const result: TurnResult = { answer: "", end: null };
  for (;;) {
    const next = await events.next();
    if (next.done === true) return result;
    onEvent(next.value);
    note(result, next.value, turnId);
    if (next.value.type === "turn-ended" && next.value.turnId === turnId) return result;
  }
}

function note(result: TurnResult, event: ChatEvent, turnId: TurnId): void {
  if (event.type !== "item-changed" || event.item.turnId !== turnId) return;
  if (event.item.kind === "agent") result.answer = event.item.text;
  if (event.item.kind === "end") result.end = event.item;
}

/** What the end of a turn means as an exit code. */
export function exitCodeOf(end: TurnEnd | null): number {
  switch (end?.reason) {
    case "answered":
      return exitCodes.done.code;
    case "denied":
      return exitCodes.denied.code;
    case "limit":
      return exitCodes.limit.code;
    case "stopped":
      return exitCodes.interrupted.code;
    case "failed":
      return end.error?.code === "not-interactive"
        ? exitCodes.cannotAsk.code
        : exitCodes.failed.code;
    default:
      return exitCodes.failed.code;
  }
}
