import type { FakeMain } from "../fake-main.ts";
import { historyMemory, historyOutput } from "../history-scene.ts";
import { terminal } from "../terminals-scene.ts";
import { failed, fake } from "./contract.ts";

export function terminalsFake(main: FakeMain) {
  const { scene } = main;
  return {
    list: fake.terminals.list.handler(() => scene.terminals),
    open: fake.terminals.open.handler(({ input }) => {
      main.noted(`open ${input.hostId}`);
      const on = scene.hosts.find(({ id }) => id === input.hostId);
      const made = terminal(main.nextNumber(), {
        hostId: input.hostId,
        hostName: on?.name ?? "?",
      });
      scene.terminals.push(made);
      main.streams.terminals.say({ type: "terminal-changed", terminal: made });
      return made;
    }),
    close: fake.terminals.close.handler(({ input }) => {
      scene.terminals = scene.terminals.filter(({ id }) => id !== input.id);
      main.streams.terminals.say({ type: "terminal-removed", id: input.id });
    }),
    rename: fake.terminals.rename.handler(({ input }) => {
      const known = scene.terminals.find(({ id }) => id === input.id);
      if (known === undefined) throw failed("terminal-unknown");
      main.sayTerminal({ ...known, name: input.name });
    }),
    reconnect: fake.terminals.reconnect.handler(({ input }) => main.noted(`reconnect ${input.id}`)),
    newShell: fake.terminals.newShell.handler(({ input }) => main.noted(`new shell ${input.id}`)),
    handBack: fake.terminals.handBack.handler(({ input }) =>
      main.noted(`hand back ${input.id}${input.clear ? " cleared" : ""}`),
    ),
    runs: fake.terminals.runs.handler(({ input }) =>
      scene.history.filter(({ terminalId }) => terminalId === input.id),
    ),
    memory: fake.terminals.memory.handler(() => ({
      text: scene.history.length === 0 ? "" : historyMemory,
    })),
    runOutput: fake.terminals.runOutput.handler(({ input }) => {
      const text = historyOutput(input.runId);
      return { text: text.slice(input.from, input.from + input.limit), total: text.length };
    }),
    fillOffers: fake.terminals.fillOffers.handler(() => scene.fillOffers),
    fill: fake.terminals.fill.handler(({ input }) =>
      main.noted(`fill ${input.id} ${input.question} ${input.credentialId}`),
    ),
    redact: fake.terminals.redact.handler(({ input }) => ({
      texts: input.texts.map((text) => text.replaceAll("hunter2", "[redacted]")),
    })),
    events: fake.terminals.events.handler(({ signal }) => main.streams.terminals.stream(signal)),
  };
}
