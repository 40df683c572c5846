import { generateKeyPairSync } from "node:crypto";
import { type FairleadError, failure } from "../../shared/errors.ts";
import { fail, ok, type Result } from "../../shared/result.ts";
import { Secret } from "../base/secret.ts";
import { HeadKey } from "./head.ts";

/** What is needed of a keychain. `get` hands out a copy that the caller disposes of; `set` does not take the secret over. */
export type KeyPlace = {
  get(id: string): Promise<Result<Secret, FairleadError>>;
  set(id: string, secret: Secret): Promise<Result<void, FairleadError>>;
};

/** Under which name the key of a data folder lies in the keychain. */
export const headKeyName = (installation: string): string => `audit-${installation}`;

/** The key, as it is in the keychain. "secret-missing" where there is none yet. */
export async function readHeadKey(
  place: KeyPlace,
  name: string,
): Promise<Result<HeadKey, FairleadError>> {
  const stored = await place.get(name);
  if (!stored.ok) return stored;
  using secret = stored.value;
  try {
    return ok(secret.reveal((bytes) => new HeadKey(bytes)));
  } catch {
    return fail(failure("secret-damaged", `the key of the audit, ${name}`));
  }
}

/** The key of this data folder, made at the first call. `made` says that it is new. */
export async function openHeadKey(
  place: KeyPlace,
  name: string,
): Promise<Result<{ key: HeadKey; made: boolean }, FairleadError>> {
  const found = await readHeadKey(place, name);
  if (found.ok) return ok({ key: found.value, made: false });
  if (found.error.code !== "secret-missing") return found;
  const { privateKey } = generateKeyPairSync("ed25519");
  using secret = new Secret(privateKey.export({ format: "der", type: "pkcs8" }));
  const stored = await place.set(name, secret);
  if (!stored.ok) return stored;
  const kept = await readHeadKey(place, name);
  return kept.ok ? ok({ key: kept.value, made: true }) : kept;
}
