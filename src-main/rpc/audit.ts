import type { AuditEntry, AuditEvent } from "../../shared/contract/audit.ts";
import { type FairleadError, failure } from "../../shared/errors.ts";
import type { Emitter } from "../base/emitter.ts";
import { type ContractBase, failed, signalOf, valueFrom } from "./context.ts";
import type { Services } from "./services.ts";
import { joinedStream } from "./streams.ts";

export function auditRouter(base: ContractBase, { audit }: Services) {
  return {
    page: base.audit.page.handler(({ input }) => valueFrom(audit.page(input))),
    verify: base.audit.verify.handler(({ signal }) => audit.verify(signalOf(signal))),
    export: base.audit.export.handler(async function* ({ input, signal }) {
      try {
        for await (const text of audit.export(input.filter, input.format, signalOf(signal))) {
          yield { text };
        }
      } catch (error) {
        if (signal?.aborted === true) return;
        throw asUnreadable(error) ?? error;
      }
    }),
    events: base.audit.events.handler(({ signal }) => eventsOf(audit, signal)),
  };
}

function eventsOf(
  audit: {
    status(): Omit<Extract<AuditEvent, { type: "audit-opened" }>, "type">;
    appended: Emitter<AuditEntry>;
  },
  signal: AbortSignal | undefined,
): AsyncGenerator<AuditEvent, void, void> {
  return joinedStream<AuditEvent>(
    () => ({ type: "audit-opened", ...audit.status() }),
    (emit) => audit.appended.on((entry) => emit({ type: "entry-added", entry })),
    signal,
  );
}

function asUnreadable(error: unknown) {
  if (!(error instanceof Error && "code" in error)) return null;
  const unreadable: FairleadError = failure("audit-unreadable", error.message);
  return failed(unreadable);
}
