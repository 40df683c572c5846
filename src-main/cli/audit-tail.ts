import { type AuditFilter, matchesAuditFilter } from "../../shared/audit-filter.ts";
import { backwardLines } from "../audit/backward-lines.ts";
import { readLine } from "../audit/entry.ts";
import { entryText } from "../audit/export-audit.ts";
import { forwardLines, type Place } from "../audit/forward-lines.ts";
import { pause } from "../base/abort.ts";
import { visibleLine } from "./visible.ts";

const everyMs = 250;

/** How lines are chosen and shown. Without a filter a line that is no sound entry is shown, too. */
export type Shown = { filter: AuditFilter; json: boolean };

/** The last lines before `end` that the filter lets through, oldest first. Throws what the system throws. */
export async function lastShown(
  path: string,
  limit: number,
  shown: Shown,
  end: Place | undefined,
): Promise<string[]> {
  const found: string[] = [];
  for await (const lines of backwardLines(path, end)) {
    for (const { bytes } of lines) {
      const line = asShown(bytes, shown);
      if (line === null) continue;
      found.push(line);
      if (found.length === limit) return found.toReversed();
    }
  }
  return found.toReversed();
}

/** Every line that is written behind `end` and that the filter lets through, until `signal` aborts. Throws what the system throws. */
export async function* followShown(
  path: string,
  shown: Shown,
  end: Place | undefined,
  signal: AbortSignal,
): AsyncGenerator<string, void, void> {
  let place = end;
  while (!signal.aborted) {
    const reader = forwardLines(path, undefined, place);
    for (;;) {
      const step = await reader.next();
      if (step.done === true) {
        place = step.value.place;
        break;
      }
      for (const bytes of step.value.lines) {
        const line = asShown(bytes, shown);
        if (line !== null) yield line;
      }
    }
    await pause(everyMs, signal);
  }
}

/** Behind the last complete line; undefined where there is none. Throws what the system throws. */
export async function endOf(path: string): Promise<Place | undefined> {
  for await (const [last] of backwardLines(path)) {
    if (last === undefined) continue;
    return { number: last.number, offset: last.offset + last.bytes.length + 1, line: 1 };
  }
  return undefined;
}

function asShown(bytes: Buffer, { filter, json }: Shown): string | null {
  const read = readLine(bytes);
  const everything = Object.keys(filter).length === 0;
  if (read.ok ? !matchesAuditFilter(read.entry, filter) : !everything) return null;
  if (json) return bytes.toString("utf8");
  return visibleLine(read.ok ? entryText(read.entry) : bytes.toString("utf8"));
}
