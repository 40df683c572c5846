import { eventIterator } from "@orpc/contract";
import { z } from "zod";
import { hostId, recordingId, terminalId } from "../ids.ts";
import { call } from "./call.ts";

/** One recording of one terminal: an asciicast v2 file. Times are ms since the epoch. */
export const recording = z.object({
  id: recordingId,
  terminalId,
  hostId,
  hostName: z.string(),
  user: z.string(),
  startedAt: z.number(),
  /** How long it is so far, in ms. */
  milliseconds: z.number(),
  bytes: z.number(),
  /** True while it goes on. */
  live: z.boolean(),
  /** Why it ended before its terminal did, for a person; null where nothing went wrong. */
  problem: z.string().nullable(),
});
export type Recording = z.infer<typeof recording>;

/** Where a text was found: in what was on the screen, in what was typed, or in a mark (a command, an approval). */
export const recordingHit = z.object({
  recordingId,
  /** Seconds from the start of the recording. */
  at: z.number(),
  place: z.enum(["output", "typed", "mark"]),
  /** The line around it, without escape sequences. */
  line: z.string(),
});
export type RecordingHit = z.infer<typeof recordingHit>;

export const recordingsEvent = z.object({
  type: z.literal("recordings-listed"),
  /** The newest first. */
  recordings: z.array(recording),
});
export type RecordingsEvent = z.infer<typeof recordingsEvent>;

const byTerminal = z.object({ id: terminalId });

/** What terminals showed and who typed what, for later. Off unless a host, a tag or a person says otherwise. */
export const recordingsContract = {
  events: call.output(eventIterator(recordingsEvent)),
  /** Records this terminal from now on, whatever the settings say of its host. */
  start: call.input(byTerminal).output(z.void()),
  /** Ends the recording of this terminal, whatever the settings say. */
  stop: call.input(byTerminal).output(z.void()),
  /** A part of the file by bytes; parts are cut at line ends. `next` is null at the end. */
  read: call
    .input(z.object({ id: recordingId, from: z.int().min(0) }))
    .output(z.object({ text: z.string(), next: z.int().nullable() })),
  /** Where these words stand, in the newest recordings first; at most 200 places. Case does not count. */
  search: call.input(z.object({ text: z.string().min(1).max(200) })).output(z.array(recordingHit)),
  remove: call.input(z.object({ id: recordingId })).output(z.void()),
};
