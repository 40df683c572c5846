import { sql } from "kysely";
import { type Run, run } from "../../shared/contract/terminals.ts";
import type { FairleadError } from "../../shared/errors.ts";
import type { RunId, TerminalId } from "../../shared/ids.ts";
import { ok, type Result } from "../../shared/result.ts";
import { attempt, type Store } from "./store.ts";

/** A run and the shell's command count by which its end can be recognised after a crash. */
export type RunRecord = { run: Run; expectedCount: number | null };

/** Commands on record with their output. Written before the first byte is sent and at every change of state. */
export class RunRecords {
  readonly #store: Store;

  constructor(store: Store) {
    this.#store = store;
  }

  /** Adds the run or replaces it; `output` left out keeps what is there. */
  put(record: RunRecord, output?: string): Promise<Result<void, FairleadError>> {
    const values = {
      terminal_id: record.run.terminalId,
      host_id: record.run.hostId,
      json: JSON.stringify(record.run),
      expected_count: record.expectedCount,
      ...(output === undefined ? {} : { output }),
    };
    return attempt(async () => {
      await this.#store.db
        .insertInto("runs")
        .values({ id: record.run.id, output: "", ...values })
        .onConflict((conflict) => conflict.column("id").doUpdateSet(values))
        .execute();
    });
  }

  /** Adds or replaces all of them at once, each with its output: one commit. */
  putAll(
    records: readonly (RunRecord & { output: string })[],
  ): Promise<Result<void, FairleadError>> {
    if (records.length === 0) return Promise.resolve(ok(undefined));
    const values = records.map(({ expectedCount, output, run }) => ({
      id: run.id,
      terminal_id: run.terminalId,
      host_id: run.hostId,
      json: JSON.stringify(run),
      expected_count: expectedCount,
      output,
    }));
    return attempt(async () => {
      await this.#store.db
        .insertInto("runs")
        .values(values)
        .onConflict((conflict) =>
          conflict.column("id").doUpdateSet((row) => ({
            json: row.ref("excluded.json"),
            output: row.ref("excluded.output"),
          })),
        )
        .execute();
    });
  }

  get(id: RunId): Promise<Result<RunRecord | null, FairleadError>> {
    return attempt(async () => {
      const row = await this.#store.db
        .selectFrom("runs")
        .select(["json", "expected_count"])
        .where("id", "=", id)
        .executeTakeFirst();
      return row === undefined ? null : asRecord(row);
    });
  }

  /** The runs of a terminal, or of all, oldest first. */
  list(terminalId?: TerminalId): Promise<Result<RunRecord[], FairleadError>> {
    return attempt(async () => {
      let query = this.#store.db.selectFrom("runs").select(["json", "expected_count"]);
      if (terminalId !== undefined) query = query.where("terminal_id", "=", terminalId);
      return (await query.orderBy("id").execute()).map(asRecord);
    });
  }

  /** Sets what is remembered of a terminal's older commands, and drops some of their records. All of it or nothing. */
  fold(
    terminalId: TerminalId,
    memory: unknown,
    dropped: readonly RunId[],
  ): Promise<Result<void, FairleadError>> {
    const json = JSON.stringify(memory);
    return attempt(() =>
      this.#store.db.transaction().execute(async (transaction) => {
        await transaction
          .insertInto("terminal_memories")
          .values({ terminal_id: terminalId, json })
          .onConflict((conflict) => conflict.column("terminal_id").doUpdateSet({ json }))
          .execute();
        if (dropped.length === 0) return;
        await transaction.deleteFrom("runs").where("id", "in", dropped).execute();
      }),
    );
  }

  /** What is remembered of each terminal. */
  memories(): Promise<Result<{ terminalId: TerminalId; memory: unknown }[], FairleadError>> {
    return attempt(async () => {
      const rows = await this.#store.db.selectFrom("terminal_memories").selectAll().execute();
      return rows.map(({ terminal_id, json }) => ({
        terminalId: terminal_id,
        memory: JSON.parse(json) as unknown,
      }));
    });
  }

  /** Drops the memory of a terminal that is closed, and the records of what a person ran in it. */
  forget(terminalId: TerminalId): Promise<Result<void, FairleadError>> {
    return attempt(() =>
      this.#store.db.transaction().execute(async (transaction) => {
        await transaction
          .deleteFrom("terminal_memories")
          .where("terminal_id", "=", terminalId)
          .execute();
        await transaction
          .deleteFrom("runs")
          .where("terminal_id", "=", terminalId)
          .where(sql`json ->> '$.origin'`, "=", "person")
          .execute();
      }),
    );
  }

  /** Output of one run by character range; `total` is 0 where nothing is on record. */
  output(
    id: RunId,
    from: number,
    limit: number,
  ): Promise<Result<{ text: string; total: number }, FairleadError>> {
    return attempt(async () => {
      const row = await this.#store.db
        .selectFrom("runs")
        .select("output")
        .where("id", "=", id)
        .executeTakeFirst();
      const text = row?.output ?? "";
      return { text: text.slice(from, from + limit), total: text.length };
    });
  }
}

function asRecord(row: { json: string; expected_count: number | null }): RunRecord {
  return { run: run.parse(JSON.parse(row.json)), expectedCount: row.expected_count };
}
