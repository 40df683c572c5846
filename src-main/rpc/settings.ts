import type { SettingsEvent } from "../../shared/contract/settings.ts";
import { type ContractBase, valueFrom } from "./context.ts";
import type { Services } from "./services.ts";
import { stateStream } from "./streams.ts";

export function settingsRouter(base: ContractBase, { settings, themes }: Services) {
  const present = (): SettingsEvent => {
    const { models: _elsewhere, ...shown } = settings.get();
    return {
      type: "settings-changed",
      settings: shown,
      fixed: [...settings.fixed],
      problem: settings.problem,
    };
  };
  return {
    change: base.settings.change.handler(({ input }) => valueFrom(settings.change(input))),
    themes: base.settings.themes.handler(() => themes.read()),
    events: base.settings.events.handler(({ signal }) =>
      stateStream(present, settings.changed, signal),
    ),
  };
}
