import { create } from "zustand";
import type { Approval, ApprovalAnswer } from "../../shared/contract/approvals.ts";
import type { ApprovalId } from "../../shared/ids.ts";
import type { Result } from "../../shared/result.ts";
import { attempt, type CallFailure, client } from "../control/client.ts";
import { follow } from "../control/follow.ts";

/** A question that closed without an answer from this page, and why as far as can be told. */
export interface ClosedApproval {
  approval: Approval;
  sentence: string;
}

export interface ApprovalsStore {
  /** The questions that wait for an answer, oldest first. */
  approvals: readonly Approval[];
  /** Questions that this page has answered; main takes them off its list a moment later. */
  answered: ReadonlySet<ApprovalId>;
  closed: readonly ClosedApproval[];
}

/** What the agent wants to do and may not do before somebody has said yes. */
export const useApprovals = create<ApprovalsStore>(() => ({
  approvals: [],
  answered: new Set(),
  closed: [],
}));

/**
 * The next state when main says which questions wait; pure. `now` in ms since the epoch. A list that is only told again, as
 * after a reconnect, stays the list it was: nobody's click has to wait because of it.
 */
export function applyApprovals(
  state: ApprovalsStore,
  approvals: readonly Approval[],
  now: number,
): ApprovalsStore {
  if (JSON.stringify(approvals) === JSON.stringify(state.approvals)) return state;
  const waiting = new Set(approvals.map(({ id }) => id));
  const closed = state.approvals
    .filter(({ id }) => !waiting.has(id) && !state.answered.has(id))
    .map((approval) => ({ approval, sentence: whyClosed(approval, now) }));
  return {
    approvals,
    answered: new Set([...state.answered].filter((id) => waiting.has(id))),
    closed: [...state.closed, ...closed],
  };
}

function whyClosed(approval: Approval, now: number): string {
  return approval.expiresAt !== null && now >= approval.expiresAt
    ? "Nobody answered in time, so it was not run."
    : "This question is not open any more: it was answered elsewhere, the turn was stopped, or the target changed. The chat says which.";
}

/** Takes a notice about a closed question away. */
export function dismissClosed(id: ApprovalId): void {
  useApprovals.setState(({ closed }) => ({
    closed: closed.filter(({ approval }) => approval.id !== id),
  }));
}

/** Answers once. A refused edit leaves the question open; after other failures it was open no more, and a notice says so. */
export async function answerApproval(
  approval: Approval,
  answer: ApprovalAnswer,
): Promise<Result<void, CallFailure>> {
  const { id } = approval;
  useApprovals.setState(({ answered }) => ({ answered: new Set(answered).add(id) }));
  const outcome = await attempt(client.approvals.answer({ id, answer }));
  if (outcome.ok) return outcome;
  useApprovals.setState(({ answered, approvals, closed }) => ({
    answered: new Set([...answered].filter((other) => other !== id)),
    closed: approvals.some((other) => other.id === id)
      ? closed
      : [...closed, { approval, sentence: outcome.error.sentence }],
  }));
  return outcome;
}

export const followApprovals = (signal: AbortSignal): Promise<void> =>
  follow(
    (stop) => client.approvals.events(undefined, { signal: stop }),
    ({ approvals }) =>
      useApprovals.setState((state) => applyApprovals(state, approvals, Date.now())),
    signal,
  );
