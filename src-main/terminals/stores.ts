import type { Run } from "../../shared/contract/terminals.ts";
import type { FairleadError } from "../../shared/errors.ts";
import type { HostId, RunId, TerminalId } from "../../shared/ids.ts";
import type { Result } from "../../shared/result.ts";

/** A run as it is kept, with the shell's count by which its end is recognised after a crash; null where it would tell nothing. */
export type KeptRun = { run: Run; expectedCount: number | null };

/** Where runs are kept; `RunRecords` of the store is one. A put has reached the disk when it resolves. */
export type RunStore = {
  put(record: KeptRun, output?: string): Promise<Result<void, FairleadError>>;
  get(id: RunId): Promise<Result<KeptRun | null, FairleadError>>;
  list(terminalId?: TerminalId): Promise<Result<KeptRun[], FairleadError>>;
  /** Sets what is remembered of a terminal's older commands, and drops some of their records. All of it or nothing. */
  fold(
    id: TerminalId,
    memory: unknown,
    dropped: readonly RunId[],
  ): Promise<Result<void, FairleadError>>;
  /** What is remembered of each terminal. */
  memories(): Promise<Result<{ terminalId: TerminalId; memory: unknown }[], FairleadError>>;
  /** Drops the memory of a terminal that is closed, and the records of what a person ran in it. */
  forget(id: TerminalId): Promise<Result<void, FairleadError>>;
  output(
    id: RunId,
    from: number,
    limit: number,
  ): Promise<Result<{ text: string; total: number }, FairleadError>>;
};

export type KeptTerminal = { id: TerminalId; hostId: HostId; createdAt: number; detail: unknown };

/** Where terminals in tmux are kept, to come back to; `TerminalRecords` of the store is one. */
export type TerminalStore = {
  put(record: KeptTerminal): Promise<Result<void, FairleadError>>;
  list(): Promise<Result<KeptTerminal[], FairleadError>>;
  delete(id: TerminalId): Promise<Result<void, FairleadError>>;
};
