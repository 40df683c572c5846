import type { FileEvent } from "../../shared/contract/files.ts";
import { type ContractBase, signalOf, valueFrom } from "./context.ts";
import type { Services } from "./services.ts";
import { stateStream } from "./streams.ts";

export function filesRouter(base: ContractBase, { files }: Services) {
  const listed = (): FileEvent => ({ type: "backups-listed", backups: files.backups() });
  return {
    compare: base.files.compare.handler(({ input, signal }) =>
      valueFrom(files.compare(input.id, signalOf(signal))),
    ),
    restore: base.files.restore.handler(({ input, context, signal }) =>
      valueFrom(files.restore(input.id, input.digestNow, context.actor, signalOf(signal))),
    ),
    events: base.files.events.handler(({ signal }) => stateStream(listed, files.changed, signal)),
  };
}
