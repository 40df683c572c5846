import { open } from "node:fs/promises";
import type { AuditEntry } from "../../shared/contract/audit.ts";
import { type FairleadError, failure } from "../../shared/errors.ts";
import { fail, ok, type Result } from "../../shared/result.ts";
import { readLine } from "./entry.ts";
import { lastLines } from "./last-lines.ts";

/**
 * The last entries of an audit, oldest first, whoever writes it meanwhile; empty where there is none. Lines that are no
 * sound entry are left out: `verifyAudit` names them.
 */
export async function readTail(
  path: string,
  limit: number,
): Promise<Result<AuditEntry[], FairleadError>> {
  try {
    await using file = await open(path, "r");
    const { size } = await file.stat();
    const { lines } = await lastLines(file, size, limit);
    return ok(
      lines.flatMap((line) => {
        const read = readLine(line);
        return read.ok ? [read.entry] : [];
      }),
    );
  } catch (error) {
    if (!(error instanceof Error && "code" in error)) throw error;
    return error.code === "ENOENT" ? ok([]) : fail(failure("audit-unreadable", error.message));
  }
}
