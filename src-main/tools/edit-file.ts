import { z } from "zod";
import { type FairleadError, failure } from "../../shared/errors.ts";
import { fail, ok, type Result } from "../../shared/result.ts";
import { resolvePath } from "../targets/files/resolve-path.ts";
import { unreadable } from "../targets/files/target-files.ts";
import { byteTextOf, textOf } from "../targets/files/whole-file.ts";
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

const longestText = 1_000_000;

const schema = z.object({
  path: pathField.describe('Whole path of the file, beginning with "/" or "~/".'),
  find: z
    .string()
    .min(1)
    .max(longestText)
    .describe(
      "The text to be replaced, exactly as it stands in the file; it must stand there once.",
    ),
  replace: z.string().max(longestText).describe("What is to stand in its place."),
  all: z.boolean().default(false).describe("Replace every place where it stands, not just one."),
  count: z
    .int()
    .min(1)
    .optional()
    .describe("With all: how many places there are; nothing is done where it is another number."),
  host: hostField,
  reason: reasonField,
  ...revertFields,
  ...askingFields,
});

/** Replaces text within a file. */
export const editFile = defineFileTool({
  name: "edit_file",
  words: "Change text in a file",
  tier: "changes",
  description:
    "Replace a text in a file on a host by another one, after the person has approved the diff. The text must stand in " +
    "the file exactly once, or all of its places are replaced with all. What was there is kept as a backup.",
  schema,
  common: (input) => ({ host: input.host, reason: input.reason, asking: askingOf(input) }),
  look: async (input, table) => {
    const { desk, files, signal } = table;
    const resolved = await resolvePath(files, input.path, signal);
    if (!resolved.ok) return resolved;
    const { path } = resolved.value;
    const refusal = await desk.refusal(files, "edit", resolved.value, signal);
    if (!refusal.ok) return refusal;
    if (refusal.value !== null) return ok(forbiddenChange("edit", path, refusal.value));
    const before = await fileThere(resolved.value, table);
    if (!before.ok) return before;
    if (before.value === null) return fail(unreadable(path, "it does not exist"));
    const { bytes } = before.value;
    const text = textOf(bytes) ?? byteTextOf(bytes);
    if (text === null) return fail(unreadable(path, "it is not text, so it is not edited"));
    // What is not UTF-8 may be any of many encodings: only what all of them share is put into it.
    const encoding = textOf(bytes) === null ? "latin1" : "utf8";
    if (encoding === "latin1" && !isPlain(input.find + input.replace)) {
      const why = "it is not UTF-8 text: only texts of plain ASCII can be found and put in it";
      return fail(unreadable(path, why));
    }
    const replaced = replaceText(text, input);
    if (!replaced.ok) return replaced;
    const redacted = redactionProblem(bytes, replaced.value);
    if (redacted !== null) return fail(redacted);
    const wanted = { operation: "edit", resolved: resolved.value, before: before.value } as const;
    const after = Buffer.from(replaced.value, encoding);
    const { reason } = input;
    return ok(changePlan({ ...wanted, after, reason, revert: revertOf(input) }, table));
  },
});

/** The text with its one place replaced, or with all of them; otherwise how many there are, and what may be wrong. */
export function replaceText(
  text: string,
  wanted: { find: string; replace: string; all: boolean; count?: number | undefined },
): Result<string, FairleadError> {
  const { all, count, find, replace } = wanted;
  const parts = text.split(find);
  const places = parts.length - 1;
  const invalid = (why: string) => fail(failure("input-invalid", why));
  if (places === 0) return invalid(`The text does not stand in the file.${hint(text, find)}`);
  if (!all && places > 1) {
    return invalid(
      `The text stands in the file ${places} times. Take more of what is around it, or set all: true and count: ${places}.`,
    );
  }
  if (all && count !== undefined && count !== places) {
    return invalid(`The text stands in the file ${places} times, not ${count}.`);
  }
  if (find === replace) return invalid("Both texts are the same: nothing would change.");
  return ok(parts.join(replace));
}

/** What is usually wrong where a text is not found. */
function hint(text: string, find: string): string {
  if (text.includes("\r\n") && !find.includes("\r") && find.includes("\n")) {
    return text.replaceAll("\r\n", "\n").includes(find)
      ? " The file's lines end in CR LF: write \\r\\n where you mean the end of a line."
      : "";
  }
  const bare = (value: string) => value.replace(/\s+/g, " ").trim();
  if (bare(find) !== "" && bare(text).includes(bare(find))) {
    return " It does with other white space: read the lines again and take tabs and spaces as they stand.";
  }
  if (/^\d+\t/m.test(find)) return " Leave out the line numbers that read_file puts in front.";
  return text.toLowerCase().includes(find.toLowerCase()) ? " It does in other letter case." : "";
}

// biome-ignore lint/suspicious/noControlCharactersInRegex: ASCII with its controls is what is meant
const isPlain = (text: string): boolean => /^[\u0001-\u007f]*$/.test(text);
