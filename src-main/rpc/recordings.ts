import type { RecordingsEvent } from "../../shared/contract/recordings.ts";
import { eventStream } from "../base/event-stream.ts";
import { type ContractBase, valueFrom } from "./context.ts";
import type { Services } from "./services.ts";

export function recordingsRouter(base: ContractBase, { recordings }: Services) {
  const listed = (): RecordingsEvent => ({
    type: "recordings-listed",
    recordings: recordings.list(),
  });
  return {
    events: base.recordings.events.handler(({ signal }) =>
      eventStream(listed, recordings.events, signal),
    ),
    start: base.recordings.start.handler(({ input }) => valueFrom(recordings.start(input.id))),
    stop: base.recordings.stop.handler(({ input }) => valueFrom(recordings.stop(input.id))),
    read: base.recordings.read.handler(({ input }) =>
      valueFrom(recordings.read(input.id, input.from)),
    ),
    search: base.recordings.search.handler(({ input }) => recordings.search(input.text)),
    remove: base.recordings.remove.handler(({ input }) => valueFrom(recordings.remove(input.id))),
  };
}
