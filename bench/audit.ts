import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { generateAudit } from "../src-main/audit/audit-generator.ts";
import { newHeadKey } from "../src-main/audit/audit-world.ts";
import { Head } from "../src-main/audit/head.ts";
import { Journal } from "../src-main/audit/journal.ts";
import { readEntry } from "../src-main/audit/read-entry.ts";
import { readPage } from "../src-main/audit/read-page.ts";
import { verifyAudit } from "../src-main/audit/verify.ts";
import { AuditHeadRecords } from "../src-main/store/audit-head-records.ts";
import { openStore } from "../src-main/store/store.ts";
import type { Measurements } from "./report.ts";

const count = 1_000_000;
const appends = 200;

/**
 * An audit of a million entries: how long it takes to verify it, to open it at the start of the app, to show a page of it,
 * to find little in it, and to append (fsync of the entry and of its head).
 */
export async function benchAudit(
  runs: number,
  tell: (line: string) => void,
): Promise<Measurements> {
  const folder = mkdtempSync(join(tmpdir(), "fairlead-bench-"));
  const measured: Measurements = new Map();
  const path = join(folder, "audit.jsonl");
  const timed = async <T>(figure: string, work: () => Promise<T>, per = 1): Promise<T> => {
    const startedAt = performance.now();
    const value = await work();
    const took = (performance.now() - startedAt) / per;
    measured.set(figure, [...(measured.get(figure) ?? []), took]);
    tell(`  ${figure}: ${took.toPrecision(3)}`);
    return value;
  };
  try {
    const store = await openStore(join(folder, "fairlead.db"));
    if (!store.ok) throw new Error(store.error.detail);
    await using database = store.value;
    const head = new Head(new AuditHeadRecords(database), newHeadKey());
    const end = generateAudit(path, count);
    await head.write(end, end.file);
    for (let run = 1; run <= runs; run += 1) {
      tell(`run ${run} of ${runs}`);
      const opened = await timed("open at the start, ms", () => journalOn(path, head));
      await using journal = opened;
      const verdict = await timed("verify, ms", () => verifyAudit(path, head));
      if (!verdict.intact) throw new Error(verdict.broken?.sentence);
      const page = (filter: object, before: number | null) => () =>
        readPage(path, { filter, before, limit: 100 });
      await timed("page from the end, ms", page({}, null));
      await timed("page from the middle, ms", page({}, count / 2));
      await timed("page of denied acts, ms", page({ verdict: "deny" }, null));
      await timed("entry by number with its act, ms", () => readEntry(path, Math.floor(count / 3)));
      await timed(
        "append, ms",
        async () => {
          for (let index = 0; index < appends; index += 1) {
            await journal.append({ kind: "bench", actor: "fairlead", detail: { index } });
          }
        },
        appends,
      );
    }
    return measured;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

async function journalOn(path: string, head: Head): Promise<Journal> {
  const redact = (text: string) => text;
  const opened = await Journal.open({ path, version: "1", osUser: "ada", redact, head });
  if (!opened.ok) throw new Error(opened.error.detail);
  return opened.value;
}
