import type { FleetEvent, FleetListEvent } from "../../shared/contract/fleet.ts";
import { failure } from "../../shared/errors.ts";
import { type ContractBase, failed, valueFrom } from "./context.ts";
import type { Services } from "./services.ts";
import { joinedStream, stateStream } from "./streams.ts";

export function fleetRouter(base: ContractBase, { fleet }: Services) {
  const listed = (): FleetListEvent => ({ type: "fleets-listed", fleets: fleet.list() });
  return {
    check: base.fleet.check.handler(({ input }) => valueFrom(fleet.check(input))),
    run: base.fleet.run.handler(({ input: { draft, ...shown }, context }) =>
      valueFrom(fleet.run(draft, shown, context.actor)),
    ),
    goOn: base.fleet.goOn.handler(({ input, context }) =>
      valueFrom(fleet.goOn(input.id, context.actor)),
    ),
    stop: base.fleet.stop.handler(({ input, context }) =>
      valueFrom(fleet.stop(input.id, context.actor)),
    ),
    inTerminal: base.fleet.inTerminal.handler(({ input, context }) =>
      valueFrom(fleet.inTerminal(input, context.actor)),
    ),
    output: base.fleet.output.handler(({ input: { from, limit, runId } }) =>
      valueFrom(fleet.output(runId, from, limit)),
    ),
    list: base.fleet.list.handler(({ signal }) => stateStream(listed, fleet.changed, signal)),
    events: base.fleet.events.handler(({ input, signal }) => {
      if (fleet.shown(input.id) === undefined) throw failed(failure("fleet-unknown"));
      return joinedStream<FleetEvent>(
        () => {
          const shown = fleet.shown(input.id);
          if (shown === undefined) throw failed(failure("fleet-unknown"));
          return { type: "fleet-shown", ...shown };
        },
        (emit) =>
          fleet.events.on(({ event, id }) => {
            if (id === input.id) emit(event);
          }),
        signal,
      );
    }),
  };
}
