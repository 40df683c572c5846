import { create } from "zustand";
import { type AuditFilter, matchesAuditFilter } from "../../shared/audit-filter.ts";
import type { AuditEntry, AuditEvent, AuditVerdict } from "../../shared/contract/audit.ts";
import { attempt, type CallFailure, client } from "../control/client.ts";
import { follow } from "../control/follow.ts";
import { type AuditRow, auditRows } from "./audit-rows.ts";

const pageEntries = 200;
/** As many rows are gathered before the reading rests, if there are as many. */
const rowsAtOnce = 60;
const settleMs = 80;

export interface AuditStore {
  filter: AuditFilter;
  rows: readonly AuditRow[];
  /** Entries that came while they were not followed. */
  waiting: number;
  following: boolean;
  /** Where to read on; null = the beginning was reached. */
  next: number | null;
  loading: boolean;
  failure: CallFailure | null;
  unsound: number;
  /** Number of the last entry there is; null until it is known. */
  total: number | null;
  signed: boolean;
  /** What was found wrong at the start of the program. */
  problem: string | null;
  verifying: boolean;
  verdict: AuditVerdict | null;
}

const empty: AuditStore = {
  filter: {},
  rows: [],
  waiting: 0,
  following: true,
  next: null,
  loading: true,
  failure: null,
  unsound: 0,
  total: null,
  signed: false,
  problem: null,
  verifying: false,
  verdict: null,
};

/** The audit as the view shows it. Lives while the view is open. */
export const useAudit = create<AuditStore>(() => empty);

const known = new Map<number, AuditEntry>();
const late: AuditEntry[] = [];
let reading = new AbortController();
let regrouping: ReturnType<typeof setTimeout> | null = null;

/** Reads and follows the audit until the returned Disposable is disposed. */
export function openAuditView(): Disposable {
  const closing = new AbortController();
  useAudit.setState({ ...empty }, true);
  void setFilter({});
  void follow(
    (signal) => client.audit.events(undefined, { signal }),
    heard,
    closing.signal,
    (error) => useAudit.setState({ failure: asFailure(error) }),
  );
  return {
    [Symbol.dispose]: () => {
      closing.abort();
      reading.abort();
      clearTimeout(regrouping ?? undefined);
      regrouping = null;
      known.clear();
      late.length = 0;
    },
  };
}

/** Shows what the filter lets through, from the end. */
export async function setFilter(filter: AuditFilter): Promise<void> {
  known.clear();
  late.length = 0;
  useAudit.setState({ filter, rows: [], waiting: 0, next: null, unsound: 0 });
  await read(null);
}

/** Reads on towards the beginning, where there is more and nothing is being read. */
export async function readOn(): Promise<void> {
  const { loading, next } = useAudit.getState();
  if (!loading && next !== null) await read(next);
}

/** Begins anew after a failure. */
export const readAgain = (): Promise<void> => setFilter(useAudit.getState().filter);

async function read(from: number | null): Promise<void> {
  reading.abort();
  reading = new AbortController();
  const { signal } = reading;
  const { filter, rows } = useAudit.getState();
  const wanted = rows.length + rowsAtOnce;
  let before = from;
  useAudit.setState({ loading: true, failure: null });
  for (;;) {
    const outcome = await attempt(
      client.audit.page({ filter, before, limit: pageEntries }, { signal }),
    );
    if (signal.aborted) return;
    if (!outcome.ok) {
      useAudit.setState({ loading: false, failure: outcome.error });
      return;
    }
    const { entries, next, unsound } = outcome.value;
    for (const entry of entries) known.set(entry.sequence, entry);
    before = next;
    const shown = auditRows(known.values());
    const loading = next !== null && shown.length < wanted;
    useAudit.setState((state) => ({
      rows: shown,
      next,
      loading,
      unsound: state.unsound + unsound,
    }));
    if (!loading) return;
  }
}

function heard(event: AuditEvent): void {
  if (event.type === "audit-opened") {
    const { entries, problem, signed } = event;
    const { total } = useAudit.getState();
    useAudit.setState({ total: entries, problem, signed });
    // Connected anew: what came meanwhile was not heard.
    if (total !== null && entries > total) void readAgain();
    return;
  }
  const { entry } = event;
  useAudit.setState({ total: entry.sequence });
  const { filter, following, rows } = useAudit.getState();
  const ofShownAct = entry.request !== null && rows.some(({ key }) => key === entry.request);
  if (!ofShownAct && !matchesAuditFilter(entry, filter)) return;
  if (following || ofShownAct) {
    known.set(entry.sequence, entry);
    regroupSoon();
  } else {
    late.push(entry);
    useAudit.setState({ waiting: late.length });
  }
}

/** Entries come in handfuls: they are put in order once for all of them. */
function regroupSoon(): void {
  regrouping ??= setTimeout(() => {
    regrouping = null;
    useAudit.setState({ rows: auditRows(known.values()) });
  }, settleMs);
}

export function setFollowing(following: boolean): void {
  if (following) for (const entry of late.splice(0)) known.set(entry.sequence, entry);
  useAudit.setState({ following, waiting: late.length, rows: auditRows(known.values()) });
}

/** Has the whole audit checked. */
export async function verifyAll(): Promise<void> {
  useAudit.setState({ verifying: true, verdict: null });
  const outcome = await attempt(client.audit.verify());
  useAudit.setState(
    outcome.ok
      ? { verifying: false, verdict: outcome.value }
      : { verifying: false, failure: outcome.error },
  );
}

function asFailure(error: unknown): CallFailure {
  const detail = error instanceof Error ? error.message : String(error);
  return { code: "audit-unreadable", sentence: "New entries are not heard of any more.", detail };
}
