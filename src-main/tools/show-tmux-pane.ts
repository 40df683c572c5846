import type { Host } from "../../shared/contract/hosts.ts";
import { type FairleadError, failure } from "../../shared/errors.ts";
import { fail, ok, type Result } from "../../shared/result.ts";
import type { Asking } from "./asking.ts";
import { hostTarget, openedOutcome } from "./open-terminal.ts";
import type { PlannedLook, ToolContext } from "./tool.ts";

/** Looks whose session the pane is in, then plans to attach it: the person approves a session by its name. */
export function showTmuxPane(
  context: ToolContext,
  host: Host,
  pane: number,
  { asking, reason }: { asking: Asking; reason: string },
): Result<PlannedLook, FairleadError> {
  const { tmux } = context;
  if (tmux === undefined) return fail(failure("tmux-failed", "There is no tmux to be had here."));
  return ok({
    kind: "look",
    look: async (stop) => {
      const listed = await tmux.list(host.id, stop);
      if (!listed.ok) return listed;
      const session = listed.value.sessions.find(({ windows }) =>
        windows.some(({ panes }) => panes.some((each) => each.pane === pane)),
      );
      if (session === undefined) return fail(failure("tmux-changed", `There is no pane %${pane}.`));
      return ok({
        kind: "act",
        action: { kind: "open-terminal", hostId: host.id, tmuxSession: session.name },
        reason,
        runId: null,
        asking,
        target: () => hostTarget(context, host.id),
        onGone: () => new DisposableStack(),
        refusals: () => [],
        edited: null,
        act: async (_action, begin, signal) => {
          const startedAt = context.now();
          const begun = await begin();
          if (!begun.ok) return fail({ error: begun.error, undone: true });
          const shown = await tmux.show(host.id, pane, signal);
          if (!shown.ok) return fail({ error: shown.error, undone: false });
          return await openedOutcome(context, shown.value, startedAt, signal);
        },
      });
    },
  });
}
