import { z } from "zod";
import type { RunLimit, RunProcess, RunSignal } from "../../shared/contract/runs.ts";
import { type FairleadError, failure } from "../../shared/errors.ts";
import { type RunId, runId } from "../../shared/ids.ts";
import { fail, ok, type Result } from "../../shared/result.ts";
import { askingFields, askingOf } from "./asking.ts";
import { durationMs, durationText } from "./duration.ts";
import { endRunAct, endRunLater } from "./end-run-act.ts";
import { defineTool } from "./tool.ts";

/** What a tool can see and do of commands' processes; whoever calls `signal` or `limit` comes through the gate. */
export type ToolRuns = {
  of(id: RunId, signal: AbortSignal): Promise<Result<RunProcess[], FairleadError>>;
  signal(
    id: RunId,
    signal: Exclude<RunSignal, "INT">,
    processes: readonly Pick<RunProcess, "pid" | "start">[],
    stop: AbortSignal,
  ): Promise<Result<Record<"sent" | "gone" | "kept", number[]>, FairleadError>>;
  limit(id: RunId, durationMs: number): Promise<Result<RunLimit | null, FairleadError>>;
};

const schema = z.object({
  run: runId.describe("The command's run id."),
  signal: z.enum(["TERM", "KILL"]).default("TERM"),
  after: durationText
    .optional()
    .describe(
      'A timeout instead: it gets TERM so long from now, such as "10m", and the person sees the time left.',
    ),
  reason: z.string().min(1).max(2_000).describe("One sentence for the person: why it should end."),
  ...askingFields,
});

/** Ends what a command has running, or sets it a timeout, once a person has approved that. */
export const endRun = defineTool({
  name: "end_run",
  words: "End a command that runs",
  tier: "privileged",
  description:
    "End the processes of a command that still runs with TERM or KILL, or set it a timeout, after the person has approved " +
    "it. Press C-c with send_keys first: that is what most programs expect.",
  schema,
  plan: (input, context) => {
    const { runs } = context;
    const run = context.terminals.run(input.run);
    if (run === undefined) return fail(failure("run-unknown", input.run));
    if (runs === undefined) return fail(failure("processes-unseen"));
    const { reason, signal } = input;
    const parts = { terminals: context.terminals, processes: runs };
    const wanted = { run, reason, asking: askingOf(input) };
    const ms = input.after === undefined ? null : durationMs(input.after);
    if (ms !== null) return ok(endRunLater(parts, { ...wanted, afterMs: ms }));
    return ok({
      kind: "look",
      look: async (stop) => {
        const processes = await runs.of(run.id, stop);
        if (!processes.ok) return processes;
        if (processes.value.length === 0) return fail(failure("run-over", run.id));
        return ok(endRunAct(parts, { ...wanted, signal, processes: processes.value }));
      },
    });
  },
});
