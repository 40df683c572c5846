import type { FakeMain } from "../fake-main.ts";
import { failed, fake } from "./contract.ts";

export function fleetFake(main: FakeMain) {
  const { scene } = main;
  return {
    check: fake.fleet.check.handler(({ input }) => {
      main.noted(`check ${input.command} on ${input.hostIds.length}`);
      if (scene.fleetCheck === null) throw failed("command-refused", "The command is empty.");
      return scene.fleetCheck;
    }),
    run: fake.fleet.run.handler(({ input }) => {
      main.noted(`run ${input.draft.command} ${input.seal} ${input.typedName ?? ""}`.trim());
      return { id: scene.fleets[0]?.fleet.id ?? "fleet-none" };
    }),
    goOn: fake.fleet.goOn.handler(({ input }) => main.noted(`go on ${input.id}`)),
    stop: fake.fleet.stop.handler(({ input }) => main.noted(`stop ${input.id}`)),
    inTerminal: fake.fleet.inTerminal.handler(({ input }) =>
      main.noted(`in terminal ${input.hostId} ${input.terminalId}`),
    ),
    output: fake.fleet.output.handler(({ input }) => {
      const text = scene.fleetOutput[input.runId] ?? "";
      return { text: text.slice(input.from, input.from + input.limit), total: text.length };
    }),
    list: fake.fleet.list.handler(({ signal }) => main.streams.fleets.stream(signal)),
    events: fake.fleet.events.handler(({ input, signal }) => {
      const stream = main.streams.fleet(input.id);
      if (stream === null) throw failed("fleet-unknown");
      return stream.stream(signal);
    }),
  };
}
