import type { ApprovalEvent } from "../../shared/contract/approvals.ts";
import { type ContractBase, valueFrom } from "./context.ts";
import type { Services } from "./services.ts";
import { stateStream } from "./streams.ts";

export function approvalsRouter(base: ContractBase, { approvals }: Services) {
  const listed = (): ApprovalEvent => ({
    type: "approvals-listed",
    approvals: approvals.list(),
  });
  return {
    answer: base.approvals.answer.handler(({ input, context }) =>
      valueFrom(approvals.answer(input.id, input.answer, context.actor)),
    ),
    check: base.approvals.check.handler(({ input }) => approvals.check(input.id, input.command)),
    events: base.approvals.events.handler(({ signal }) =>
      stateStream(listed, approvals.changed, signal),
    ),
  };
}
