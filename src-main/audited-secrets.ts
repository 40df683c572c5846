import { type FairleadError, failure } from "../shared/errors.ts";
import type { CredentialId } from "../shared/ids.ts";
import { fail, type Result } from "../shared/result.ts";
import type { RecordAudit } from "./audit/journal.ts";
import type { Secret } from "./base/secret.ts";
import type { Credentials } from "./keychain/credentials.ts";

/** What logins and models need of the credentials. */
type Access = {
  get(id: CredentialId): Promise<Result<Secret, FairleadError>>;
  set: Credentials["set"];
  remove: Credentials["remove"];
};

/** The credentials for one purpose. That one is read is in the audit, by its name, before it is: else it is not read. */
export function auditedSecrets(
  credentials: Pick<Credentials, "get" | "set" | "remove" | "status">,
  record: RecordAudit,
  purpose: "login" | "model" | "webhook",
): Access {
  return {
    get: async (id) => {
      const name = credentials.status().stored.find((stored) => stored.id === id)?.label ?? "";
      const detail = { name: `${name} (${id})`, purpose };
      const recorded = await record({ kind: "secret-used", actor: "fairlead", detail });
      return recorded.ok ? await credentials.get(id) : recorded;
    },
    set: (label, secret, id) => credentials.set(label, secret, id),
    remove: (id) => credentials.remove(id),
  };
}

/** Secrets by the name a person gave them; "secret-missing" where none or several have it. */
export function secretNamed(
  credentials: Pick<Credentials, "status">,
  { get }: Pick<Access, "get">,
): (name: string) => Promise<Result<Secret, FairleadError>> {
  return async (name) => {
    const [found, another] = credentials
      .status()
      .stored.filter(({ id, label }) => name === label || name === id);
    if (found !== undefined && another === undefined) return await get(found.id);
    return fail(failure("secret-missing", name));
  };
}
