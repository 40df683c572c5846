import type { FairleadError } from "../../shared/errors.ts";
import type { HostId, TerminalId } from "../../shared/ids.ts";
import type { Result } from "../../shared/result.ts";
import { attempt, type Store } from "./store.ts";

/** A terminal to come back to after a restart; `detail` is the terminals' own JSON. */
export type TerminalRecord = {
  id: TerminalId;
  hostId: HostId;
  createdAt: number;
  detail: unknown;
};

/** Written before a tmux session is made, deleted when it was ended: what is here may still live. */
export class TerminalRecords {
  readonly #store: Store;

  constructor(store: Store) {
    this.#store = store;
  }

  /** Adds the terminal or replaces what is on record for its id. */
  put(record: TerminalRecord): Promise<Result<void, FairleadError>> {
    const values = {
      host_id: record.hostId,
      created_at: record.createdAt,
      json: JSON.stringify(record.detail),
    };
    return attempt(async () => {
      await this.#store.db
        .insertInto("terminals")
        .values({ id: record.id, ...values })
        .onConflict((conflict) => conflict.column("id").doUpdateSet(values))
        .execute();
    });
  }

  /** Oldest first. */
  list(): Promise<Result<TerminalRecord[], FairleadError>> {
    return attempt(async () => {
      const rows = await this.#store.db
        .selectFrom("terminals")
        .selectAll()
        .orderBy("created_at")
        .orderBy("id")
        .execute();
      return rows.map((row) => ({
        id: row.id,
        hostId: row.host_id,
        createdAt: row.created_at,
        detail: JSON.parse(row.json) as unknown,
      }));
    });
  }

  delete(id: TerminalId): Promise<Result<void, FairleadError>> {
    return attempt(async () => {
      await this.#store.db.deleteFrom("terminals").where("id", "=", id).execute();
    });
  }
}
