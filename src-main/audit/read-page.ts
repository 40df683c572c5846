import { type AuditFilter, matchesAuditFilter } from "../../shared/audit-filter.ts";
import type { AuditEntry, AuditPage } from "../../shared/contract/audit.ts";
import { type FairleadError, failure } from "../../shared/errors.ts";
import { fail, ok, type Result } from "../../shared/result.ts";
import { backwardLines, locate } from "./backward-lines.ts";
import { readLine } from "./entry.ts";
import { readAct } from "./read-act.ts";

/** So many lines are looked at for one page, so that a filter that lets little through answers all the same. */
const mostLines = 20_000;
/** Clocks are set back now and then: only entries that are older by this end the search for a time. */
const clockMs = 86_400_000;

export type PageRequest = { filter: AuditFilter; before: number | null; limit: number };

/**
 * The newest entries before `before` that the filter lets through, at most `limit`, and beside them the other entries of
 * the same acts; all newest first, whoever writes meanwhile. "audit-unreadable" where the system refuses.
 */
export async function readPage(
  path: string,
  { before, filter, limit }: PageRequest,
): Promise<Result<AuditPage, FairleadError>> {
  try {
    const found = await matching(path, filter, before, limit);
    const acts = new Map<string, AuditEntry[]>();
    for (const entry of found.entries) {
      if (entry.request === null) continue;
      acts.set(entry.request, [...(acts.get(entry.request) ?? []), entry]);
    }
    const all = new Map(found.entries.map((entry) => [entry.sequence, entry]));
    for (const known of acts.values()) {
      for (const entry of await readAct(path, known)) all.set(entry.sequence, entry);
    }
    const entries = [...all.values()].sort((one, other) => other.sequence - one.sequence);
    return ok({ ...found, entries });
  } catch (error) {
    if (!(error instanceof Error && "code" in error)) throw error;
    return fail(failure("audit-unreadable", error.message));
  }
}

async function matching(
  path: string,
  filter: AuditFilter,
  before: number | null,
  limit: number,
): Promise<AuditPage> {
  const start = before === null ? undefined : ((await locate(path, before)) ?? undefined);
  const search = new Search(filter, limit);
  for await (const lines of backwardLines(path, start)) {
    if (lines.some(({ bytes }) => search.ends(bytes))) break;
  }
  return search.page;
}

/** Looks at one line after the other, newest first, until the page is full or enough was looked at. */
class Search {
  readonly page: AuditPage = { entries: [], next: null, unsound: 0 };
  readonly #filter: AuditFilter;
  readonly #limit: number;
  readonly #earliest: number;
  #looked = 0;

  constructor(filter: AuditFilter, limit: number) {
    this.#filter = filter;
    this.#limit = limit;
    this.#earliest = filter.since === undefined ? 0 : Date.parse(filter.since) - clockMs;
  }

  /** Takes the line in; whether the search ends with it. */
  ends(line: Buffer): boolean {
    const read = readLine(line);
    this.#looked += 1;
    if (!read.ok) {
      this.page.unsound += 1;
      return false;
    }
    const { entry } = read;
    if (this.#earliest > 0 && Date.parse(entry.at) < this.#earliest) return true;
    if (matchesAuditFilter(entry, this.#filter)) this.page.entries.push(entry);
    if (this.page.entries.length < this.#limit && this.#looked < mostLines) return false;
    this.page.next = entry.sequence > 1 ? entry.sequence : null;
    return true;
  }
}
