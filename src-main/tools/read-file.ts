import { z } from "zod";
import { type FairleadError, failure } from "../../shared/errors.ts";
import { fail, ok, type Result } from "../../shared/result.ts";
import { type ResolvedPath, resolvePath } from "../targets/files/resolve-path.ts";
import { type FileFacts, notRegular, unreadable } from "../targets/files/target-files.ts";
import { plainAsking } from "./asking.ts";
import { type FoundLines, LineWindow, numbered, type WantedLines } from "./file-lines.ts";
import { defineFileTool, type FilePlan, type FileTable, notBegun, pathField } from "./file-plan.ts";
import { factsText } from "./file-text.ts";
import { hostField } from "./host-with-terminal.ts";

const mostLines = 2_000;

const schema = z.object({
  path: pathField.describe('Whole path of the file, beginning with "/" or "~/".'),
  from: z.int().min(1).default(1).describe("The first line to show; 1 is the first of the file."),
  lines: z.int().min(1).max(mostLines).default(400).describe("How many lines to show."),
  last: z.int().min(1).max(mostLines).optional().describe("Instead: this many lines of its end."),
  byte: z
    .int()
    .min(0)
    .optional()
    .describe("For huge files: begin at this byte; the lines then have no numbers."),
  host: hostField,
  reason: z.string().max(2_000).default("").describe("Why you read it, in case a person is asked."),
});

type Input = z.output<typeof schema>;

/** Reads lines of a file. */
export const readFile = defineFileTool({
  name: "read_file",
  words: "Read a file",
  tier: "reads",
  description:
    "Read lines of a text file on a host, with line numbers. Better than cat: nothing is typed, and a range of a large " +
    "file can be asked for. Files that the file policy denies, and files that are not text, are not shown.",
  schema,
  common: ({ host, reason }) => ({ host, reason, asking: plainAsking }),
  look: async (input, { desk, files, signal }) => {
    const resolved = await resolvePath(files, input.path, signal);
    if (!resolved.ok) return resolved;
    const { path } = resolved.value;
    const refusal = await desk.refusal(files, "read", resolved.value, signal);
    if (!refusal.ok) return refusal;
    const missing = refusal.value === null ? problemOf(resolved.value) : null;
    if (missing !== null) return fail(missing);
    const plan: FilePlan = {
      action: { kind: "read-file", path },
      refusal: refusal.value,
      act: async (table, begin) => {
        const begun = await begin();
        if (!begun.ok) return notBegun(begun.error);
        const startedAt = performance.now();
        const text = await readLines(input, path, table);
        // Reading undoes nothing and does nothing: a failure leaves everything as it was.
        if (!text.ok) return notBegun(text.error);
        return ok({
          text: text.value,
          output: text.value,
          source: { words: `file ${path} on ${table.host.name}`, terminalId: null },
          state: "read",
          run: null,
          durationMs: Math.round(performance.now() - startedAt),
        });
      },
    };
    return ok(plan);
  },
});

function problemOf({ facts, path }: ResolvedPath): FairleadError | null {
  if (facts === null) return unreadable(path, "it does not exist");
  if (facts.kind === "folder") return unreadable(path, "it is a folder: use list_files");
  return facts.kind === "file" ? null : unreadable(path, notRegular(facts.kind));
}

async function readLines(
  input: Input,
  path: string,
  { desk, files, host, signal }: FileTable,
): Promise<Result<string, FairleadError>> {
  const budget = desk.rules().largestRead;
  const looked = await files.look([path], signal);
  if (!looked.ok) return looked;
  const size = looked.value[0]?.size ?? 0;
  const start = input.byte ?? (input.last === undefined ? 0 : Math.max(0, size - budget));
  const wanted: WantedLines =
    input.last === undefined || input.byte !== undefined
      ? { from: input.from, count: input.lines }
      : { last: input.last };
  const window = new LineWindow(wanted);
  let seen = 0;
  let toEnd = true;
  const take = (bytes: Uint8Array) => {
    const part = bytes.subarray(0, budget - seen);
    seen += part.length;
    toEnd = part.length === bytes.length;
    return window.push(part) && toEnd;
  };
  const read = await files.read(path, start, take, signal);
  if (!read.ok) return read;
  const found = window.end();
  const facts = read.value;
  if (found.binary) {
    const said = `${path} is not text (it holds NUL bytes): ${facts.size} bytes, not shown.`;
    return fail(failure("file-unreadable", said));
  }
  return ok(told({ path, hostName: host.name, facts, found, wanted, start, toEnd, budget }));
}

type Read = {
  path: string;
  hostName: string;
  facts: FileFacts;
  found: FoundLines;
  wanted: WantedLines;
  start: number;
  /** It was looked through to its last byte. */
  toEnd: boolean;
  budget: number;
};

function told({ path, hostName, facts, found, wanted, start, toEnd, budget }: Read): string {
  const { text, shown } = numbered(found.lines, start === 0);
  const first = found.lines[0]?.number ?? 0;
  const lastShown = found.lines[shown - 1]?.number ?? 0;
  const total = toEnd ? `${found.total}` : `more than ${found.total}`;
  const head = [`file: ${path} on ${hostName}`, factsText(facts)];
  if (found.damaged) head.push("note: some bytes are not UTF-8 and stand as \ufffd");
  if (start > 0)
    head.push(`from byte: ${start} (the first line may be cut; numbers are not known)`);
  else head.push(`lines: ${first} to ${lastShown} of ${total}`);
  const none = facts.size === 0 && found.total === 0 ? "(empty)" : "(no such line)";
  const rest = restText({ found, wanted, start, toEnd, budget, shown });
  return [...head, shown === 0 ? none : `text:\n${text}`, ...rest].join("\n");
}

/** How to get at what is not shown. */
function restText({
  budget,
  found,
  toEnd,
  shown,
  start,
  wanted,
}: Pick<Read, "budget" | "found" | "toEnd" | "start" | "wanted"> & {
  shown: number;
}): string[] {
  if ("last" in wanted) {
    return shown < found.lines.length
      ? [`[… ${found.lines.length - shown} lines left out: ask for fewer with last …]`]
      : [];
  }
  const next = wanted.from + shown;
  const where = start === 0 ? "" : `byte: ${start} and `;
  if (next <= found.total) return [`[… go on with ${where}from: ${next} …]`];
  if (toEnd) return [];
  return [
    `[… only ${budget} bytes are looked through at once: go on with byte: ${start + budget} …]`,
  ];
}
