import { type ContractBase, signalOf } from "./context.ts";
import type { Services } from "./services.ts";

export function appRouter(base: ContractBase, { app }: Services) {
  return {
    info: base.app.info.handler(() => app.info()),
    doctor: base.app.doctor.handler(({ signal }) => app.doctor(signalOf(signal))),
  };
}
