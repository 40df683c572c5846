import { Secret } from "../base/secret.ts";
import { type ContractBase, valueFrom } from "./context.ts";
import type { Services } from "./services.ts";
import { stateStream } from "./streams.ts";

export function credentialsRouter(base: ContractBase, { credentials }: Services) {
  return {
    set: base.credentials.set.handler(async ({ input }) => ({
      id: await valueFrom(credentials.set(input.label, Secret.fromText(input.secret), input.id)),
    })),
    test: base.credentials.test.handler(async ({ input }) => {
      const found = await credentials.get(input.id);
      if (found.ok) found.value[Symbol.dispose]();
      return { readable: found.ok };
    }),
    remove: base.credentials.remove.handler(({ input }) => valueFrom(credentials.remove(input.id))),
    unlock: base.credentials.unlock.handler(async ({ input }) => {
      using passphrase = Secret.fromText(input.passphrase);
      await valueFrom(credentials.unlock(passphrase));
    }),
    events: base.credentials.events.handler(({ signal }) =>
      stateStream(() => credentials.status(), credentials.changed, signal),
    ),
  };
}
