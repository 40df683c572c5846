import type { HostEvent } from "../../shared/contract/hosts.ts";
import { type ContractBase, signalOf, valueFrom } from "./context.ts";
import type { Services } from "./services.ts";
import { joinedStream } from "./streams.ts";

export function hostsRouter(base: ContractBase, { inventory, targets }: Services) {
  const listed = (): HostEvent => ({
    type: "hosts-listed",
    hosts: inventory.list(),
    statuses: targets.statuses(),
  });
  return {
    list: base.hosts.list.handler(() => inventory.list()),
    add: base.hosts.add.handler(({ input, context }) =>
      valueFrom(inventory.add(input, context.hostSource)),
    ),
    update: base.hosts.update.handler(({ input }) =>
      valueFrom(inventory.update(input.id, input.draft)),
    ),
    remove: base.hosts.remove.handler(({ input }) => valueFrom(inventory.remove(input.id))),
    test: base.hosts.test.handler(({ input, signal }) =>
      valueFrom(targets.test(input.id, signalOf(signal))),
    ),
    importable: base.hosts.importable.handler(() => inventory.importable()),
    importFromSshConfig: base.hosts.importFromSshConfig.handler(({ input }) =>
      valueFrom(inventory.importFromSshConfig(input.aliases, input.forwardAgent)),
    ),
    events: base.hosts.events.handler(({ signal }) =>
      joinedStream<HostEvent>(
        listed,
        (emit) => {
          const listening = new DisposableStack();
          listening.use(inventory.changed.on(() => emit(listed())));
          listening.use(
            targets.statusChanged.on((status) => emit({ type: "host-status", status })),
          );
          return listening;
        },
        signal,
      ),
    ),
  };
}
