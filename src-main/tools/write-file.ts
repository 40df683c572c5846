import { z } from "zod";
import { failure } from "../../shared/errors.ts";
import { fail, ok } from "../../shared/result.ts";
import { resolvePath } from "../targets/files/resolve-path.ts";
import { unwritable } from "../targets/files/target-files.ts";
import { askingFields, askingOf } from "./asking.ts";
import {
  changePlan,
  fileThere,
  forbiddenChange,
  redactionProblem,
  revertFields,
  revertOf,
} from "./file-change.ts";
import { defineFileTool, pathField, reasonField } from "./file-plan.ts";
import { hostField } from "./host-with-terminal.ts";

/** Characters; the file policy's limit in bytes is usually lower. */
const longestContent = 20_000_000;

const schema = z.object({
  path: pathField.describe('Whole path of the file, beginning with "/" or "~/".'),
  content: z.string().max(longestContent).describe("The whole text of the file, exactly."),
  folders: z.boolean().default(false).describe("Make the folders on the way that are missing."),
  host: hostField,
  reason: reasonField,
  ...revertFields,
  ...askingFields,
});

/** Writes a whole file, new or in the place of another. */
export const writeFile = defineFileTool({
  name: "write_file",
  words: "Write a whole file",
  tier: "changes",
  description:
    "Write a text file on a host, after the person has approved the diff: a new file, or the whole of an existing one. " +
    "For a change of some lines use edit_file. What was there is kept as a backup. Owner and mode stay.",
  schema,
  common: (input) => ({ host: input.host, reason: input.reason, asking: askingOf(input) }),
  look: async (input, table) => {
    const { content, folders, path: written, reason } = input;
    const { desk, files, signal } = table;
    const resolved = await resolvePath(files, written, signal);
    if (!resolved.ok) return resolved;
    const { missing, path } = resolved.value;
    const refusal = await desk.refusal(files, "write", resolved.value, signal);
    if (!refusal.ok) return refusal;
    if (refusal.value !== null) return ok(forbiddenChange("write", path, refusal.value));
    const [folder] = missing;
    if (folder !== undefined && !folders) {
      const why = `the folder ${folder} does not exist; with folders: true it is made`;
      return fail(unwritable(path, why));
    }
    const before = await fileThere(resolved.value, table);
    if (!before.ok) return before;
    const after = Buffer.from(content, "utf8");
    if (before.value?.bytes.equals(after) === true) {
      return fail(failure("input-invalid", `${path} holds exactly this already.`));
    }
    const redacted = redactionProblem(before.value?.bytes ?? null, content);
    if (redacted !== null) return fail(redacted);
    const wanted = { operation: "write", resolved: resolved.value, before: before.value } as const;
    return ok(changePlan({ ...wanted, after, reason, revert: revertOf(input) }, table));
  },
});
