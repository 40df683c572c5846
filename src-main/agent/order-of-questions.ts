import type { Approval, Urgency } from "../../shared/contract/approvals.ts";

const rank: Record<Urgency, number> = { high: 0, normal: 1, low: 2 };

/** What hurries first, then oldest first; questions of one conversation's step follow their first. Expects oldest first. */
export function inOrder(questions: readonly Approval[]): Approval[] {
  const sorted = [...questions].sort((one, other) => rank[one.urgency] - rank[other.urgency]);
  const groups = Map.groupBy(sorted, ({ conversationId, id, step }) =>
    step === null ? id : `${conversationId} ${step}`,
  );
  return [...groups.values()].flat();
}
