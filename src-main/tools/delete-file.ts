import { z } from "zod";
import { failure } from "../../shared/errors.ts";
import { fail, ok } from "../../shared/result.ts";
import { resolvePath } from "../targets/files/resolve-path.ts";
import { unreadable } from "../targets/files/target-files.ts";
import { askingFields, askingOf } from "./asking.ts";
import { changePlan, fileThere, forbiddenChange, revertFields, revertOf } from "./file-change.ts";
import { defineFileTool, pathField, reasonField } from "./file-plan.ts";
import { hostField } from "./host-with-terminal.ts";

const schema = z.object({
  path: pathField.describe("Whole path of the file to delete."),
  host: hostField,
  reason: reasonField,
  ...revertFields,
  ...askingFields,
});

/** Deletes one file. */
export const deleteFile = defineFileTool({
  name: "delete_file",
  words: "Delete a file",
  tier: "changes",
  description:
    "Delete one file on a host, after the person has approved it. It is kept as a backup. Not for folders, and not for " +
    "symbolic links.",
  schema,
  common: (input) => ({ host: input.host, reason: input.reason, asking: askingOf(input) }),
  look: async (input, table) => {
    const { path: written, reason } = input;
    const { desk, files, signal } = table;
    const resolved = await resolvePath(files, written, signal);
    if (!resolved.ok) return resolved;
    const { path, throughLink } = resolved.value;
    const refusal = await desk.refusal(files, "delete", resolved.value, signal);
    if (!refusal.ok) return refusal;
    if (refusal.value !== null) return ok(forbiddenChange("delete", path, refusal.value));
    if (throughLink) {
      const why = `${written} is a symbolic link to ${path}: name the file itself if it is to go.`;
      return fail(failure("input-invalid", why));
    }
    const before = await fileThere(resolved.value, table);
    if (!before.ok) return before;
    if (before.value === null) return fail(unreadable(path, "it does not exist"));
    const wanted = { operation: "delete", resolved: resolved.value, before: before.value } as const;
    return ok(changePlan({ ...wanted, after: null, reason, revert: revertOf(input) }, table));
  },
});
