import { expect, test } from "vitest";
import { approval } from "../test/approvals-scene.ts";
import { type ApprovalsStore, applyApprovals } from "./approvals-store.ts";

const empty: ApprovalsStore = { approvals: [], answered: new Set(), closed: [] };
const one = approval("one", "ls");
const two = approval("two", "df", { expiresAt: 1_000 });

test("a question that goes away unanswered leaves a notice, an expired one says so", () => {
  const waiting = applyApprovals(empty, [one, two], 0);
  const after = applyApprovals(waiting, [], 1_000);
  expect(after.closed.map(({ approval: { id }, sentence }) => [id, sentence.slice(0, 24)])).toEqual(
    [
      ["appr-one", "This question is not ope"],
      ["appr-two", "Nobody answered in time,"],
    ],
  );
});

test("a question that this page answered leaves none", () => {
  const answered = { ...applyApprovals(empty, [one, two], 0), answered: new Set([one.id]) };
  expect(applyApprovals(answered, [two], 0)).toEqual({
    approvals: [two],
    answered: new Set(),
    closed: [],
  });
});

test("a list that is told again is the list it was, and no card's guard begins anew", () => {
  const waiting = applyApprovals(empty, [one, two], 0);
  expect(applyApprovals(waiting, structuredClone([one, two]), 5)).toBe(waiting);
  const changed = structuredClone([one, { ...two, expiresAt: 2_000 }]);
  expect(applyApprovals(waiting, changed, 5).approvals).toBe(changed);
});
