import { readFile } from "node:fs/promises";
import { join } from "node:path";
import type { CredentialEvent } from "../../shared/contract/credentials.ts";
import { type FairleadError, failure } from "../../shared/errors.ts";
import type { CredentialId } from "../../shared/ids.ts";
import { fail, ok, type Result } from "../../shared/result.ts";
import { Emitter } from "../base/emitter.ts";
import { newId } from "../base/new-id.ts";
import type { DataPaths, Environment } from "../base/paths.ts";
import type { Redactor } from "../base/redactor.ts";
import { Secret } from "../base/secret.ts";
import { CredentialIndex } from "./credential-index.ts";
import { Keyring } from "./keyring.ts";
import { MemorySecrets } from "./memory-secrets.ts";
import type { SecretPlace } from "./secret-place.ts";
import { Vault } from "./vault.ts";

export type CredentialsPlan = {
  paths: Pick<DataPaths, "home" | "vault">;
  environment: Environment;
  /** Learns every value that is read or set. */
  redactor: Redactor;
  /** Stands in for the keychain's probe. */
  probe?: (environment: Environment) => Promise<Result<SecretPlace, FairleadError>>;
  /** scrypt's N of a new vault; only tests make it cheaper. */
  vaultCost?: number;
};

/**
 * Secrets by id. New ones go to the keychain; where there is none, to the vault; where that does not exist either, to
 * memory for this run, and `status` says so. Nothing is ever written in plain text.
 */
export class Credentials implements AsyncDisposable {
  /** Said when `status` has changed. */
  readonly changed = new Emitter<void>();
  readonly #plan: CredentialsPlan;
  readonly #index: CredentialIndex;
  readonly #keychain: SecretPlace | null;
  readonly #memory = new MemorySecrets();
  readonly #memoryLabels = new Map<CredentialId, string>();
  #vault: Vault | null = null;
  #queue: Promise<unknown> = Promise.resolve();
  /** Why there is no keychain; empty when there is one. */
  readonly #noKeychain: string;
  /** What went wrong last, as a sentence; empty when nothing did. */
  #trouble = "";

  private constructor(
    plan: CredentialsPlan,
    index: CredentialIndex,
    keychain: Result<SecretPlace, FairleadError>,
  ) {
    this.#plan = plan;
    this.#index = index;
    this.#keychain = keychain.ok ? keychain.value : null;
    this.#noKeychain = keychain.ok ? "" : ` (${keychain.error.detail ?? keychain.error.code})`;
  }

  /** Probes the keychain (at most 5 s) and opens or makes the vault if FAIRLEAD_VAULT_PASSPHRASE_FILE names a passphrase. */
  static async open(plan: CredentialsPlan): Promise<Credentials> {
    const index = await CredentialIndex.open(join(plan.paths.home, "credentials.json"));
    const probe = plan.probe ?? ((environment) => Keyring.probe({ environment }));
    const credentials = new Credentials(plan, index, await probe(plan.environment));
    const passphraseFile = plan.environment["FAIRLEAD_VAULT_PASSPHRASE_FILE"];
    if (passphraseFile) await credentials.#unlockFromFile(passphraseFile);
    return credentials;
  }

  /** The keychain itself, for what is no credential of a person's; null where there is none. */
  get keychain(): SecretPlace | null {
    return this.#keychain;
  }

