import type { FairleadError } from "../../shared/errors.ts";
import type { Result } from "../../shared/result.ts";
import type { Secret } from "../base/secret.ts";

/** Somewhere secrets are kept by id: the keychain, the vault, or memory. */
export interface SecretPlace {
  readonly kind: "keychain" | "vault" | "memory";
  /** A copy, which the caller disposes of. "secret-missing" where there is none. */
  get(id: string): Promise<Result<Secret, FairleadError>>;
  /** Does not take the secret over. */
  set(id: string, secret: Secret): Promise<Result<void, FairleadError>>;
  /** Fine when there is none. */
  remove(id: string): Promise<Result<void, FairleadError>>;
}
