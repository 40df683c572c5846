import { z } from "zod";
import { failure } from "../../shared/errors.ts";
import { fail, ok } from "../../shared/result.ts";
import { type ResolvedPath, resolvePath } from "../targets/files/resolve-path.ts";
import { below, changed, nameOf, unreadable, unwritable } from "../targets/files/target-files.ts";
import { readWhole, type WholeFile } from "../targets/files/whole-file.ts";
import { askingFields, askingOf } from "./asking.ts";
import { changePlan, fileThere, forbiddenChange, revertFields, revertOf } from "./file-change.ts";
import {
  defineFileTool,
  type FilePlan,
  type FileTable,
  pathField,
  reasonField,
} from "./file-plan.ts";
import { hostField } from "./host-with-terminal.ts";

const schema = z.object({
  path: pathField.describe("Whole path of the file to copy."),
  destination: pathField.describe("Whole path of the copy, or of the folder it goes into."),
  folders: z.boolean().default(false).describe("Make the folders on the way that are missing."),
  host: hostField,
  reason: reasonField,
  ...revertFields,
  ...askingFields,
});

/** Copies a file to another place on the same host. */
export const copyFile = defineFileTool({
  name: "copy_file",
  words: "Copy a file on a host",
  tier: "changes",
  description:
    "Copy a file to another place on the same host, after the person has approved it. A file that is there already is " +
    "replaced and kept as a backup.",
  schema,
  common: (input) => ({ host: input.host, reason: input.reason, asking: askingOf(input) }),
  look: async (input, table) => {
    const { desk, files, signal } = table;
    const source = await resolvePath(files, input.path, signal);
    if (!source.ok) return source;
    const destination = await copyDestination(input.destination, source.value.path, table);
    if (!destination.ok) return destination;
    const [from, to] = [source.value.path, destination.value.path];
    for (const [operation, resolved] of [
      ["read", source.value],
      ["copy", destination.value],
    ] as const) {
      const refusal = await desk.refusal(files, operation, resolved, signal);
      if (!refusal.ok) return refusal;
      if (refusal.value !== null) return ok(forbiddenChange("copy", from, refusal.value, to));
    }
    const original = await fileThere(source.value, table);
    if (!original.ok) return original;
    if (original.value === null) return fail(unreadable(from, "it does not exist"));
    const revert = revertOf(input);
    const copy = { original: original.value, from, to: destination.value, revert };
    return copyPlan({ ...input, ...copy }, table);
  },
});

/** A folder that is there means a file of the same name in it. */
async function copyDestination(written: string, from: string, { files, signal }: FileTable) {
  const resolved = await resolvePath(files, written, signal);
  if (!resolved.ok || resolved.value.facts?.kind !== "folder") return resolved;
  return resolvePath(files, below(resolved.value.path, nameOf(from)), signal);
}

type Copy = {
  original: WholeFile;
  from: string;
  to: ResolvedPath;
  folders: boolean;
  reason: string;
  revert: ReturnType<typeof revertOf>;
};

async function copyPlan({ folders, from, original, reason, revert, to }: Copy, table: FileTable) {
  const [folder] = to.missing;
  if (folder !== undefined && !folders) {
    const why = `the folder ${folder} does not exist; with folders: true it is made`;
    return fail(unwritable(to.path, why));
  }
  const before = await fileThere(to, table);
  if (!before.ok) return before;
  if (to.path === from || before.value?.digest === original.digest) {
    return fail(failure("input-invalid", `${to.path} holds exactly this already.`));
  }
  const plan: FilePlan = changePlan(
    {
      operation: "copy",
      resolved: to,
      before: before.value,
      after: original.bytes,
      as: { mode: original.facts.mode & 0o777, owner: null },
      reason,
      revert,
      copyOf: from,
      check: (now) => changedSource(from, original.digest, now),
    },
    table,
  );
  return ok(plan);
}

/** What was shown is what is copied: where the source is another now, nothing is. */
async function changedSource(from: string, digest: string, { desk, files, signal }: FileTable) {
  const resolved = await resolvePath(files, from, signal);
  if (!resolved.ok) return resolved.error;
  if (resolved.value.path !== from) return changed(from);
  const refusal = await desk.refusal(files, "read", resolved.value, signal);
  if (!refusal.ok) return refusal.error;
  if (refusal.value !== null) return failure("file-refused", refusal.value);
  const now = await readWhole(files, from, desk.rules().largestWrite, signal);
  if (!now.ok) return now.error;
  return now.value.digest === digest ? null : changed(from);
}
