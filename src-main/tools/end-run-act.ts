import type { RunProcess, RunSignal } from "../../shared/contract/runs.ts";
import type { Run } from "../../shared/contract/terminals.ts";
import { type FairleadError, failure } from "../../shared/errors.ts";
import { fail, ok, type Result } from "../../shared/result.ts";
import type { Asking } from "./asking.ts";
import { durationWords } from "./duration.ts";
import type { ToolRuns } from "./end-run.ts";
import type { ToolTerminals } from "./surroundings.ts";
import type { ActFailure, Begin, PlannedAct, ToolOutcome } from "./tool.ts";

type Terminals = Pick<ToolTerminals, "get">;

type Wanted = {
  run: Run;
  /** In the words of whoever wants it. */
  reason: string;
  asking?: Asking;
};

/** Ending a command as an act for the gate: with ^C in its terminal, or with a signal to exactly these processes. */
export function endRunAct(
  { processes: desk, terminals }: { terminals: Terminals; processes: Pick<ToolRuns, "signal"> },
  {
    processes,
    signal,
    ...wanted
  }: Wanted & { signal: RunSignal; processes: readonly RunProcess[] },
): PlannedAct {
  const { run } = wanted;
  const terminal = () => terminals.get(run.terminalId);
  const named = processes.map(({ command, pid }) => ({ pid, command }));
  return {
    ...planned(terminals, wanted),
    action: {
      ...{ kind: "end-run", runId: run.id, command: run.command },
      ...{ signal, processes: named, afterMs: null },
    },
    act: async (_action, begin, stop) => {
      if (signal === "INT") return interrupt(run, terminal(), begin);
      const begun = await begin();
      if (!begun.ok) return fail({ error: begun.error, undone: true });
      const sent = await desk.signal(run.id, signal, processes, stop);
      if (!sent.ok) return fail({ error: sent.error, undone: false });
      const host = terminal()?.info().hostName ?? run.hostId;
      return ok(outcome(wordsOf(signal, host, sent.value)));
    },
  };
}

/** A timeout for a command as an act for the gate. */
export function endRunLater(
  { processes, terminals }: { terminals: Terminals; processes: Pick<ToolRuns, "limit"> },
  { afterMs, ...wanted }: Wanted & { afterMs: number },
): PlannedAct {
  const { run } = wanted;
  return {
    ...planned(terminals, wanted),
    action: {
      ...{ kind: "end-run", runId: run.id, command: run.command },
      ...{ signal: "TERM", processes: [], afterMs },
    },
    act: async (_action, begin) => {
      const begun = await begin();
      if (!begun.ok) return fail({ error: begun.error, undone: true });
      const set = await processes.limit(run.id, afterMs);
      if (!set.ok) return fail({ error: set.error, undone: true });
      return ok(
        outcome(`It gets TERM in ${durationWords(afterMs)}. The person sees the time left.`),
      );
    },
  };
}

/** What both have in common. */
function planned(
  terminals: Terminals,
  { asking, reason, run }: Wanted,
): Omit<PlannedAct, "action" | "act"> {
  return {
    kind: "act",
    reason,
    runId: null,
    ...(asking === undefined ? {} : { asking }),
    target: () => {
      const found = terminals.get(run.terminalId);
      return found === undefined ? fail(failure("terminal-unknown")) : ok(found.actionTarget());
    },
    onGone: () => ({ [Symbol.dispose]: () => undefined }),
    refusals: () => [],
    edited: null,
  };
}

/** Only what runs there gets the key: once that is over the shell would. */
async function interrupt(
  run: Run,
  terminal: ReturnType<ToolTerminals["get"]>,
  begin: Begin,
): Promise<Result<ToolOutcome, ActFailure>> {
  const notDone = (error: FairleadError) => fail({ error, undone: true });
  if (terminal === undefined) return notDone(failure("terminal-unknown"));
  const begun = await begin();
  if (!begun.ok) return notDone(begun.error);
  const { running } = terminal.info();
  const runsThere = running !== null && running.runId === (run.origin === "agent" ? run.id : null);
  if (!runsThere) return notDone(failure("run-over"));
  const sent = await terminal.sendKeys(["C-c"]);
  return sent.ok
    ? ok(outcome(`^C pressed on ${terminal.info().hostName}.`))
    : fail({ error: sent.error, undone: false });
}

/** "TERM sent to 2 processes on web-1; 1 had ended already." */
function wordsOf(
  signal: RunSignal,
  host: string,
  { gone, kept, sent }: Record<"sent" | "gone" | "kept", number[]>,
): string {
  const words = [`${signal} sent to ${countOf(sent)} on ${host}`];
  if (gone.length > 0) words.push(`${countOf(gone)} had ended already`);
  if (kept.length > 0) {
    words.push(
      `${countOf(kept)} could not be reached: another user owns them (${kept.join(", ")})`,
    );
  }
  return `${words.join("; ")}.`;
}

const countOf = (pids: readonly number[]): string =>
  `${pids.length} ${pids.length === 1 ? "process" : "processes"}`;

function outcome(text: string): ToolOutcome {
  return { text, source: null, state: "signalled", run: null, durationMs: null };
}
