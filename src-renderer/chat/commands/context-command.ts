import type { ChatItem } from "../../../shared/contract/chat.ts";
import { countWords } from "../../ui/times.ts";
import { useChat } from "../chat-store.ts";
import { type NoteAnswer, textNote } from "./note-blocks.ts";
import { tokensOf } from "./tokens.ts";

/** `/context` */
export function context(): NoteAnswer {
  const { items } = useChat.getState();
  const last = lastUsage(items);
  if (last === null) return textNote("No turn has told its tokens here yet.");
  const all = tokensOf(items);
  return [
    {
      kind: "facts",
      facts: [
        ["Last turn", `${countWords(last.inputTokens)} in, ${countWords(last.outputTokens)} out`],
        ["Conversation", `${countWords(all.input)} in, ${countWords(all.output)} out`],
      ],
    },
  ];
}

/** The same in a few words. */
export function contextWords(): string {
  const last = lastUsage(useChat.getState().items);
  return last === null
    ? "not known yet"
    : `${countWords(last.inputTokens)} tokens in the last turn`;
}

function lastUsage(items: readonly ChatItem[]) {
  const end = items.findLast((item) => item.kind === "end" && item.usage !== null);
  return end?.kind === "end" ? end.usage : null;
}
