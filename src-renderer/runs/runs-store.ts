import { useEffect, useState } from "react";
import { create } from "zustand";
import type { ActiveRun, EndedRun, RunProcess, RunSignal } from "../../shared/contract/runs.ts";
import type { RunId } from "../../shared/ids.ts";
import type { Result } from "../../shared/result.ts";
import { attempt, type CallFailure, client } from "../control/client.ts";
import { follow } from "../control/follow.ts";

/** Everything that waits or runs, the longest first. */
export const useRuns = create<{ runs: readonly ActiveRun[] }>(() => ({ runs: [] }));

export const followRuns = (signal: AbortSignal): Promise<void> =>
  follow(
    (stop) => client.runs.events(undefined, { signal: stop }),
    ({ runs }) => useRuns.setState({ runs }),
    signal,
  );

/** Sends a signal to a command, or to the processes that are named. */
export const endRun = (
  id: RunId,
  signal: RunSignal,
  processes?: readonly RunProcess[],
): Promise<Result<EndedRun, CallFailure>> =>
  attempt(
    client.runs.kill({
      id,
      signal,
      ...(processes === undefined
        ? {}
        : { processes: processes.map(({ pid, start }) => ({ pid, start })) }),
    }),
  );

/** The time, anew every second. */
export function useSeconds(): number {
  const [now, setNow] = useState(Date.now);
  useEffect(() => {
    const timer = setInterval(() => setNow(Date.now()), 1_000);
    return () => clearInterval(timer);
  }, []);
  return now;
}
