import type { ContextInfo, ContextPart } from "../../../shared/contract/context.ts";
import { moneyWords } from "../../../shared/money.ts";
import { ok, type Result } from "../../../shared/result.ts";
import { attempt, type CallFailure, client } from "../../control/client.ts";
import { firstEvent } from "../../control/first-event.ts";
import { countWords } from "../../ui/times.ts";
import { useConversations } from "../conversations-store.ts";
import { failureNote, type NoteAnswer, textNote } from "./note-blocks.ts";

const partWords: Record<ContextPart["kind"], string> = {
  instructions: "what the agent is told first",
  tools: "its tools",
  summary: "summary of what is older",
  person: "your messages",
  agent: "its own words",
  output: "what it has read",
};

/** How full the context of the conversation on the screen is; null where it has no message yet. */
export async function contextNow(): Promise<Result<ContextInfo | null, CallFailure>> {
  const { current } = useConversations.getState();
  if (current === null) return ok(null);
  return firstEvent((signal) => client.context.events({ id: current }, { signal }));
}

/** `/context` and `/context compact` */
export async function context(verb: string): Promise<NoteAnswer> {
  if (verb.toLowerCase() === "compact") return compact();
  if (verb !== "" && verb.toLowerCase() !== "show") {
    return textNote(`/context knows show and compact, not “${verb}”.`);
  }
  const now = await contextNow();
  if (!now.ok) return failureNote(now.error);
  if (now.value === null) return textNote("This conversation has no message yet.");
  const { compactsAt, inputTokens, model, nanoDollars, outputTokens, parts } = now.value;
  const cost = nanoDollars === null ? "" : `, ${moneyWords(nanoDollars)}`;
  const rows = parts
    .filter(({ tokens }) => tokens > 0)
    .map(({ kind, tokens }) => ({
      text: partWords[kind],
      tail: countWords(tokens),
    }));
  return [
    {
      kind: "facts",
      facts: [
        ["Model", model ?? "none"],
        ["Next request", contextWords(now.value)],
        ["Sums up at", `${countWords(compactsAt)} tokens`],
        ["So far", `${countWords(inputTokens)} in, ${countWords(outputTokens)} out${cost}`],
      ],
    },
    { kind: "list", rows },
  ];
}

/** "about 31 k of 128 k tokens, 24 %" */
export function contextWords(info: ContextInfo | null): string {
  if (info === null) return "nothing yet";
  const { tokens, window } = info;
  const share = Math.round((100 * tokens) / window.tokens);
  return `about ${countWords(tokens)} of ${countWords(window.tokens)} tokens, ${share} %`;
}

async function compact(): Promise<NoteAnswer> {
  const { current } = useConversations.getState();
  if (current === null) return textNote("This conversation has no message yet.");
  const compacted = await attempt(client.context.compact({ id: current }));
  // What was summed up stands in the conversation as a fold.
  return compacted.ok ? [] : failureNote(compacted.error);
}
