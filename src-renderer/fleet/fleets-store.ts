import { useEffect, useState } from "react";
import { create } from "zustand";
import type { Fleet, FleetRow } from "../../shared/contract/fleet.ts";
import type { FleetId, HostId, RunId } from "../../shared/ids.ts";
import type { Result } from "../../shared/result.ts";
import { attempt, type CallFailure, client } from "../control/client.ts";
import { follow } from "../control/follow.ts";

/** Runs on many hosts, the newest first; null until main has said so. */
export const useFleets = create<{ fleets: readonly Fleet[] | null }>(() => ({ fleets: null }));

export const followFleets = (signal: AbortSignal): Promise<void> =>
  follow(
    (stop) => client.fleet.list(undefined, { signal: stop }),
    ({ fleets }) => useFleets.setState({ fleets }),
    signal,
  );

export interface ShownFleet {
  fleet: Fleet;
  /** In the order of the approval. */
  rows: readonly FleetRow[];
}

/** One run as it stands now; null until main has said so, a failure where it is not known any more. */
export function useFleet(id: FleetId): ShownFleet | CallFailure | null {
  const [shown, setShown] = useState<ShownFleet | CallFailure | null>(null);
  useEffect(() => {
    const stop = new AbortController();
    const rows = new Map<HostId, FleetRow>();
    setShown(null);
    void follow(
      (signal) => client.fleet.events({ id }, { signal }),
      (event) => {
        for (const row of event.rows) rows.set(row.hostId, row);
        setShown({ fleet: event.fleet, rows: [...rows.values()] });
      },
      stop.signal,
      () =>
        setShown(
          (now) =>
            now ?? { code: "fleet-unknown", sentence: "This run is not on record any more." },
        ),
    );
    return () => stop.abort();
  }, [id]);
  return shown;
}

export const goOn = (id: FleetId): Promise<Result<void, CallFailure>> =>
  attempt(client.fleet.goOn({ id }));

export const stopFleet = (id: FleetId): Promise<Result<void, CallFailure>> =>
  attempt(client.fleet.stop({ id }));

/** Runs it again in this terminal of a host whose command asked something, for a person to answer there. */
export const runInTerminal = (
  place: Parameters<typeof client.fleet.inTerminal>[0],
): Promise<Result<void, CallFailure>> => attempt(client.fleet.inTerminal(place));

/** Characters of one host's output that are drawn. */
const mostOutput = 200_000;

/** What one host printed, read anew when `length` changes; null until it has come. */
export function useOutput(runId: RunId, length: number): { text: string; total: number } | null {
  const [output, setOutput] = useState<{ text: string; total: number } | null>(null);
  // biome-ignore lint/correctness/useExhaustiveDependencies: more output is what it is read anew for
  useEffect(() => {
    const stop = new AbortController();
    const reading = client.fleet.output(
      { runId, from: 0, limit: mostOutput },
      { signal: stop.signal },
    );
    void attempt(reading).then((read) => {
      if (read.ok && !stop.signal.aborted) setOutput(read.value);
    });
    return () => stop.abort();
  }, [runId, length]);
  return output;
}
