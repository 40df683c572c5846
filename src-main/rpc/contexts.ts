import type { ContextInfo } from "../../shared/contract/context.ts";
import { Emitter } from "../base/emitter.ts";
import { type ContractBase, valueFrom } from "./context.ts";
import type { Services } from "./services.ts";
import { stateStream } from "./streams.ts";

export function contextsRouter(base: ContractBase, { contexts }: Services) {
  return {
    events: base.context.events.handler(async function* ({ input: { id }, signal }) {
      let info = await valueFrom(contexts.info(id));
      using changed = new Emitter<void>();
      using _listening = contexts.changed.on((other) => {
        if (other === id || other === null) changed.emit();
      });
      const newest = (): ContextInfo => {
        const found = contexts.info(id);
        if (!(found instanceof Promise) && found.ok) info = found.value;
        return info;
      };
      yield* stateStream(newest, changed, signal);
    }),
    told: base.context.told.handler(({ input }) => ({
      text: contexts.told(input.id, input.terminalId).system,
    })),
    compact: base.context.compact.handler(({ input }) => valueFrom(contexts.compact(input.id))),
  };
}
