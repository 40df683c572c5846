import type { FakeMain } from "../fake-main.ts";
import { fake } from "./contract.ts";

export function runsFake(main: FakeMain) {
  const { scene } = main;
  return {
    list: fake.runs.list.handler(() => scene.runs),
    events: fake.runs.events.handler(({ signal }) => main.streams.runs.stream(signal)),
    processes: fake.runs.processes.handler(() => scene.processes),
    kill: fake.runs.kill.handler(({ input }) => {
      const named = input.processes?.map(({ pid }) => pid).join(" ") ?? "";
      main.noted(`kill ${input.id ?? "the one"} ${input.signal} ${named}`.trim());
      return { done: `${input.signal} sent to 1 process on web-1.`, left: [] };
    }),
    timeout: fake.runs.timeout.handler(({ input }) => {
      main.noted(`timeout ${input.id ?? "the one"} ${input.durationMs}`);
      const at = Date.now() + (input.durationMs ?? 0);
      const limit = input.durationMs === null ? null : { at, by: "person" as const, isOver: false };
      return { id: input.id ?? "run-1", limit };
    }),
  };
}

export function recordingsFake(main: FakeMain) {
  const { scene } = main;
  return {
    events: fake.recordings.events.handler(({ signal }) => main.streams.recordings.stream(signal)),
    start: fake.recordings.start.handler(({ input }) => main.noted(`record ${input.id}`)),
    stop: fake.recordings.stop.handler(({ input }) => main.noted(`stop recording ${input.id}`)),
    read: fake.recordings.read.handler(() => ({ text: scene.recordings.file, next: null })),
    search: fake.recordings.search.handler(({ input }) =>
      scene.recordings.hits.filter(({ line }) => line.includes(input.text)),
    ),
    remove: fake.recordings.remove.handler(({ input }) => {
      scene.recordings.list = scene.recordings.list.filter(({ id }) => id !== input.id);
      main.sayAll();
    }),
  };
}
