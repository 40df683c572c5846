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
    confirmRevert: base.files.confirmRevert.handler(({ input, context, signal }) =>
      valueFrom(files.confirmRevert(input.id, context.actor, signalOf(signal))),
    ),
    revertNow: base.files.revertNow.handler(({ input, context, signal }) =>
      valueFrom(files.revertNow(input.id, context.actor, signalOf(signal))),
    ),
    askRevert: base.files.askRevert.handler(({ input, signal }) =>
      valueFrom(files.askRevert(input.id, signalOf(signal))),
    ),
    events: base.files.events.handler(({ signal }) => stateStream(listed, files.changed, signal)),
  };
}
