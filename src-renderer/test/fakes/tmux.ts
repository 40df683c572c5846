import type { FakeMain } from "../fake-main.ts";
import { fake } from "./contract.ts";

export function tmuxFake(main: FakeMain) {
  return {
    watch: fake.tmux.watch.handler(({ signal }) => main.streams.tmux.stream(signal)),
    act: fake.tmux.act.handler(({ input }) => main.noted(`tmux ${JSON.stringify(input.act)}`)),
    attach: fake.tmux.attach.handler(({ input }) => {
      main.noted(`tmux attach ${input.session}`);
      return [];
    }),
    detach: fake.tmux.detach.handler(({ input }) => main.noted(`tmux detach ${input.session}`)),
    setSizePolicy: fake.tmux.setSizePolicy.handler(({ input }) =>
      main.noted(`tmux size ${input.policy}`),
    ),
    fit: fake.tmux.fit.handler(({ input }) =>
      main.noted(`tmux fit @${input.window} ${input.columns}x${input.rows}`),
    ),
    attached: fake.tmux.attached.handler(({ signal }) => main.streams.attached.stream(signal)),
  };
}
