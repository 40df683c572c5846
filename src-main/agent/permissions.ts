import type { Remember } from "../../shared/contract/approvals.ts";
import type { Permission } from "../../shared/contract/policy.ts";
import { covers, type PolicyPlace } from "../../shared/effective-mode.ts";
import { type FairleadError, failure } from "../../shared/errors.ts";
import type { PermissionId } from "../../shared/ids.ts";
import { fail, ok, type Result } from "../../shared/result.ts";
import { newId } from "../base/new-id.ts";
import { matchPattern, readPattern } from "../policy/patterns.ts";

/** Where permissions are kept; `PolicyRecords` of the store is one. */
export type PermissionStorage = {
  list(): Promise<Result<Permission[], FairleadError>>;
  put(permission: Permission): Promise<Result<void, FairleadError>>;
  delete(id: PermissionId): Promise<Result<void, FairleadError>>;
};

const dayMs = 24 * 60 * 60 * 1_000;
const mostPermissions = 1_000;

/** What persons have allowed for a host or a tag: kept across restarts, each until its end. */
export class Permissions {
  readonly #storage: PermissionStorage;
  readonly #now: () => number;
  readonly #permissions: Map<PermissionId, Permission>;

  private constructor(storage: PermissionStorage, now: () => number, kept: Permission[]) {
    this.#storage = storage;
    this.#now = now;
    this.#permissions = new Map(kept.map((each) => [each.id, each]));
  }

  /** Reads what is kept; what has ended is dropped for good. */
  static async open(
    storage: PermissionStorage,
    now: () => number,
  ): Promise<Result<Permissions, FairleadError>> {
    const kept = await storage.list();
    if (!kept.ok) return kept;
    const live = kept.value.filter(({ expiresAt }) => expiresAt > now());
    for (const each of kept.value) {
      if (!live.includes(each)) await storage.delete(each.id);
    }
    return ok(new Permissions(storage, now, live));
  }

  /** Those that have not ended. */
  list(): Permission[] {
    return [...this.#permissions.values()].filter(({ expiresAt }) => expiresAt > this.#now());
  }

  /** Keeps a pattern for a host or a tag that the act's host is or has; written before it holds. */
  async add(
    pattern: string,
    { days, scope }: Remember,
    place: PolicyPlace,
  ): Promise<Result<Permission, FairleadError>> {
    const tied = scope.kind === "host" || scope.kind === "tag";
    if (!tied || !covers(scope, place)) {
      return fail(failure("input-invalid", "a permission is tied to this host or one of its tags"));
    }
    if (typeof readPattern(pattern) === "string") return fail(failure("permission-unknown"));
    if (this.#permissions.size >= mostPermissions) {
      return fail(failure("input-invalid", `there are ${mostPermissions} permissions already`));
    }
    const now = this.#now();
    const known = this.list().find(
      (each) => each.pattern === pattern && JSON.stringify(each.scope) === JSON.stringify(scope),
    );
    const made: Permission = {
      id: known?.id ?? newId("perm", now),
      pattern,
      scope,
      createdAt: now,
      expiresAt: now + days * dayMs,
      used: known?.used ?? 0,
    };
    const put = await this.#storage.put(made);
    if (!put.ok) return put;
    this.#permissions.set(made.id, made);
    return ok(made);
  }

  /** The first that covers this command at this place. */
  find(tokens: readonly string[], place: PolicyPlace): Permission | null {
    for (const each of this.list()) {
      if (!covers(each.scope, place)) continue;
      const pattern = readPattern(each.pattern);
      if (typeof pattern === "string") continue;
      if (matchPattern(pattern, tokens, "narrow") === "yes") return each;
    }
    return null;
  }

  /** Counts a use; a count that cannot be written is lost, the permission is not. */
  async use(id: PermissionId): Promise<void> {
    const known = this.#permissions.get(id);
    if (known === undefined) return;
    const used = { ...known, used: known.used + 1 };
    this.#permissions.set(id, used);
    await this.#storage.put(used);
  }

  async forget(id: PermissionId): Promise<Result<Permission, FairleadError>> {
    const known = this.#permissions.get(id);
    if (known === undefined) return fail(failure("permission-unknown"));
    const deleted = await this.#storage.delete(id);
    if (!deleted.ok) return deleted;
    this.#permissions.delete(id);
    return ok(known);
  }
}
