import type { ChatItem } from "../../../shared/contract/chat.ts";

/** From where on the model is sent less: see the item of this kind in the contract. */
export type FoldItem = Extract<ChatItem, { kind: "fold" }>;

/** What of a fold decides which messages are sent. */
export type Fold = Pick<FoldItem, "from" | "referredBefore" | "by" | "summary" | "sources">;

/** Everything is sent as it is. */
export const noFold: Fold = { from: 0, referredBefore: 0, by: "nobody", summary: "", sources: [] };

/** The fold that holds now: each one stands for those before it. */
export function foldOf(items: readonly ChatItem[]): Fold {
  return items.findLast((item): item is FoldItem => item.kind === "fold") ?? noFold;
}
