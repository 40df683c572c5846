import type { ToolStatus } from "../../shared/contract/chat.ts";
import type { ErrorCode, FairleadError } from "../../shared/errors.ts";
import type { CallItem } from "./call-item.ts";
import { failureText } from "./call-texts.ts";
import type { TurnEnd } from "./turn.ts";

/**
 * What the model is told, and how the turn ends if it must end with this call. `kept`, where it is there: resolves when the
 * disk has all there is to know of the call, with how the turn ends where it could not be kept. Until then the turn does
 * nothing more.
 */
export type CallAnswer = { text: string; end: TurnEnd | null; kept?: Promise<TurnEnd | null> };

/** Failures after which going on would be wrong: nothing can be recorded, or nobody can be asked. */
const endsTurn = new Set<ErrorCode>([
  "audit-unwritable",
  "audit-broken",
  "store-unwritable",
  "store-damaged",
  "not-interactive",
]);

/** How a failure ends the turn; null where the turn goes on. */
export function errorEnd(error: FairleadError): TurnEnd | null {
  return endsTurn.has(error.code) ? { reason: "failed", error } : null;
}

/** Ends a call that came to nothing or was stopped, and the turn with it where going on would be wrong. */
export async function failCall(item: CallItem, error: FairleadError): Promise<CallAnswer> {
  const text = failureText(error);
  const { code, sentence, detail } = error;
  const said = detail === undefined ? sentence : `${sentence} ${detail}`;
  const failed: ToolStatus = { state: "failed", sentence: said };
  await item.change({ status: code === "aborted" ? { state: "stopped" } : failed, output: text });
  return { text, end: errorEnd(error) };
}
