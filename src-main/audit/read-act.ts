import { endsAct } from "../../shared/audit-words.ts";
import type { AuditEntry } from "../../shared/contract/audit.ts";
import { backwardLines, locate } from "./backward-lines.ts";
import { readLine } from "./entry.ts";
import { forwardLines } from "./forward-lines.ts";

/** How far from a known entry the others of its act are looked for, in lines. */
const reach = 2_000;

/**
 * All entries of the act that `known` (not empty, one request) are of, oldest first. Looks around them, up to 2,000 lines
 * or `within`: an act that took longer has its beginning or end elsewhere. Throws what the system throws.
 */
export async function readAct(
  path: string,
  known: readonly AuditEntry[],
  within = reach,
): Promise<AuditEntry[]> {
  const sorted = known.toSorted((one, other) => one.sequence - other.sequence);
  const [first] = sorted;
  const last = sorted.at(-1);
  if (first === undefined || last === undefined || first.request === null) return [...known];
  const found = new Map(sorted.map((entry) => [entry.sequence, entry]));
  const add = (bytes: Buffer): AuditEntry | null => {
    if (!bytes.includes(`"request":${JSON.stringify(first.request)}`)) return null;
    const read = readLine(bytes);
    if (!read.ok || read.entry.request !== first.request) return null;
    found.set(read.entry.sequence, read.entry);
    return read.entry;
  };
  const begins = first.kind === "proposal";
  if (begins && sorted.some(endsAct)) return sorted;
  if (!begins) await lookBack(path, first.sequence, within, add);
  await lookOn(path, Math.min(...found.keys()), within, add);
  return [...found.values()].sort((one, other) => one.sequence - other.sequence);
}

async function lookBack(
  path: string,
  before: number,
  within: number,
  add: (bytes: Buffer) => AuditEntry | null,
): Promise<void> {
  const start = await locate(path, before);
  if (start === null) return;
  let looked = 0;
  for await (const lines of backwardLines(path, start)) {
    for (const { bytes } of lines) {
      if (add(bytes)?.kind === "proposal") return;
      looked += 1;
      if (looked >= within) return;
    }
  }
}

async function lookOn(
  path: string,
  from: number,
  within: number,
  add: (bytes: Buffer) => AuditEntry | null,
): Promise<void> {
  const start = await locate(path, from);
  if (start === null) return;
  let looked = 0;
  for await (const { lines } of forwardLines(path, undefined, { ...start, line: 1 })) {
    for (const bytes of lines) {
      const entry = add(bytes);
      if (entry !== null && endsAct(entry)) return;
      looked += 1;
      if (looked >= within) return;
    }
  }
}
