import { type ContractBase, valueFrom } from "./context.ts";
import type { Services } from "./services.ts";

export function auditRouter(base: ContractBase, { audit }: Services) {
  return {
    tail: base.audit.tail.handler(({ input }) => valueFrom(audit.tail(input.limit))),
    verify: base.audit.verify.handler(() => audit.verify()),
  };
}
