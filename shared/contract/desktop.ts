import { eventIterator } from "@orpc/contract";
import { z } from "zod";
import { fairleadError } from "../errors.ts";
import { call } from "./call.ts";

const version = z.string().max(256);

/**
 * Where updates stand. off: no feed is set, nobody is asked. unsupported: this copy cannot replace itself. waiting: not
 * looked yet. ready: fetched and checked, installed when Fairlead quits. failed: `version` is the one that is known.
 */
export const updateState = z.discriminatedUnion("kind", [
  z.object({ kind: z.enum(["off", "unsupported", "waiting", "looking"]) }),
  z.object({ kind: z.literal("current"), at: z.number() }),
  z.object({ kind: z.literal("available"), version }),
  z.object({ kind: z.literal("downloading"), version, percent: z.int().min(0).max(100) }),
  z.object({ kind: z.literal("ready"), version }),
  z.object({ kind: z.literal("failed"), version: version.nullable(), error: fairleadError }),
]);
export type UpdateState = z.infer<typeof updateState>;

/** What only the desktop app can do; elsewhere every call fails with "desktop-only". */
export const desktopContract = {
  /** Opens one more window on the same core. */
  openWindow: call.output(z.void()),
  updates: call.output(eventIterator(updateState)),
  /** Asks the feed now. What comes of it arrives in `updates`. */
  lookForUpdate: call.output(z.void()),
  /** Fetches the version that is there, to be installed at quit. What comes of it arrives in `updates`. */
  fetchUpdate: call.output(z.void()),
};
