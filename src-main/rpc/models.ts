import type { ModelEvent } from "../../shared/contract/models.ts";
import { type ContractBase, signalOf, valueFrom } from "./context.ts";
import type { Services } from "./services.ts";
import { stateStream } from "./streams.ts";

export function modelsRouter(base: ContractBase, { models }: Services) {
  const listed = (): ModelEvent => ({
    type: "models-listed",
    profiles: models.list(),
    active: models.active(),
    fromEnvironment: models.fromEnvironment,
  });
  return {
    save: base.models.save.handler(({ input }) => valueFrom(models.save(input))),
    remove: base.models.remove.handler(({ input }) => valueFrom(models.remove(input.id))),
    select: base.models.select.handler(({ input }) => valueFrom(models.select(input.id))),
    test: base.models.test.handler(({ input, signal }) =>
      valueFrom(models.test(input.id, signalOf(signal))),
    ),
    findOllama: base.models.findOllama.handler(({ signal }) => models.findOllama(signalOf(signal))),
    usePractice: base.models.usePractice.handler(() => valueFrom(models.usePractice())),
    events: base.models.events.handler(({ signal }) => stateStream(listed, models.changed, signal)),
  };
}
