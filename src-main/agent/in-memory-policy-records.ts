import type { Permission } from "../../shared/contract/policy.ts";
import { ok } from "../../shared/result.ts";
import type { PolicyParts } from "./policy-parts.ts";

/** Policy records without a database, for tests: what a restart would find stands in `kept`. */
export function inMemoryPolicyRecords() {
  const kept = {
    permissions: new Map<string, Permission>(),
    file: null as Parameters<PolicyParts["records"]["keepFile"]>[0] | null,
  };
  const records: PolicyParts["records"] = {
    list: async () => ok([...kept.permissions.values()]),
    put: async (permission) => {
      kept.permissions.set(permission.id, permission);
      return ok(undefined);
    },
    delete: async (id) => {
      kept.permissions.delete(id);
      return ok(undefined);
    },
    file: async () => ok(kept.file),
    keepFile: async (file) => {
      kept.file = file;
      return ok(undefined);
    },
  };
  return { kept, records };
}
