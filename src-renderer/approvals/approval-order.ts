import type { Approval, Urgency } from "../../shared/contract/approvals.ts";

const loudness: Record<Urgency, number> = { high: 0, normal: 1, low: 2 };

/** The most urgent first, of equals the one that waits longest. Pure. */
export const inOrder = (approvals: readonly Approval[]): Approval[] =>
  approvals.toSorted(
    (one, other) =>
      loudness[one.urgency] - loudness[other.urgency] || one.createdAt - other.createdAt,
  );

/** Questions of one step of one conversation; `step` null: each stands for itself. */
export interface ApprovalGroup {
  key: string;
  step: string | null;
  approvals: Approval[];
}

/** Questions in order, those of the same step together where the first of them stands. Pure. */
export function groupByStep(approvals: readonly Approval[]): ApprovalGroup[] {
  const groups = new Map<string, ApprovalGroup>();
  for (const approval of inOrder(approvals)) {
    const { step, id, conversationId } = approval;
    const key = step === null ? id : `${conversationId} ${step}`;
    const group = groups.get(key);
    if (group === undefined) groups.set(key, { key, step, approvals: [approval] });
    else group.approvals.push(approval);
  }
  return [...groups.values()];
}
