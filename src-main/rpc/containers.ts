import { type ContractBase, signalOf, valueFrom } from "./context.ts";
import type { Services } from "./services.ts";

export function containersRouter(base: ContractBase, { inventory, targets }: Services) {
  return {
    list: base.containers.list.handler(({ input, signal }) =>
      valueFrom(targets.containers(input.hostId, input.context, signalOf(signal))),
    ),
    keep: base.containers.keep.handler(({ input, context }) =>
      valueFrom(inventory.addContainer(input, context.hostSource)),
    ),
  };
}
