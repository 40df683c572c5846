import type { AuditEntry } from "../../shared/contract/audit.ts";
import { backwardLines } from "./backward-lines.ts";
import { readLine } from "./entry.ts";
import type { AheadEntry, FoundChain } from "./judge-head.ts";

/** More entries than this behind the head are no crash, whatever they say. */
const mostAhead = 1_000;

/** What the end of the audit says of the entry numbered `sequence`, without reading more than that end. Throws what the system throws. */
export async function findChain(
  path: string,
  last: AuditEntry | null,
  sequence: number,
): Promise<FoundChain> {
  const count = last?.sequence ?? 0;
  if (last === null || count < sequence) return { count, hashAtHead: null, ahead: [] };
  const ahead: AheadEntry[] = [];
  for await (const lines of backwardLines(path)) {
    for (const { bytes } of lines) {
      const read = readLine(bytes);
      if (!read.ok) return { count, hashAtHead: null, ahead };
      const { hash } = read.entry;
      if (read.entry.sequence <= sequence) return { count, hashAtHead: hash, ahead };
      ahead.unshift(read.entry);
      if (ahead.length > mostAhead) return { count, hashAtHead: null, ahead };
    }
  }
  return { count, hashAtHead: null, ahead };
}
