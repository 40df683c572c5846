import type { PolicyEvent } from "../../shared/contract/policy.ts";
import { type ContractBase, valueFrom } from "./context.ts";
import type { Services } from "./services.ts";
import { stateStream } from "./streams.ts";

export function policyRouter(base: ContractBase, { policy }: Services) {
  const changed = (): PolicyEvent => ({ type: "policy-changed", policy: policy.inForce() });
  return {
    setMode: base.policy.setMode.handler(({ input, context }) =>
      valueFrom(policy.setMode(input, context.actor)),
    ),
    clearMode: base.policy.clearMode.handler(({ input, context }) =>
      valueFrom(policy.clearMode(input.scope, context.actor)),
    ),
    setPreset: base.policy.setPreset.handler(({ input, context }) =>
      valueFrom(policy.setPreset(input.preset, context.actor)),
    ),
    explain: base.policy.explain.handler(({ input }) =>
      valueFrom(policy.explain(input.command, input.terminalId, input.conversationId)),
    ),
    forget: base.policy.forget.handler(({ input, context }) =>
      valueFrom(policy.forget(input.id, context.actor)),
    ),
    acceptFile: base.policy.acceptFile.handler(({ context }) =>
      valueFrom(policy.acceptFile(context.actor)),
    ),
    events: base.policy.events.handler(({ signal }) =>
      stateStream(changed, policy.changed, signal),
    ),
  };
}
