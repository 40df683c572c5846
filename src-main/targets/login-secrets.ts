import type { Authentication } from "../../shared/contract/hosts.ts";
import type { Question, QuestionAnswer } from "../../shared/contract/questions.ts";
import { type FairleadError, failure } from "../../shared/errors.ts";
import type { CredentialId } from "../../shared/ids.ts";
import { fail, ok, type Result } from "../../shared/result.ts";
import { Secret } from "../base/secret.ts";

/** Asks whoever sits in front; "cancel" when nobody will answer any more. */
export type AskPerson = (ask: Question["ask"], signal: AbortSignal) => Promise<QuestionAnswer>;

/** What a login needs of the credentials: get hands out a secret that the caller disposes of; set takes one over. */
export type CredentialAccess = {
  get(id: CredentialId): Promise<Result<Secret, FairleadError>>;
  set(
    label: string,
    secret: Secret,
    id?: CredentialId,
  ): Promise<Result<CredentialId, FairleadError>>;
};

export type LoginSecretsPlan = {
  /** user@address:port, for the label of what is stored. */
  endpoint: string;
  authentication: Authentication;
  credentials: CredentialAccess;
  ask: AskPerson;
  /** Told every secret that a person types, so that it is redacted from then on. */
  learn: (value: string) => void;
  /** Told when a stored secret now belongs to the host. */
  remembered: (authentication: Authentication) => void;
};

type Prompts = Omit<Extract<Question["ask"], { kind: "keyboard-interactive" }>, "kind">;

/**
 * The secrets of one login: the stored one first, else a person is asked. What they want remembered is stored only once
 * the host has let us in with it. Disposing wipes what was not stored.
 */
export class LoginSecrets implements Disposable {
  readonly #plan: LoginSecretsPlan;
  #storedTried = false;
  #toRemember: Secret | null = null;

  constructor(plan: LoginSecretsPlan) {
    this.#plan = plan;
  }

  /** `retry`: the host refused one already. The caller disposes of the secret. */
  async password(retry: boolean, signal: AbortSignal): Promise<Result<Secret, FairleadError>> {
    const { authentication } = this.#plan;
    const id = authentication.kind === "password" ? authentication.credential : undefined;
    return (await this.#stored(id)) ?? (await this.#ask({ kind: "password", retry }, signal));
  }

  /** The same for the passphrase of a private key. */
  async passphrase(
    path: string,
    retry: boolean,
    signal: AbortSignal,
  ): Promise<Result<Secret, FairleadError>> {
    const { authentication } = this.#plan;
    const id = authentication.kind === "key" ? authentication.passphrase : undefined;
    return (
      (await this.#stored(id)) ?? (await this.#ask({ kind: "passphrase", path, retry }, signal))
    );
  }

  /** One answer per prompt of the host. */
  async answers(prompts: Prompts, signal: AbortSignal): Promise<Result<string[], FairleadError>> {
    const answer = await this.#plan.ask({ kind: "keyboard-interactive", ...prompts }, signal);
    if (answer.kind !== "answers") return fail(cancelled(signal));
    const given = prompts.prompts.map((_, index) => answer.answers[index] ?? "");
    for (const [index, { echo }] of prompts.prompts.entries()) {
      if (!echo) this.#plan.learn(given[index] ?? "");
    }
    return ok(given);
  }

  /** Stores what was to be remembered; call after the host has let us in. */
  async keepRemembered(): Promise<void> {
    const secret = this.#toRemember;
    this.#toRemember = null;
    if (secret === null) return;
    const { authentication, credentials, endpoint, remembered } = this.#plan;
    if (authentication.kind === "password") {
      const id = await credentials.set(
        `password of ${endpoint}`,
        secret,
        authentication.credential,
      );
      if (id.ok) remembered({ ...authentication, credential: id.value });
    } else if (authentication.kind === "key") {
      const label = `passphrase of ${authentication.path}`;
      const id = await credentials.set(label, secret, authentication.passphrase);
      if (id.ok) remembered({ ...authentication, passphrase: id.value });
    } else {
      secret[Symbol.dispose]();
    }
  }

  [Symbol.dispose](): void {
    this.#toRemember?.[Symbol.dispose]();
    this.#toRemember = null;
  }

  /** Null when there is none, or none that can be read now, or it was tried already. */
  async #stored(id: CredentialId | undefined): Promise<Result<Secret, never> | null> {
    if (this.#storedTried || id === undefined) return null;
    this.#storedTried = true;
    const stored = await this.#plan.credentials.get(id);
    return stored.ok ? stored : null;
  }

  async #ask(ask: Question["ask"], signal: AbortSignal): Promise<Result<Secret, FairleadError>> {
    const retry = this.#storedTried && "retry" in ask ? { ...ask, retry: true } : ask;
    const answer = await this.#plan.ask(retry, signal);
    if (answer.kind !== "secret") return fail(cancelled(signal));
    this.#plan.learn(answer.secret);
    this.#toRemember?.[Symbol.dispose]();
    this.#toRemember = answer.remember ? Secret.fromText(answer.secret) : null;
    return ok(Secret.fromText(answer.secret));
  }
}

const cancelled = (signal: AbortSignal) => failure(signal.aborted ? "aborted" : "auth-cancelled");
