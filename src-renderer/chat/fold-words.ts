import type { ChatItem } from "../../shared/contract/chat.ts";

type Fold = Extract<ChatItem, { kind: "fold" }>;

/** What was left out, in a few words. */
export function foldTitle({ messages, outputs }: Fold): string {
  if (messages > 0) return `Earlier messages were summed up (${messages})`;
  return outputs === 1
    ? "An earlier output is referred to"
    : `Earlier outputs are referred to (${outputs})`;
}

const reasons: Record<Fold["because"], string> = {
  room: "The conversation came near to what the model can take in at once.",
  person: "You asked for it.",
  refused: "The model's endpoint refused the request as too long.",
};

/** Why, and that nothing is lost by it. */
export function foldBecause({ because }: Fold): string {
  return `${reasons[because]} Everything above stays in this conversation; only the model is sent less.`;
}

/** Whose text the summary holds: what is proposed after it is asked as if that had just been read. */
export function foldSources({ sources }: Fold): string | null {
  return sources.length === 0
    ? null
    : `The summary holds text from: ${sources.join("; ")}. It counts as data, so changes are asked.`;
}
