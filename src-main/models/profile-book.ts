import { type ModelDraft, type ModelProfile, modelProfile } from "../../shared/contract/models.ts";
import { type FairleadError, failure } from "../../shared/errors.ts";
import type { CredentialId, ProfileId } from "../../shared/ids.ts";
import { fail, ok, type Result } from "../../shared/result.ts";
import type { Settings } from "../../shared/settings.ts";

type Book = Settings["models"];

export const practiceProfile: ModelProfile = {
  id: "model-practice",
  name: "Practice (no language model)",
  provider: "practice",
  /** Stands for wherever the built-in endpoint listens in this run. */
  baseUrl: "http://127.0.0.1/v1",
  model: "practice",
  key: { kind: "none" },
  toolsOff: [],
};

/** The book with this profile added, or changed where its id is known. The first profile becomes the active one. */
export function withProfile(book: Book, profile: ModelProfile): Book {
  const known = book.profiles.some(({ id }) => id === profile.id);
  return {
    active: book.active ?? profile.id,
    profiles: known
      ? book.profiles.map((one) => (one.id === profile.id ? profile : one))
      : [...book.profiles, profile],
  };
}

/** The book without this profile; the first of the others takes its place where it was the active one. */
export function withoutProfile(book: Book, id: ProfileId): Book {
  const profiles = book.profiles.filter((one) => one.id !== id);
  return { profiles, active: book.active === id ? (profiles[0]?.id ?? null) : book.active };
}

/**
 * The profile a draft describes. A key in the keychain stays with the address it was entered for: a draft can name it
 * only if a profile with the same origin has it already, so that no change of address takes a key elsewhere.
 */
export function profileOf(
  book: Book,
  { secret: _elsewhere, contextWindow, price, instructions, ...draft }: ModelDraft,
  id: ProfileId,
): Result<ModelProfile, FairleadError> {
  const known = book.profiles.find((one) => one.id === id);
  const { data, error } = modelProfile.safeParse({
    ...draft,
    toolsOff: draft.toolsOff ?? known?.toolsOff,
    contextWindow: asDrafted(contextWindow, known?.contextWindow),
    price: asDrafted(price, known?.price),
    instructions: asDrafted(instructions, known?.instructions) || undefined,
    id,
  });
  if (error) return fail(failure("input-invalid", error.issues[0]?.message));
  const { key } = data;
  if (key.kind === "keychain" && !entitled(book, key.credential, data.baseUrl)) {
    return fail(failure("model-key-elsewhere"));
  }
  return ok(data);
}

/** Left out it is as it was; null takes it away. */
function asDrafted<Value>(drafted: Value | null | undefined, known: Value | undefined) {
  return drafted === undefined ? known : (drafted ?? undefined);
}

function entitled(book: Book, credential: CredentialId, baseUrl: string): boolean {
  return book.profiles.some(
    (one) =>
      credentialOf(one) === credential && new URL(one.baseUrl).origin === new URL(baseUrl).origin,
  );
}

export function credentialOf(profile: ModelProfile | undefined): CredentialId | undefined {
  return profile?.key.kind === "keychain" ? profile.key.credential : undefined;
}
