import { randomBytes } from "node:crypto";
import { z } from "zod";
import type { Action } from "../../shared/contract/approvals.ts";
import { type FairleadError, failure } from "../../shared/errors.ts";
import { fail, ok, type Result } from "../../shared/result.ts";
import { sizeRefusal } from "../policy/judge-file.ts";
import type { FileChange } from "../targets/files/change-file.ts";
import type { ResolvedPath } from "../targets/files/resolve-path.ts";
import { type NewFile, notRegular, unreadable } from "../targets/files/target-files.ts";
import { fileDiff } from "../targets/files/text-diff.ts";
import { digestOf, readWhole, textOf, type WholeFile } from "../targets/files/whole-file.ts";
import { durationMs } from "./duration.ts";
import { type FilePlan, type FileTable, notBegun } from "./file-plan.ts";
import type { ActFailure, Begin, ToolOutcome } from "./tool.ts";

type ChangeAction = Extract<Action, { kind: "change-file" }>;

/** A change that a tool wants to make to one file, once it knows what is there. */
export type WantedChange = {
  operation: ChangeAction["operation"];
  /** Where the change happens. */
  resolved: ResolvedPath;
  before: WholeFile | null;
  /** null = the file goes. */
  after: Uint8Array | null;
  as?: NewFile;
  reason: string;
  /** That its host takes it back by itself unless the person confirms it. */
  revert: Pick<NonNullable<ChangeAction["revert"]>, "afterMs" | "command">;
  /** Of a copy: where it comes from. */
  copyOf?: string;
  /** Looks once more at what the change was made from; null = all is as it was. */
  check?: (table: FileTable) => Promise<FairleadError | null>;
};

const [leastRevertMs, mostRevertMs] = [10_000, 3_600_000];

/** Arguments of every tool that changes a file. */
export const revertFields = {
  revert_after: z
    .string()
    .transform((text, context) => {
      const ms = durationMs(text);
      if (ms !== null && ms >= leastRevertMs && ms <= mostRevertMs) return ms;
      context.addIssue({
        code: "custom",
        message: "Write a duration from 10s to 1h, such as 60s.",
      });
      return z.NEVER;
    })
    .optional()
    .describe(
      'For a change that could lock everybody out (sshd, firewall, network): the host itself puts the old file back after this time, such as "60s", unless the person confirms in the app.',
    ),
  revert_command: z
    .string()
    .trim()
    .min(1)
    .max(1_000)
    .regex(/^\P{Cc}*$/u, "One line.")
    .optional()
    .describe(
      'With revert_after: one line of sh that the host runs once the old file is back, such as "systemctl reload ssh". It is judged like any command.',
    ),
};

/** What these arguments say. */
export const revertOf = (input: {
  revert_after?: number | undefined;
  revert_command?: string | undefined;
}): WantedChange["revert"] => {
  const { revert_after: afterMs = null, revert_command: command = null } = input;
  return { afterMs, command: afterMs === null ? null : command };
};

/** The file there as it is now, or null where nothing is; a failure where it is no regular file or too large. */
export async function fileThere(
  { facts, path }: ResolvedPath,
  { desk, files, signal }: FileTable,
): Promise<Result<WholeFile | null, FairleadError>> {
  if (facts === null) return ok(null);
  if (facts.kind !== "file") return fail(unreadable(path, notRegular(facts.kind)));
  return await readWhole(files, path, desk.rules().largestWrite, signal);
}

/** A change that the file policy forbids before anything was read: the gate records that, and nothing happens. */
export function forbiddenChange(
  operation: ChangeAction["operation"],
  path: string,
  refusal: string,
  destination: string | null = null,
): FilePlan {
  const nothing = { diff: "", bytesBefore: null, bytesAfter: null, digestBefore: null };
  return {
    action: { kind: "change-file", operation, path, destination, ...nothing, digestAfter: null },
    refusal,
    act: async () => notBegun(failure("file-refused", refusal)),
  };
}

/** The change as it is proposed: with its diff, and the digests that bind the approval to exactly these bytes. */
export function changePlan(wanted: WantedChange, { desk }: FileTable): FilePlan {
  const { after, before, copyOf, operation, resolved } = wanted;
  const { path } = resolved;
  const largest = Math.max(before?.bytes.length ?? 0, after?.length ?? 0);
  return {
    action: {
      kind: "change-file",
      operation,
      path: copyOf ?? path,
      destination: copyOf === undefined ? null : path,
      diff: fileDiff(path, before?.bytes ?? null, after),
      bytesBefore: before?.bytes.length ?? null,
      bytesAfter: after?.length ?? null,
      digestBefore: before?.digest ?? null,
      digestAfter: after === null ? null : digestOf(after),
      revert: { token: randomBytes(12).toString("hex"), ...wanted.revert },
    },
    refusal: sizeRefusal(desk.rules(), largest),
    act: (table, begin, approved) =>
      carryOut(wanted, table, begin, approved.kind === "change-file" ? approved : null),
  };
}

async function carryOut(
  wanted: WantedChange,
  table: FileTable,
  begin: Begin,
  approved: ChangeAction | null,
): Promise<Result<ToolOutcome, ActFailure>> {
  const { desk, files, host, signal } = table;
  const { after, as, before, operation, reason, resolved } = wanted;
  const refusal = await desk.refusal(files, operation, resolved, signal);
  if (!refusal.ok) return notBegun(refusal.error);
  if (refusal.value !== null) return notBegun(failure("file-refused", refusal.value));
  const problem = (await wanted.check?.(table)) ?? null;
  if (problem !== null) return notBegun(problem);
  const startedAt = performance.now();
  const change: FileChange = {
    operation,
    path: resolved.path,
    hostName: host.name,
    reason,
    digestBefore: before?.digest ?? null,
    after,
    missing: resolved.missing,
    ...(as === undefined ? {} : { as }),
  };
  const done = await desk.change(files, change, begin, signal, approved);
  if (!done.ok) return done;
  const { backup, notes } = done.value;
  const lines = [
    `${doneWords[operation]}: ${resolved.path} on ${host.name}`,
    `bytes: ${backup.bytesBefore ?? "no file"} before, ${backup.bytesAfter ?? "no file"} now`,
    `backup: ${backup.id}, from which the person can restore it under Changed files`,
    ...(backup.revert == null ? [] : [revertText(backup.revert.dueAt)]),
    ...notes.map((note) => `note: ${note}`),
  ];
  const durationMs = Math.round(performance.now() - startedAt);
  return ok({ text: lines.join("\n"), source: null, state: "changed", run: null, durationMs });
}

const revertText = (dueAt: number): string =>
  `revert: the host puts the old file back at ${new Date(dueAt).toISOString()} unless the person confirms before`;

const doneWords = {
  write: "written",
  edit: "edited",
  copy: "copied to",
  delete: "deleted",
} as const;

/**
 * Why this text may not be written: it holds a place where Fairlead took a secret out of what the model was shown, which
 * would destroy the secret itself. null = nothing of the kind.
 */
export function redactionProblem(before: Uint8Array | null, after: string): FairleadError | null {
  const marks = (text: string) => text.split("[redacted").length - 1;
  if (marks(after) <= marks(before === null ? "" : (textOf(before) ?? ""))) return null;
  return failure(
    "input-invalid",
    'The text holds "[redacted": a secret stands there that you were not shown. Change only the other lines, with edit_file.',
  );
}
