import { eventIterator } from "@orpc/contract";
import { z } from "zod";
import { hostId, runId, terminalId } from "../ids.ts";
import { call } from "./call.ts";
import { agentWait, runState } from "./terminals.ts";

/** A process that a command has started and that still runs. */
export const runProcess = z.object({
  pid: z.int().min(2),
  /** When the host says it began: tells it from another process that gets its number later. */
  start: z.string().max(64),
  /** Its process group. */
  group: z.int(),
  command: z.string(),
  /** How long it had been running when it was looked at, in ms. */
  elapsedMs: z.number(),
  /** "detached" = it has left the terminal's session. */
  place: z.enum(["foreground", "background", "detached"]),
});
export type RunProcess = z.infer<typeof runProcess>;

/** INT is ^C, pressed in the terminal; the others go to the processes themselves. */
export const runSignal = z.enum(["INT", "TERM", "KILL"]);
export type RunSignal = z.infer<typeof runSignal>;

/** When a command is ended with TERM, who said so, and whether that was done. */
export const runLimit = z.object({
  at: z.number(),
  by: z.enum(["person", "agent"]),
  isOver: z.boolean(),
});
export type RunLimit = z.infer<typeof runLimit>;

/** A command that waits or runs now, in whatever terminal. Times are ms since the epoch. */
export const activeRun = z.object({
  /** null: a program of the person of which nothing is on record; it can be looked at, not ended from here. */
  id: runId.nullable(),
  terminalId,
  hostId,
  hostName: z.string(),
  user: z.string(),
  command: z.string(),
  origin: z.enum(["person", "agent"]),
  state: runState,
  startedAt: z.number().nullable(),
  /** Why it is not sent yet. */
  waits: agentWait.nullable(),
  /** Bytes that it has printed, and the rate over the last seconds. */
  outputBytes: z.number(),
  bytesPerSecond: z.number(),
  lastLine: z.string(),
  limit: runLimit.nullable(),
  /** Whether it goes on when Fairlead is closed. */
  survives: z.boolean(),
});
export type ActiveRun = z.infer<typeof activeRun>;

/** What was done, and what of the command is left after that. */
export const endedRun = z.object({
  /** In words, for a person: "TERM sent to 2 processes on web-1." */
  done: z.string(),
  left: z.array(runProcess),
});
export type EndedRun = z.infer<typeof endedRun>;

/** `id` may be left out where one command runs; with none or several it fails with "run-unnamed". */
const which = z.object({ id: runId.optional() });

export const runsContract = {
  /** Everything that waits or runs, the longest first. */
  list: call.output(z.array(activeRun)),
  /** The same, again after every change and once a second while something runs. */
  events: call.output(
    eventIterator(z.object({ type: z.literal("runs-listed"), runs: z.array(activeRun) })),
  ),
  /** What the command has started and what of it still runs, also after its end. */
  processes: call.input(z.object({ id: runId })).output(z.array(runProcess)),
  /**
   * Ends a command that runs, or takes back one that waits. With `processes` only those get the signal, each only while it is
   * the process it was; without, everything of the command that still runs.
   */
  kill: call
    .input(
      which.extend({
        signal: runSignal.default("TERM"),
        processes: z
          .array(runProcess.pick({ pid: true, start: true }))
          .max(500)
          .optional(),
      }),
    )
    .output(endedRun),
  /** Ends it with TERM after so long from now; null takes that back. */
  timeout: call
    .input(which.extend({ durationMs: z.int().min(1_000).max(2_592_000_000).nullable() }))
    .output(z.object({ id: runId, limit: runLimit.nullable() })),
};
