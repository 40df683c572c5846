import { eventIterator } from "@orpc/contract";
import { z } from "zod";
import { conversationId, fleetId, hostId, runId, terminalId } from "../ids.ts";
import { call } from "./call.ts";
import { judgement } from "./policy.ts";

/** One host of a fleet run as it was when the run was proposed: what the approval is bound to. */
export const fleetHost = z.object({
  hostId,
  hostName: z.string(),
  user: z.string(),
  /** Where it is, for a person: "192.0.2.10:22", "docker container of image nginx". */
  address: z.string(),
  /** The hosts it is reached over, the first one first; "" = directly. */
  over: z.string(),
  /** Fingerprints of the host keys on record; the host must show one of them. Empty: none is on record, a person is asked for it. */
  keys: z.array(z.string()),
  /** Of address, user, container and way; the keys come on top. */
  fingerprint: z.string(),
});
export type FleetHost = z.infer<typeof fleetHost>;

/** Some hosts go first, alone. Then a person sees how it went and says whether to go on, or it goes on where all exited with 0. */
export const fleetCanary = z.object({
  count: z.int().min(1),
  after: z.enum(["ask", "go-on-if-ok"]),
});
export type FleetCanary = z.infer<typeof fleetCanary>;

/** How a command is run on many hosts; all of it is shown before it is approved. */
export const fleetPlan = z.object({
  /** Exactly what each host's login shell gets, without a terminal and without input. */
  command: z.string(),
  canary: fleetCanary.nullable(),
  /** Hosts at the same time. */
  parallel: z.int().min(1).max(500),
  /** After the first failure no further host is begun. */
  stopOnFailure: z.boolean(),
  /** Seconds a host may take for the command; null = as long as it takes. */
  timeoutSeconds: z.int().min(1).max(86_400).nullable(),
});
export type FleetPlan = z.infer<typeof fleetPlan>;

/** One command on several hosts. */
export const fleetAction = fleetPlan.extend({
  kind: z.literal("run-on-hosts"),
  hosts: z.array(fleetHost).min(1).max(1_000),
});
export type FleetAction = z.infer<typeof fleetAction>;

/**
 * Where one host stands. waiting: not begun. connecting; needs-you: its connection asks a person, or its command does in its
 * terminal. running. finished: with an exit code. failed: never begun, it could not be reached. refused: by the policy. void: it is not the target that was
 * approved. not-run: the run was stopped before it. stopped: ended before its end. lost: the connection broke while it ran.
 * unknown: Fairlead ended while it ran.
 */
const fleetRowState = z.enum([
  "waiting",
  "connecting",
  "needs-you",
  "running",
  "finished",
  "failed",
  "refused",
  "void",
  "not-run",
  "stopped",
  "lost",
  "unknown",
]);

export const fleetRow = z.object({
  hostId,
  hostName: z.string(),
  user: z.string(),
  address: z.string(),
  production: z.boolean(),
  /** Its command record; there is one once it was begun. */
  runId,
  isCanary: z.boolean(),
  state: fleetRowState,
  exitCode: z.number().nullable(),
  /** Ms since the epoch. */
  startedAt: z.number().nullable(),
  endedAt: z.number().nullable(),
  /** What went wrong, for a person; null while nothing did. */
  problem: z.string().nullable(),
  /** Its command seems to have asked something that nobody could answer: it may be run again in a terminal, see `inTerminal`. */
  asked: z.boolean().default(false),
  /** The terminal in which it goes on since then; null = none. */
  terminalId: terminalId.nullable().default(null),
  /** Characters of output so far, without escape sequences. */
  outputLength: z.number(),
  /** The last line of output that is not empty, cut. */
  lastLine: z.string(),
  /** Equal where exit code and output are the same; null until it has ended. */
  digest: z.string().nullable(),
});
export type FleetRow = z.infer<typeof fleetRow>;

/** A run on many hosts as a whole. */
export const fleet = fleetPlan.extend({
  id: fleetId,
  origin: z.enum(["person", "agent"]),
  conversationId: conversationId.nullable(),
  reason: z.string(),
  /** asking: the canary is through and a person says whether to go on. interrupted: Fairlead ended while it went on. */
  state: z.enum(["running", "asking", "stopping", "done", "interrupted"]),
  /** Why no further host was begun, for a person; null where all had their turn. */
  stopped: z.string().nullable(),
  hostCount: z.int(),
  createdAt: z.number(),
  endedAt: z.number().nullable(),
});
export type Fleet = z.infer<typeof fleet>;

export const fleetListEvent = z.object({
  type: z.literal("fleets-listed"),
  /** The newest first. */
  fleets: z.array(fleet),
});
export type FleetListEvent = z.infer<typeof fleetListEvent>;

export const fleetEvent = z.discriminatedUnion("type", [
  z.object({ type: z.literal("fleet-shown"), fleet, rows: z.array(fleetRow) }),
  /** Several changes within a moment come together. */
  z.object({ type: z.literal("fleet-changed"), fleet, rows: z.array(fleetRow) }),
]);
export type FleetEvent = z.infer<typeof fleetEvent>;

/** What a person fills in to run a command on hosts themselves. */
export const fleetDraft = fleetPlan.extend({
  hostIds: z.array(hostId).min(1).max(1_000),
});
export type FleetDraft = z.infer<typeof fleetDraft>;

const byId = z.object({ id: fleetId });
const action: z.ZodType<FleetAction> = fleetAction;

export const fleetContract = {
  /** What would run where, and what the policy says of it. `seal` is given back to run exactly this. */
  check: call
    .input(fleetDraft)
    .output(z.object({ action, judgement, seal: z.string(), canaryAbove: z.int() })),
  /** Runs it as `check` showed it; "approval-void" where anything of it is different by now. */
  run: call
    .input(
      z.object({ draft: fleetDraft, seal: z.string(), typedName: z.string().max(300).optional() }),
    )
    .output(byId),
  /** The canary went well: the rest is run. Fails with "approval-unknown" where nothing asks. */
  goOn: call.input(byId).output(z.void()),
  /** No further host is begun; those under way go on. Asked again while it stops: those are ended too. */
  stop: call.input(byId).output(z.void()),
  /**
   * A host whose command `asked`: a person runs it again in this terminal of the host, where it can be answered, and its row
   * goes on with that. Resolves when it is on its way; "fleet-answered" where the row does not wait for it any more.
   */
  inTerminal: call.input(z.object({ id: fleetId, hostId, terminalId })).output(z.void()),
  /** Output of one host without escape sequences and known secrets, by character range; also while it runs. */
  output: call
    .input(z.object({ runId, from: z.int().min(0), limit: z.int().min(1).max(1_000_000) }))
    .output(z.object({ text: z.string(), total: z.number() })),
  list: call.output(eventIterator(fleetListEvent)),
  events: call.input(byId).output(eventIterator(fleetEvent)),
};
