import { type FairleadError, failure } from "../../shared/errors.ts";
import { fail, ok, type Result } from "../../shared/result.ts";
import type { Secret } from "../base/secret.ts";
import type { SecretPlace } from "./secret-place.ts";

/** Secrets for this run only; disposing wipes them. */
export class MemorySecrets implements SecretPlace, Disposable {
  readonly kind: SecretPlace["kind"] = "memory";
  readonly #secrets = new Map<string, Secret>();

  ids(): string[] {
    return [...this.#secrets.keys()];
  }

  has(id: string): boolean {
    return this.#secrets.has(id);
  }

  get(id: string): Promise<Result<Secret, FairleadError>> {
    const secret = this.#secrets.get(id);
    return Promise.resolve(
      secret === undefined ? fail(failure("secret-missing")) : ok(secret.copy()),
    );
  }

  set(id: string, secret: Secret): Promise<Result<void, FairleadError>> {
    this.#secrets.get(id)?.[Symbol.dispose]();
    this.#secrets.set(id, secret.copy());
    return Promise.resolve(ok(undefined));
  }

  remove(id: string): Promise<Result<void, FairleadError>> {
    this.#secrets.get(id)?.[Symbol.dispose]();
    this.#secrets.delete(id);
    return Promise.resolve(ok(undefined));
  }

  [Symbol.dispose](): void {
    for (const secret of this.#secrets.values()) secret[Symbol.dispose]();
    this.#secrets.clear();
  }
}
