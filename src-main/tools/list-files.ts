import { z } from "zod";
import type { FairleadError } from "../../shared/errors.ts";
import { fail, ok, type Result } from "../../shared/result.ts";
import { resolvePath } from "../targets/files/resolve-path.ts";
import { type ListedEntry, unreadable } from "../targets/files/target-files.ts";
import { plainAsking } from "./asking.ts";
import { defineFileTool, type FilePlan, type FileTable, notBegun, pathField } from "./file-plan.ts";
import { nameText, octal, timeText } from "./file-text.ts";
import { hostField } from "./host-with-terminal.ts";

const mostEntries = 500;

const schema = z.object({
  path: pathField.describe('Whole path of the folder, beginning with "/" or "~/".'),
  host: hostField,
  reason: z.string().max(2_000).default("").describe("Why you look, in case a person is asked."),
});

/** Lists a folder. */
export const listFiles = defineFileTool({
  name: "list_files",
  words: "List the files of a folder",
  tier: "reads",
  description: "List a folder on a host: kind, mode, owner, size, time and name of each entry.",
  schema,
  common: ({ host, reason }) => ({ host, reason, asking: plainAsking }),
  look: async (input, { desk, files, signal }) => {
    const resolved = await resolvePath(files, input.path, signal);
    if (!resolved.ok) return resolved;
    const { facts, path } = resolved.value;
    const refusal = await desk.refusal(files, "read", resolved.value, signal);
    if (!refusal.ok) return refusal;
    if (refusal.value === null && facts?.kind !== "folder") {
      const why = facts === null ? "it does not exist" : "it is not a folder: use read_file";
      return fail(unreadable(path, why));
    }
    const plan: FilePlan = {
      action: { kind: "read-file", path },
      refusal: refusal.value,
      act: async (table, begin) => {
        const begun = await begin();
        if (!begun.ok) return notBegun(begun.error);
        const text = await list(path, table);
        if (!text.ok) return notBegun(text.error);
        const source = { words: `folder ${path} on ${table.host.name}`, terminalId: null };
        const { value } = text;
        return ok({
          text: value,
          output: value,
          source,
          state: "read",
          run: null,
          durationMs: null,
        });
      },
    };
    return ok(plan);
  },
});

async function list(
  path: string,
  { files, host, signal }: FileTable,
): Promise<Result<string, FairleadError>> {
  const listed = await files.list(path, mostEntries, signal);
  if (!listed.ok) return listed;
  const { entries, total } = listed.value;
  const lines = entries.sort((one, other) => (one.name < other.name ? -1 : 1)).map(entryText);
  const head = [`folder: ${path} on ${host.name}`, `entries: ${total}`];
  if (total > lines.length) head.push(`shown: ${lines.length}; for the others use run_shell`);
  return ok([...head, ...(lines.length === 0 ? ["(empty)"] : lines)].join("\n"));
}

function entryText(entry: ListedEntry): string {
  const { group, kind, mode, modifiedMs, name, size, user } = entry;
  const word = kind === "other" ? "special" : kind;
  return `${word}\t${octal(mode)}\t${user}:${group}\t${size}\t${timeText(modifiedMs)}\t${nameText(name)}`;
}
