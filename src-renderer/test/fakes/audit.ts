import { auditPageOf } from "../audit-scene.ts";
import type { FakeMain } from "../fake-main.ts";
import { failed, fake } from "./contract.ts";

export function auditFake(main: FakeMain) {
  const { scene } = main;
  return {
    page: fake.audit.page.handler(({ input }) => {
      main.noted(`audit ${JSON.stringify(input.filter)}`);
      if (scene.auditFailure) throw failed("audit-unreadable", "EACCES: permission denied");
      return auditPageOf(scene.audit, input);
    }),
    verify: fake.audit.verify.handler(() => scene.auditVerdict),
    export: fake.audit.export.handler(async function* ({ input }) {
      yield { text: `${input.format} ${JSON.stringify(input.filter)}\n` };
    }),
    events: fake.audit.events.handler(({ signal }) => main.streams.audit.stream(signal)),
  };
}
