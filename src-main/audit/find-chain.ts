import type { AuditEntry } from "../../shared/contract/audit.ts";
import { backwardLines } from "./backward-lines.ts";
import { readLine } from "./entry.ts";
import type { FoundChain } from "./judge-head.ts";

/** More entries than this behind the head are no crash, whatever they say. */
const mostAhead = 1_000;

/** What the end of the audit says of the entry numbered `sequence`, without reading more than that end. Throws what the system throws. */
export async function findChain(
  path: string,
  last: AuditEntry | null,
  sequence: number,
): Promise<FoundChain> {
  const count = last?.sequence ?? 0;
  if (last === null || count < sequence) return { count, hashAtHead: null, kindsAhead: [] };
  const kindsAhead: string[] = [];
  for await (const lines of backwardLines(path)) {
    for (const { bytes } of lines) {
      const read = readLine(bytes);
      if (!read.ok) return { count, hashAtHead: null, kindsAhead };
      const { hash, kind } = read.entry;
      if (read.entry.sequence <= sequence) return { count, hashAtHead: hash, kindsAhead };
      kindsAhead.unshift(kind);
      if (kindsAhead.length > mostAhead) return { count, hashAtHead: null, kindsAhead };
    }
  }
  return { count, hashAtHead: null, kindsAhead };
}
