import type { AuditEntry } from "../../shared/contract/audit.ts";
import { locate } from "./backward-lines.ts";
import { readLine } from "./entry.ts";
import { forwardLines } from "./forward-lines.ts";
import { readAct } from "./read-act.ts";

/** In an act that waited for a person there can be as much as this between two entries. */
const reach = 200_000;

/**
 * The entry with that number and all of the same act (it alone where it is of none), oldest first; empty where there is no
 * sound one. Throws what the system throws.
 */
export async function readEntry(path: string, sequence: number): Promise<AuditEntry[]> {
  const place = await locate(path, sequence);
  if (place === null) return [];
  for await (const { lines } of forwardLines(path, undefined, { ...place, line: 1 })) {
    const [first] = lines;
    const read = first === undefined ? null : readLine(first);
    if (read?.ok !== true || read.entry.sequence !== sequence) return [];
    return await readAct(path, [read.entry], reach);
  }
  return [];
}
