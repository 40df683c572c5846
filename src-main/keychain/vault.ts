import { randomBytes } from "node:crypto";
import { existsSync } from "node:fs";
import { readFile } from "node:fs/promises";
import { z } from "zod";
import { type FairleadError, failure } from "../../shared/errors.ts";
import { fail, ok, type Result } from "../../shared/result.ts";
import { Secret } from "../base/secret.ts";
import { writePrivateFile } from "./private-file.ts";
import type { SecretPlace } from "./secret-place.ts";
import {
  deriveKey,
  newPassphraseKey,
  passphraseKey,
  seal,
  sealed,
  unseal,
  vaultVersion,
} from "./vault-crypto.ts";

const vaultFile = z.object({
  version: z.literal(vaultVersion),
  passphrase: passphraseKey,
  /** The data key under the passphrase's key. */
  key: sealed,
  entries: z.record(z.string(), sealed),
});
type VaultFile = z.infer<typeof vaultFile>;

const keyName = "key";
const usualCost = 2 ** 17;

/**
 * A file of secrets (0600): each AES-256-GCM under a random data key, that key under scrypt of the passphrase. Every
 * change is on disk before it is answered. Disposing locks it.
 */
export class Vault implements SecretPlace, Disposable {
  readonly kind = "vault";
  readonly #path: string;
  readonly #key: Secret;
  #file: VaultFile;

  private constructor(path: string, key: Secret, file: VaultFile) {
    this.#path = path;
    this.#key = key;
    this.#file = file;
  }

  static exists(path: string): boolean {
    return existsSync(path);
  }

  /**
   * Opens the vault, or makes one where there is no file. Fails with "secret-passphrase-wrong", or with "secret-damaged"
   * when the file is not a vault (it is left as it is). The passphrase stays the caller's.
   */
  static async open(
    path: string,
    passphrase: Secret,
    cost = usualCost,
  ): Promise<Result<Vault, FairleadError>> {
    if (!existsSync(path)) return await Vault.#make(path, passphrase, cost);
    const file = await readVault(path);
    if (!file.ok) return file;
    using wrapping = await deriveKey(passphrase, file.value.passphrase);
    const key = unseal(wrapping, keyName, file.value.key);
    if (key === null) return fail(failure("secret-passphrase-wrong"));
    return ok(new Vault(path, key, file.value));
  }

  static async #make(
    path: string,
    passphrase: Secret,
    cost: number,
  ): Promise<Result<Vault, FairleadError>> {
    const how = newPassphraseKey(cost);
    using wrapping = await deriveKey(passphrase, how);
    const key = new Secret(randomBytes(32));
    const file: VaultFile = {
      version: vaultVersion,
      passphrase: how,
      key: seal(wrapping, keyName, key),
      entries: {},
    };
    const written = await writePrivateFile(path, JSON.stringify(file));
    return written.ok ? ok(new Vault(path, key, file)) : written;
  }

  get(id: string): Promise<Result<Secret, FairleadError>> {
    const entry = this.#file.entries[id];
    if (entry === undefined) return Promise.resolve(fail(failure("secret-missing")));
    const secret = unseal(this.#key, id, entry);
    return Promise.resolve(secret === null ? fail(failure("secret-damaged")) : ok(secret));
  }

  async set(id: string, secret: Secret): Promise<Result<void, FairleadError>> {
    const entry = seal(this.#key, id, secret);
    return await this.#write({ ...this.#file.entries, [id]: entry });
  }

  async remove(id: string): Promise<Result<void, FairleadError>> {
    if (this.#file.entries[id] === undefined) return ok(undefined);
    const { [id]: _, ...entries } = this.#file.entries;
    return await this.#write(entries);
  }

  async #write(entries: VaultFile["entries"]): Promise<Result<void, FairleadError>> {
    const file = { ...this.#file, entries };
    const written = await writePrivateFile(this.#path, JSON.stringify(file));
    if (written.ok) this.#file = file;
    return written;
  }

  [Symbol.dispose](): void {
    this.#key[Symbol.dispose]();
  }
}

async function readVault(path: string): Promise<Result<VaultFile, FairleadError>> {
  let text: string;
  try {
    text = await readFile(path, "utf8");
  } catch (error) {
    return fail(failure("secret-damaged", (error as Error).message));
  }
  try {
    const parsed = vaultFile.safeParse(JSON.parse(text));
    if (parsed.success) return ok(parsed.data);
    return fail(failure("secret-damaged", `${path} is not a vault of version ${vaultVersion}`));
  } catch {
    return fail(failure("secret-damaged", `${path} is not JSON`));
  }
}
