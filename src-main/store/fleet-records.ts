import { z } from "zod";
import { fleet, fleetRow } from "../../shared/contract/fleet.ts";
import type { FairleadError } from "../../shared/errors.ts";
import type { Result } from "../../shared/result.ts";
import { attempt, type Store } from "./store.ts";

const record = z.object({ fleet, rows: z.array(fleetRow) });

/** A run on many hosts as it was when it was written last; what became of each host's command since is in its run's record. */
export type FleetRecord = z.infer<typeof record>;

/** Runs on many hosts. Written before the first of them begins, when a person is asked, and at the end. */
export class FleetRecords {
  readonly #store: Store;

  constructor(store: Store) {
    this.#store = store;
  }

  /** Adds it or replaces it. */
  put(value: FleetRecord): Promise<Result<void, FairleadError>> {
    const json = JSON.stringify(value);
    return attempt(async () => {
      await this.#store.db
        .insertInto("fleets")
        .values({ id: value.fleet.id, json })
        .onConflict((conflict) => conflict.column("id").doUpdateSet({ json }))
        .execute();
    });
  }

  /** The last `limit` of them, oldest first. */
  list(limit: number): Promise<Result<FleetRecord[], FairleadError>> {
    return attempt(async () => {
      const rows = await this.#store.db
        .selectFrom("fleets")
        .select("json")
        .orderBy("id", "desc")
        .limit(limit)
        .execute();
      return rows.reverse().map(({ json }) => record.parse(JSON.parse(json)));
    });
  }
}
