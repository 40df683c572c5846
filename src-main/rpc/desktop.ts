import { failure } from "../../shared/errors.ts";
import { type ContractBase, failed } from "./context.ts";
import type { DesktopService, Services } from "./services.ts";
import { stateStream } from "./streams.ts";

export function desktopRouter(base: ContractBase, { desktop }: Services) {
  const there = (): DesktopService => {
    if (desktop === null) throw failed(failure("desktop-only"));
    return desktop;
  };
  return {
    openWindow: base.desktop.openWindow.handler(() => there().openWindow()),
    updates: base.desktop.updates.handler(({ signal }) => {
      const { updates } = there();
      return stateStream(() => updates.state(), updates.changed, signal);
    }),
    lookForUpdate: base.desktop.lookForUpdate.handler(() => void there().updates.look()),
    fetchUpdate: base.desktop.fetchUpdate.handler(() => void there().updates.fetch()),
  };
}
