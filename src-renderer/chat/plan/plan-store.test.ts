import { expect, test } from "vitest";
import type { ChatItem } from "../../../shared/contract/chat.ts";
import { planOf } from "../../test/plan-scene.ts";
import { shownPlan } from "./plan-store.ts";

const said = (at: number): ChatItem => ({
  kind: "person",
  id: "item-1",
  turnId: "turn-1",
  at,
  text: "and now?",
});

for (const [name, plan, at, isShown] of [
  ["under way", planOf({ changedAt: 5 }), 9, true],
  ["done, nothing said since", planOf({ state: "done", changedAt: 5 }), 4, true],
  ["done, something said since", planOf({ state: "done", changedAt: 5 }), 6, false],
  ["aborted, something said since", planOf({ state: "aborted", changedAt: 5 }), 6, false],
] as const) {
  test(`a plan that is ${name} is ${isShown ? "" : "not "}shown`, () => {
    expect(shownPlan(plan, [said(at)])).toBe(isShown ? plan : null);
  });
}
