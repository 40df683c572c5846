import { type Host, host } from "../../shared/contract/hosts.ts";
import type { FairleadError } from "../../shared/errors.ts";
import type { HostId } from "../../shared/ids.ts";
import type { Result } from "../../shared/result.ts";
import { attempt, type Store } from "./store.ts";

/** The hosts on record, oldest first. */
export class HostRecords {
  readonly #store: Store;

  constructor(store: Store) {
    this.#store = store;
  }

  list(): Promise<Result<Host[], FairleadError>> {
    return attempt(async () => {
      const rows = await this.#store.db.selectFrom("hosts").select("json").orderBy("id").execute();
      return rows.map((row) => host.parse(JSON.parse(row.json)));
    });
  }

  /** Adds the host, or replaces the one with its id. */
  put(value: Host): Promise<Result<void, FairleadError>> {
    const json = JSON.stringify(value);
    return attempt(async () => {
      await this.#store.db
        .insertInto("hosts")
        .values({ id: value.id, json })
        .onConflict((conflict) => conflict.column("id").doUpdateSet({ json }))
        .execute();
    });
  }

  delete(id: HostId): Promise<Result<void, FairleadError>> {
    return attempt(async () => {
      await this.#store.db.deleteFrom("hosts").where("id", "=", id).execute();
    });
  }
}
