import { type ContractBase, signalOf, valueFrom } from "./context.ts";
import type { Services } from "./services.ts";
import { stateStream } from "./streams.ts";

export function runsRouter(base: ContractBase, { runs }: Services) {
  const listed = () => ({ type: "runs-listed" as const, runs: runs.list() });
  return {
    list: base.runs.list.handler(() => runs.list()),
    events: base.runs.events.handler(({ signal }) => stateStream(listed, runs.changed, signal)),
    processes: base.runs.processes.handler(({ input, signal }) =>
      valueFrom(runs.processes(input.id, signalOf(signal))),
    ),
    kill: base.runs.kill.handler(({ input, context, signal }) =>
      valueFrom(runs.kill(input, context.actor, signalOf(signal))),
    ),
    timeout: base.runs.timeout.handler(({ input, context }) =>
      valueFrom(runs.timeout(input, "person", context.actor)),
    ),
  };
}
