import type { TerminalEvent } from "../../shared/contract/terminals.ts";
import { eventStream } from "../base/event-stream.ts";
import { type ContractBase, valueFrom } from "./context.ts";
import type { Services } from "./services.ts";

export function terminalsRouter(base: ContractBase, { fills, terminals }: Services) {
  const listed = (): TerminalEvent => ({
    type: "terminals-listed",
    terminals: terminals.list(),
  });
  return {
    list: base.terminals.list.handler(() => terminals.list()),
    open: base.terminals.open.handler(({ input }) =>
      valueFrom(terminals.open(input.hostId, input.size)),
    ),
    close: base.terminals.close.handler(({ input }) => valueFrom(terminals.close(input.id))),
    reconnect: base.terminals.reconnect.handler(({ input }) =>
      valueFrom(terminals.reconnect(input.id)),
    ),
    rename: base.terminals.rename.handler(({ input }) =>
      valueFrom(terminals.rename(input.id, input.name)),
    ),
    newShell: base.terminals.newShell.handler(({ input }) =>
      valueFrom(terminals.newShell(input.id)),
    ),
    handBack: base.terminals.handBack.handler(({ input }) =>
      valueFrom(terminals.handBack(input.id, input.clear)),
    ),
    runs: base.terminals.runs.handler(({ input }) => valueFrom(terminals.runs(input.id))),
    memory: base.terminals.memory.handler(({ input }) => ({ text: terminals.memory(input.id) })),
    runOutput: base.terminals.runOutput.handler(({ input }) =>
      valueFrom(terminals.runOutput(input.runId, input.from, input.limit)),
    ),
    fillOffers: base.terminals.fillOffers.handler(({ input }) =>
      valueFrom(fills.offers(input.id, input.question)),
    ),
    fill: base.terminals.fill.handler(({ input, context }) =>
      valueFrom(fills.fill(input, context.actor)),
    ),
    redact: base.terminals.redact.handler(({ input }) =>
      valueFrom(terminals.redact(input.id, input.texts)),
    ),
    events: base.terminals.events.handler(({ signal }) =>
      eventStream(listed, terminals.events, signal),
    ),
  };
}
