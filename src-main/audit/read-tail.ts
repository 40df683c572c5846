import type { AuditEntry } from "../../shared/contract/audit.ts";
import type { FairleadError } from "../../shared/errors.ts";
import { ok, type Result } from "../../shared/result.ts";
import { readPage } from "./read-page.ts";

/**
 * The last entries of an audit, oldest first, whoever writes it meanwhile; empty where there is none. Lines that are no
 * sound entry are left out: `verifyAudit` names them.
 */
export async function readTail(
  path: string,
  limit: number,
): Promise<Result<AuditEntry[], FairleadError>> {
  const page = await readPage(path, { filter: {}, before: null, limit });
  return page.ok ? ok(page.value.entries.toReversed().slice(-limit)) : page;
}
