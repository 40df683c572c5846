import { create } from "zustand";
import type { ChatItem } from "../../../shared/contract/chat.ts";
import type { Plan, PlanChange } from "../../../shared/contract/plan.ts";
import { ok, type Result } from "../../../shared/result.ts";
import { attempt, type CallFailure, client } from "../../control/client.ts";
import { useChat } from "../chat-store.ts";
import { useConversations } from "../conversations-store.ts";

/** Whether the steps of the plan are shown; for this window. */
export const usePlanView = create<{ open: boolean }>(() => ({ open: false }));

/** The plan to show: a plan that has ended goes with the person's next message. */
export function shownPlan(plan: Plan | null, items: readonly ChatItem[]): Plan | null {
  if (plan === null || plan.state === "active") return plan;
  const last = items.findLast(({ kind }) => kind === "person");
  return plan.state === "replaced" || (last?.at ?? 0) > plan.changedAt ? null : plan;
}

type OwnChange = { kind: "abort" } | Omit<Extract<PlanChange, { kind: "step" }>, "planId">;

/** Ticks or skips a step of the plan on the screen by hand, or aborts it. */
export async function changePlan(change: OwnChange): Promise<Result<unknown, CallFailure>> {
  const { current } = useConversations.getState();
  const { plan } = useChat.getState();
  if (current === null || plan === null) return ok(undefined);
  const named = { ...change, planId: plan.id };
  return attempt(client.chat.changePlan({ id: current, change: named }));
}
