import { type Permission, permission } from "../../shared/contract/policy.ts";
import type { FairleadError } from "../../shared/errors.ts";
import type { PermissionId } from "../../shared/ids.ts";
import type { Result } from "../../shared/result.ts";
import type { KeptPolicyFile } from "./policy-file.ts";
import { attempt, type Store } from "./store.ts";

/** What the policy must know again after a restart: permissions, and which policy file was in force. */
export class PolicyRecords {
  readonly #store: Store;

  constructor(store: Store) {
    this.#store = store;
  }

  /** What persons have allowed for good, oldest first. */
  list(): Promise<Result<Permission[], FairleadError>> {
    return attempt(async () => {
      const rows = await this.#store.db
        .selectFrom("permissions")
        .select(["json", "used"])
        .orderBy("id")
        .execute();
      return rows.map(({ json, used }) => permission.parse({ ...JSON.parse(json), used }));
    });
  }

  /** Adds the permission, or replaces the one with its id. */
  put({ used, ...value }: Permission): Promise<Result<void, FairleadError>> {
    const json = JSON.stringify(value);
    return attempt(async () => {
      await this.#store.db
        .insertInto("permissions")
        .values({ id: value.id, json, used })
        .onConflict((conflict) => conflict.column("id").doUpdateSet({ json, used }))
        .execute();
    });
  }

  delete(id: PermissionId): Promise<Result<void, FairleadError>> {
    return attempt(async () => {
      await this.#store.db.deleteFrom("permissions").where("id", "=", id).execute();
    });
  }

  /** The policy file that was in force, and whether another one waits; null = never kept. */
  file(): Promise<Result<KeptPolicyFile | null, FairleadError>> {
    return attempt(async () => {
      const row = await this.#store.db
        .selectFrom("policy_file")
        .select(["text", "waiting"])
        .executeTakeFirst();
      return row === undefined ? null : { text: row.text, waiting: row.waiting === 1 };
    });
  }

  keepFile({ text, waiting }: KeptPolicyFile): Promise<Result<void, FairleadError>> {
    const values = { text, waiting: waiting ? 1 : 0 } as const;
    return attempt(async () => {
      await this.#store.db
        .insertInto("policy_file")
        .values({ id: 1, ...values })
        .onConflict((conflict) => conflict.column("id").doUpdateSet(values))
        .execute();
    });
  }
}
