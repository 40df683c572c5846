import type { AttachedEvent } from "../../shared/contract/tmux.ts";
import { type ContractBase, signalOf, valueFrom } from "./context.ts";
import type { Services } from "./services.ts";
import { stateStream } from "./streams.ts";

export function tmuxRouter(base: ContractBase, { tmux }: Services) {
  const attached = (): AttachedEvent => ({
    type: "sessions-attached",
    sessions: tmux.attached(),
  });
  return {
    watch: base.tmux.watch.handler(({ input, signal }) =>
      tmux.watch(input.hostId, signalOf(signal)),
    ),
    act: base.tmux.act.handler(({ input, context }) =>
      valueFrom(tmux.act(input.hostId, input.server, input.act, context.actor)),
    ),
    attach: base.tmux.attach.handler(({ input, context, signal }) =>
      valueFrom(tmux.attach(input, context.actor, signalOf(signal))),
    ),
    detach: base.tmux.detach.handler(({ input }) => valueFrom(tmux.detach(input))),
    setSizePolicy: base.tmux.setSizePolicy.handler(({ input: { policy, ...key } }) =>
      valueFrom(tmux.setPolicy(key, policy)),
    ),
    fit: base.tmux.fit.handler(({ input: { window, columns, rows, ...key } }) =>
      valueFrom(tmux.fit(key, window, { columns, rows })),
    ),
    attached: base.tmux.attached.handler(({ signal }) =>
      stateStream(attached, tmux.changed, signal),
    ),
  };
}
