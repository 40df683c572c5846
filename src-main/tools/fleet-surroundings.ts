import type { ActionTarget } from "../../shared/contract/approvals.ts";
import type { Fleet, FleetAction, FleetHost, FleetRow } from "../../shared/contract/fleet.ts";
import type { Host } from "../../shared/contract/hosts.ts";
import type { RunApproval } from "../../shared/contract/terminals.ts";
import type { FairleadError } from "../../shared/errors.ts";
import type { FleetId, HostId, RunId } from "../../shared/ids.ts";
import type { Result } from "../../shared/result.ts";
import type { ActFailure, PlannedAct, ToolOutcome } from "./tool.ts";

/** Who was met on a host when it was connected to. */
export type Met = { user: string; key: string };

/** How it ended on one host, for the audit. `output` null = it was never begun. */
export type HostEnd = {
  state: FleetRow["state"];
  exitCode: number | null;
  durationMs: number | null;
  output: string | null;
  problem: FairleadError | null;
};

/** What the gate gives an act on many hosts: its leave and its record for each of them. */
export type EachHost = {
  /** Ties the entries of the act together in the audit. */
  readonly request: string;
  /** How it was allowed, for the record of each command. */
  readonly approval: RunApproval;
  /** Why the policy keeps it from this host; null where it does not. */
  deniedOn: (id: HostId) => string | null;
  isProduction: (id: HostId) => boolean;
  /**
   * As `Begin`, for one host: awaited right before its first byte goes out. It checks that host once more and records its
   * start; without an ok nothing may happen there.
   */
  begin: (id: HostId, met: Met, runId: RunId) => Promise<Result<void, FairleadError>>;
  /** Records what became of it there; also of a host that could not be begun. */
  ended: (id: HostId, runId: RunId, end: HostEnd) => Promise<Result<void, FairleadError>>;
};

/** An act on many hosts at once: one question for all, each of them checked and recorded by itself. */
export type PlannedFleet = Omit<PlannedAct, "kind" | "action" | "act" | "keysFor" | "target"> & {
  kind: "fleet";
  action: FleetAction;
  fleetId: FleetId;
  target: () => Result<ActionTarget, FairleadError>;
  /** The fingerprint that this host of the action has now; null where it is gone. */
  fingerprint: (host: FleetHost) => string | null;
  actOnEach: (each: EachHost, signal: AbortSignal) => Promise<Result<ToolOutcome, ActFailure>>;
};

/** A run on many hosts that was begun. */
export type ToolFleetRun = {
  shown: () => { fleet: Fleet; rows: FleetRow[] };
  /** Settles when every host has ended or will not be begun, and all of it is on record. A failure: nothing was begun. */
  finished: Promise<Result<void, FairleadError>>;
  /** Output of one host so far. */
  output: (id: HostId) => Promise<string>;
};

/** As much of runs on many hosts as tools use. */
export type ToolFleet = {
  /** These hosts as an approval names them, in their order. */
  look: (hosts: readonly Host[]) => Promise<FleetHost[]>;
  fingerprint: (id: HostId) => string | null;
  /** On more hosts than this a canary goes first; 0 = never by itself. */
  canaryAbove: () => number;
  begin: (
    about: { id: FleetId; action: FleetAction; reason: string },
    each: EachHost,
    signal: AbortSignal,
  ) => ToolFleetRun;
};
