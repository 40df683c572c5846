import { constants } from "node:fs";
import { open } from "node:fs/promises";
import { isAbsolute, join } from "node:path";
import type { KeySource } from "../../shared/contract/models.ts";
import { type FairleadError, failure } from "../../shared/errors.ts";
import type { CredentialId } from "../../shared/ids.ts";
import { fail, ok, type Result } from "../../shared/result.ts";
import type { Environment } from "../base/paths.ts";
import type { Redactor } from "../base/redactor.ts";
import { Secret } from "../base/secret.ts";

type Answer<T> = Promise<Result<T, FairleadError>> | Result<T, FairleadError>;

/** What models need of the keychain. */
export type ModelKeychain = {
  /** The caller disposes of the secret. */
  get(id: CredentialId): Answer<Secret>;
  /** Takes the secret over. */
  set(label: string, secret: Secret, id?: CredentialId): Answer<CredentialId>;
  remove(id: CredentialId): Answer<void>;
};

export type KeyPlaces = { keychain: ModelKeychain; environment: Environment; redactor: Redactor };

const largestFile = 65_536;

/** The key from its one source, known to the redactor from then on; null where none is wanted. The caller disposes of it. */
export async function resolveKey(
  source: KeySource,
  places: KeyPlaces,
): Promise<Result<Secret | null, FairleadError>> {
  switch (source.kind) {
    case "none":
      return ok(null);
    case "keychain": {
      const stored = await places.keychain.get(source.credential);
      if (!stored.ok) return stored;
      using secret = stored.value;
      return usable(
        secret.reveal((bytes) => bytes.toString("utf8")),
        "the keychain",
        places,
      );
    }
    case "environment": {
      const text = places.environment[source.variable] ?? "";
      return usable(text, `the variable ${source.variable}`, places);
    }
    case "file":
      return fromFile(source.path, places);
  }
}

async function fromFile(
  path: string,
  places: KeyPlaces,
): Promise<Result<Secret | null, FairleadError>> {
  const home = places.environment["HOME"] || places.environment["USERPROFILE"] || "";
  const full = path.startsWith("~/") ? join(home, path.slice(2)) : path;
  if (!isAbsolute(full)) {
    return fail(failure("model-key-missing", `${path} is not an absolute path`));
  }
  try {
    // Without waiting: a pipe nobody writes to would hold the turn for ever.
    await using file = await open(full, constants.O_RDONLY | (constants.O_NONBLOCK ?? 0));
    const { size } = await file.stat();
    if (!(await file.stat()).isFile() || size > largestFile) {
      return fail(failure("model-key-missing", `${full} is not a file with a key`));
    }
    return usable(await file.readFile("utf8"), full, places);
  } catch (error) {
    const code = (error as NodeJS.ErrnoException).code ?? "";
    return fail(failure("model-key-missing", `${full} cannot be read (${code})`));
  }
}

/** White space around a key is never part of it; what cannot stand in a header is said before it fails obscurely. */
function usable(
  text: string,
  place: string,
  { redactor }: KeyPlaces,
): Result<Secret, FairleadError> {
  const key = text.trim();
  if (key === "") return fail(failure("model-key-missing", `${place} is empty or not set`));
  redactor.learn(key);
  if (/^[\x21-\x7e]+$/.test(key)) return ok(Secret.fromText(key));
  const what = "the key holds characters that no key has (spaces, line breaks, accents)";
  return fail(failure("model-key-missing", `${place}: ${what}`));
}
