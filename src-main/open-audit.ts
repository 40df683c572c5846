import { userInfo } from "node:os";
import type { FairleadError } from "../shared/errors.ts";
import { ok, type Result } from "../shared/result.ts";
import { exportAudit } from "./audit/export-audit.ts";
import { Head } from "./audit/head.ts";
import { headKeyName, openHeadKey } from "./audit/head-key.ts";
import { Journal } from "./audit/journal.ts";
import { readPage } from "./audit/read-page.ts";
import { verifyAudit } from "./audit/verify.ts";
import type { DataPaths } from "./base/paths.ts";
import type { Credentials } from "./keychain/credentials.ts";
import type { AuditService } from "./rpc/services.ts";
import { AuditHeadRecords } from "./store/audit-head-records.ts";
import type { Store } from "./store/store.ts";
import { version } from "./version.ts";

type Plan = {
  paths: Pick<DataPaths, "audit">;
  installation: string;
  store: Store;
  credentials: Pick<Credentials, "keychain">;
  redact: (text: string) => string;
  policyHash: () => string;
};

/** The journal with its head in the database, signed where there is a keychain. Disposing writes that the program stopped. */
export async function openAudit(
  plan: Plan,
): Promise<Result<AsyncDisposable & { journal: Journal; service: AuditService }, FairleadError>> {
  const { credentials, installation, paths, policyHash, redact, store } = plan;
  const place = credentials.keychain;
  const key = place === null ? null : await openHeadKey(place, headKeyName(installation));
  const head = new Head(new AuditHeadRecords(store), key?.ok === true ? key.value.key : null);
  const opened = await Journal.open({
    path: paths.audit,
    version,
    osUser: userInfo().username,
    redact,
    policyHash,
    head,
  });
  if (!opened.ok) return opened;
  const journal = opened.value;
  const note = (kind: string, detail: Record<string, string | number | boolean | null>) =>
    journal.append({ kind, actor: "fairlead", detail });
  const noKey = key === null ? "no keychain" : key.ok ? null : key.error.sentence;
  // What cannot be written here is said at the next act, which then does not happen.
  await note("app-started", { pid: process.pid, key: head.key?.name ?? null, noKey });
  return ok({
    journal,
    service: {
      page: (request) => readPage(paths.audit, request),
      verify: (signal) => verifyAudit(paths.audit, head, signal),
      export: (filter, format, signal) => exportAudit(paths.audit, filter, format, signal),
      status: () => journal.status(),
      appended: journal.appended,
      record: (entry) => journal.append(entry),
    },
    [Symbol.asyncDispose]: async () => {
      await note("app-stopped", { pid: process.pid });
      await journal[Symbol.asyncDispose]();
    },
  });
}
