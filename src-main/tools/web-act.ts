import type { ActionTarget } from "../../shared/contract/approvals.ts";
import type { FairleadError } from "../../shared/errors.ts";
import { failure } from "../../shared/errors.ts";
import { localHostId } from "../../shared/ids.ts";
import { fail, ok, type Result } from "../../shared/result.ts";
import type { Asking } from "./asking.ts";
import type { ActFailure, PlannedAct, ToolContext, ToolOutcome } from "./tool.ts";

/** One look at the web as a tool plans it. */
export type WebWish = {
  url: URL;
  /** Of a search; null = a page. */
  query: string | null;
  reason: string;
  asking: Asking;
  /** Why it is not done whatever is answered; null = nothing is known against it. */
  problem: string | null;
  look: (signal: AbortSignal) => Promise<Result<string, FairleadError>>;
};

/** A look at the web goes out with what stands in its address, so it is an act: the gate decides, asks and records. */
export function webAct(wish: WebWish, context: ToolContext): PlannedAct {
  const { asking, problem, query, reason, url } = wish;
  return {
    kind: "act",
    action: { kind: "fetch-url", url: url.href, query },
    reason,
    runId: null,
    asking,
    target: () => hereTarget(context),
    onGone: () => new DisposableStack(),
    refusals: () => (problem === null ? [] : [{ at: null, sentence: problem }]),
    edited: null,
    act: async (_action, begin, signal) => {
      const begun = await begin();
      if (!begun.ok) return fail({ error: begun.error, undone: true });
      const startedAt = performance.now();
      const looked = await wish.look(signal);
      // A page that was asked for may have noticed; nothing here is changed by it, so it may simply be asked for again.
      if (!looked.ok) return fail({ error: looked.error, undone: true } satisfies ActFailure);
      const outcome: ToolOutcome = {
        text: looked.value,
        output: looked.value,
        source: {
          words: query === null ? `page ${url.href}` : `search for “${query}”`,
          terminalId: null,
        },
        state: "fetched",
        run: null,
        durationMs: Math.round(performance.now() - startedAt),
      };
      return ok(outcome);
    },
  };
}

/** It goes out from the machine Fairlead runs on, whatever pane the person looks at. */
function hereTarget({ hosts }: ToolContext): Result<ActionTarget, FairleadError> {
  const host = hosts.get(localHostId);
  if (host === undefined) return fail(failure("host-unknown"));
  return ok({
    terminalId: null,
    hostId: localHostId,
    hostName: host.name,
    user: "",
    directory: null,
    fingerprint: JSON.stringify(["web", localHostId]),
  });
}
