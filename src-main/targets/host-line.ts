import type { HostStatus } from "../../shared/contract/hosts.ts";

type State = HostStatus["state"];

/** What happens to the connection of a host. */
export type HostLineEvent =
  /** A connection is being made. */
  | "begun"
  /** It stands. */
  | "connected"
  /** The host answers, for the first time or again. */
  | "answers"
  /** It has not answered for a while. */
  | "stalled"
  /** It broke, or has been silent for too long. */
  | "lost"
  /** It could not be made. */
  | "failed"
  /** Nobody wants it any more. */
  | "stopped";

/** Which event leads where. What is not in the table cannot happen in that state and changes nothing. */
const table: Record<State, Partial<Record<HostLineEvent, State>>> = {
  idle: { begun: "connecting" },
  connecting: { connected: "connected", failed: "failed", stopped: "idle" },
  connected: { answers: "connected", stalled: "stalled", lost: "lost", stopped: "idle" },
  stalled: { answers: "connected", lost: "lost", stopped: "idle" },
  // A connection that was given up may still come to life.
  lost: { begun: "reconnecting", answers: "connected", stopped: "idle" },
  reconnecting: { connected: "connected", answers: "connected", failed: "lost", stopped: "lost" },
  failed: { begun: "connecting", stopped: "idle" },
};

/** Where the connection of a host stands after an event; null where the event changes nothing. Pure. */
export const hostLine = (from: State, event: HostLineEvent): State | null =>
  table[from][event] ?? null;