  /** Takes the secret over and wipes it. With an `id` that exists its value is replaced. */
  set(
    label: string,
    secret: Secret,
    id: CredentialId = newId("cred"),
  ): Promise<Result<CredentialId, FairleadError>> {
    return this.#inTurn(async () => {
      using value = secret;
      this.#learn(value);
      if (this.#locked()) return fail(failure("secret-locked"));
      const kept = await this.#keep(id, label, value);
      if (kept.ok) this.changed.emit();
      return kept.ok ? ok(id) : kept;
    });
  }

  /** A copy, which the caller disposes of. */
  async get(id: CredentialId): Promise<Result<Secret, FairleadError>> {
    const place = this.#placeOf(id);
    if (!place.ok) return place;
    const secret = await place.value.get(id);
    if (secret.ok) this.#learn(secret.value);
    return secret;
  }

  remove(id: CredentialId): Promise<Result<void, FairleadError>> {
    return this.#inTurn(async () => {
      const place = this.#placeOf(id);
      if (!place.ok) return place;
      const removed = await place.value.remove(id);
      if (!removed.ok) return removed;
      const forgotten = await this.#forget(id);
      this.changed.emit();
      return forgotten;
    });
  }

  /** Opens the vault, or makes one where there is none and moves there what was in memory. The passphrase stays the caller's. */
  unlock(passphrase: Secret): Promise<Result<void, FairleadError>> {
    return this.#inTurn(async () => {
      this.#learn(passphrase);
      const { paths, vaultCost } = this.#plan;
      const vault = await Vault.open(paths.vault, passphrase, vaultCost);
      if (!vault.ok) return vault;
      this.#vault?.[Symbol.dispose]();
      this.#vault = vault.value;
      this.#trouble = "";
      if (this.#keychain === null) await this.#moveFromMemory();
      this.changed.emit();
      return ok(undefined);
    });
  }

  /** Names only, never a value. */
  status(): CredentialEvent {
    const inMemory = [...this.#memoryLabels].map(([id, label]) => ({ id, label }));
    const onRecord = this.#index.list().filter((entry) => !this.#memoryLabels.has(entry.id));
    return {
      type: "credentials-changed",
      backend: this.#backend(),
      locked: this.#locked() || this.#someInLockedVault(),
      explanation: this.#explanation(),
      stored: [...onRecord.map(({ id, label }) => ({ id, label })), ...inMemory],
    };
  }

  /** Wipes what is in memory and locks the vault. */
  async [Symbol.asyncDispose](): Promise<void> {
    await this.#queue;
    this.#memory[Symbol.dispose]();
    this.#vault?.[Symbol.dispose]();
    this.#vault = null;
    this.changed[Symbol.dispose]();
  }

  #backend(): CredentialEvent["backend"] {
    if (this.#keychain !== null) return "keychain";
    return this.#vault !== null || Vault.exists(this.#plan.paths.vault) ? "vault" : "memory";
  }

  /** True when new secrets have to wait for the passphrase. */
  #locked(): boolean {
    return this.#backend() === "vault" && this.#vault === null;
  }

  #someInLockedVault(): boolean {
    return this.#vault === null && this.#index.list().some((entry) => entry.place === "vault");
  }

  #explanation(): string {
    const state = this.#stateInWords();
    return this.#trouble === "" ? state : `${state} ${this.#trouble}`;
  }

  #stateInWords(): string {
    const because = `because no keychain can be used${this.#noKeychain}`;
    switch (this.#backend()) {
      case "keychain":
        return "Secrets are kept in this computer's keychain.";
      case "vault":
        return this.#vault === null
          ? "The vault is locked. Enter its passphrase to use what is in it."
          : `Secrets are kept in an encrypted vault, ${because}.`;
      case "memory":
        return `Secrets are kept for this run only, ${because}. Set a passphrase to keep them in an encrypted vault.`;
    }
  }

  #placeOf(id: CredentialId): Result<SecretPlace, FairleadError> {
    if (this.#memory.has(id)) return ok(this.#memory);
    const entry = this.#index.find(id);
    if (entry === undefined) return fail(failure("secret-missing"));
    if (entry.place === "vault") {
      return this.#vault === null ? fail(failure("secret-locked")) : ok(this.#vault);
    }
    const detail = "it is in the keychain, which cannot be used now";
    return this.#keychain === null
      ? fail(failure("secret-unavailable", detail))
      : ok(this.#keychain);
  }

  /** Where the keychain fails after all, memory takes it, and the explanation says so. */
  async #keep(
    id: CredentialId,
    label: string,
    value: Secret,
  ): Promise<Result<void, FairleadError>> {
    const place = this.#keychain ?? this.#vault;
    if (place !== null && place.kind !== "memory") {
      const stored = await place.set(id, value);
      if (stored.ok) {
        await this.#memory.remove(id);
        this.#memoryLabels.delete(id);
        return await this.#index.put({ id, label, place: place.kind });
      }
      if (place.kind === "vault") return stored;
      this.#trouble = `"${label}" is kept for this run only: ${stored.error.detail ?? "no answer"}.`;
    }
    await this.#memory.set(id, value);
    this.#memoryLabels.set(id, label);
    return ok(undefined);
  }

  async #forget(id: CredentialId): Promise<Result<void, FairleadError>> {
    await this.#memory.remove(id);
    this.#memoryLabels.delete(id);
    return this.#index.find(id) === undefined ? ok(undefined) : await this.#index.remove(id);
  }

  async #moveFromMemory(): Promise<void> {
    for (const [id, label] of [...this.#memoryLabels]) {
      const secret = await this.#memory.get(id);
      if (!secret.ok) continue;
      using value = secret.value;
      await this.#keep(id, label, value);
    }
  }

  async #unlockFromFile(path: string): Promise<void> {
    let bytes: Buffer;
    try {
      bytes = await readFile(path);
    } catch (error) {
      this.#trouble = `The vault's passphrase file cannot be read: ${(error as Error).message}.`;
      return;
    }
    using whole = new Secret(bytes);
    using passphrase = new Secret(whole.reveal(withoutLineEnd));
    const unlocked = await this.unlock(passphrase);
    if (!unlocked.ok) this.#trouble = unlocked.error.sentence;
  }

  #learn(secret: Secret): void {
    this.#plan.redactor.learn(secret.reveal((bytes) => bytes.toString("utf8")));
  }

  /** One change after the other. */
  #inTurn<T>(work: () => Promise<T>): Promise<T> {
    const done = this.#queue.then(work);
    this.#queue = done.catch(() => undefined);
    return done;
  }
}

/** A copy without the line end that editors and `echo` leave. */
function withoutLineEnd(bytes: Buffer): Buffer {
  let end = bytes.length;
  while (end > 0 && (bytes[end - 1] === 0x0a || bytes[end - 1] === 0x0d)) end -= 1;
  return Buffer.from(bytes.subarray(0, end));
}
