import { createTwoFilesPatch } from "diff";
import { byteTextOf, textOf } from "./whole-file.ts";

const contextLines = 3;
/** Characters; what nobody would read to its end. */
const longestDiff = 400_000;

/**
 * What a change does to a file: a unified diff where both sides are text, else a sentence about sizes. Text that is not
 * UTF-8 is shown byte by byte as Latin-1, which the names say. null = there is no file on that side. After `longestMs` of searching the diff is one large hunk.
 */
export function fileDiff(
  path: string,
  before: Uint8Array | null,
  after: Uint8Array | null,
  longestMs = 1_000,
): string {
  const sides = [before ?? empty, after ?? empty] as const;
  const isUnicode = sides.every((side) => textOf(side) !== null);
  const [old, young] = sides.map(isUnicode ? textOf : byteTextOf) as [string | null, string | null];
  if (old === null || young === null) return sizes(before, after, "This is not text");
  const shown = isUnicode ? path : `${path} (not UTF-8, shown as Latin-1)`;
  const names = [
    before === null ? "/dev/null" : shown,
    after === null ? "/dev/null" : shown,
  ] as const;
  const patch =
    createTwoFilesPatch(...names, old, young, undefined, undefined, {
      context: contextLines,
      timeout: longestMs,
    }) ?? coarsePatch(names, old, young);
  return patch.length > longestDiff
    ? sizes(before, after, "The diff is too long to be shown")
    : patch;
}

const empty = new Uint8Array();

function sizes(before: Uint8Array | null, after: Uint8Array | null, why: string): string {
  if (before === null) return `${why}: a new file of ${after?.length ?? 0} bytes.`;
  if (after === null) return `${why}: a file of ${before.length} bytes goes.`;
  return `${why}: ${before.length} bytes become ${after.length} bytes.`;
}

/** One hunk from the first line that differs to the last: right, not small, and found at once. */
function coarsePatch(names: readonly [string, string], old: string, young: string): string {
  const [a, b] = [linesOf(old), linesOf(young)];
  let start = 0;
  while (start < a.length && start < b.length && a[start] === b[start]) start += 1;
  let end = 0;
  const most = Math.min(a.length, b.length) - start;
  while (end < most && a[a.length - 1 - end] === b[b.length - 1 - end]) end += 1;
  const [gone, come] = [a.slice(start, a.length - end), b.slice(start, b.length - end)];
  const place = (lines: readonly string[]) =>
    `${lines.length === 0 ? start : start + 1},${lines.length}`;
  const body = [...gone.map((line) => signed("-", line)), ...come.map((line) => signed("+", line))];
  return `--- ${names[0]}\n+++ ${names[1]}\n@@ -${place(gone)} +${place(come)} @@\n${body.join("")}`;
}

/** Lines with their ends. */
const linesOf = (text: string): string[] => text.match(/[^\n]*\n|[^\n]+$/g) ?? [];

const signed = (sign: string, line: string): string =>
  line.endsWith("\n") ? sign + line : `${sign}${line}\n\\ No newline at end of file\n`;
