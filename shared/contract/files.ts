import { eventIterator } from "@orpc/contract";
import { z } from "zod";
import { backupId, hostId } from "../ids.ts";
import { call } from "./call.ts";

/** A file as it was before a change of Fairlead's, by which the change can be undone. */
export const backup = z.object({
  id: backupId,
  hostId,
  /** As the host was called then. */
  hostName: z.string(),
  /** Without links. */
  path: z.string(),
  operation: z.enum(["write", "edit", "copy", "delete", "restore"]),
  /** Why it was changed, in the agent's own words; for a restore in Fairlead's. */
  reason: z.string(),
  /** Ms since the epoch. */
  createdAt: z.number(),
  /** SHA-256 of what was there and of what was put there; null = no file. They stand in the audit too. */
  digestBefore: z.string().nullable(),
  digestAfter: z.string().nullable(),
  bytesBefore: z.int().nullable(),
  bytesAfter: z.int().nullable(),
  /** Permission bits and owner of what was there; null = no file. */
  mode: z.int().nullable(),
  user: z.int().nullable(),
  group: z.int().nullable(),
  /** Its host takes it back by itself at `dueAt` (ms since the epoch) unless it is confirmed; left out or null: it does not. */
  revert: z
    .object({
      token: z.string(),
      dueAt: z.number(),
      /**
       * kept: confirmed. changed: somebody changed the file since, so it was left. unknown: the host could not be asked. stopped:
       * what waited there ended before its time. forgotten: the host, or another in its place, knows nothing of it any more.
       */
      state: z.enum([
        "armed",
        "kept",
        "reverted",
        "reverted, command failed",
        "changed",
        "failed",
        "failed, command failed",
        "unknown",
        "stopped",
        "forgotten",
      ]),
    })
    .nullable()
    .optional(),
});
export type Backup = z.infer<typeof backup>;

/** What restoring would do to the file as it is now on its host. */
export const backupComparison = z.object({
  /** Unified diff from what is there now to what was there; a sentence where that is not text. */
  diff: z.string(),
  /** restored: it is as it was, nothing to do. as-left: as the change left it. changed: something else since. */
  state: z.enum(["restored", "as-left", "changed"]),
  /** SHA-256 of what is there now; null = no file. Restoring names it, so that nothing unseen is overwritten. */
  digestNow: z.string().nullable(),
});
export type BackupComparison = z.infer<typeof backupComparison>;

export const fileEvent = z.object({
  type: z.literal("backups-listed"),
  /** The latest first. */
  backups: z.array(backup),
});
export type FileEvent = z.infer<typeof fileEvent>;

export const filesContract = {
  /** Looks at the file on its host, which may have to be connected to. */
  compare: call.input(z.object({ id: backupId })).output(backupComparison),
  /** Puts back what was there, itself with a backup. Fails with "file-changed" where `digestNow` is not what is there. */
  restore: call
    .input(z.object({ id: backupId, digestNow: z.string().nullable() }))
    .output(z.object({ notes: z.array(z.string()) })),
  /** A change that would be taken back by itself stays. "revert-late" where it was over. */
  confirmRevert: call.input(z.object({ id: backupId })).output(z.void()),
  /** Has the host take such a change back now. "revert-late" where it does not say so within a few seconds. */
  revertNow: call.input(z.object({ id: backupId })).output(z.void()),
  /** Asks the host how it ended, where that is not known. */
  askRevert: call.input(z.object({ id: backupId })).output(z.void()),
  events: call.output(eventIterator(fileEvent)),
};
