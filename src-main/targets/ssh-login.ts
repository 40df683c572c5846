import type { AnyAuthMethod, AuthenticationType, Prompt } from "ssh2";
import type { Authentication } from "../../shared/contract/hosts.ts";
import { type FairleadError, failure } from "../../shared/errors.ts";
import type { Result } from "../../shared/result.ts";
import type { Secret } from "../base/secret.ts";
import type { LoginSecrets } from "./login-secrets.ts";
import { agentIdentities } from "./ssh-agent-keys.ts";
import { loadKey } from "./ssh-key-file.ts";

const attemptsPerMethod = 3;

export type LoginPlan = {
  user: string;
  authentication: Authentication;
  /** The person's home, for `~/` in a key's path. */
  home: string;
  /** SSH_AUTH_SOCK; undefined where there is no agent. */
  agentSocket: string | undefined;
  /** Where passwords, passphrases and answers come from. */
  secrets: LoginSecrets;
};

/**
 * The order of login attempts, as ssh2 asks for them: "none" (which tells what the host offers), then exactly the way the
 * host is set to, then whatever further factor the host demands of a login that it has half accepted. Nothing else is
 * tried: no other key and no password goes to a host that was not meant to get it.
 */
export class SshLogin implements Disposable {
  /** Why no further attempt is made; null while the host's own word is all there is to say. */
  failure: FairleadError | null = null;
  readonly #plan: LoginPlan;
  readonly #signal: AbortSignal;
  readonly #owned = new DisposableStack();
  readonly #tried: string[] = [];
  #offered: readonly string[] = [];
  /** Before any attempt; after some wrong ones a host may offer less. */
  #firstOffer: readonly string[] | null = null;
  #firstFactorDone = false;
  #keyTried = false;
  #password: Secret | null = null;

  constructor(plan: LoginPlan, signal: AbortSignal) {
    this.#plan = plan;
    this.#signal = signal;
  }

  /** Who logs in, as ssh2 wants it beside every attempt. */
  get user(): string {
    return this.#plan.user;
  }

  /** The next attempt; false when there is none. */
  async next(
    offered: readonly AuthenticationType[] | null,
    partialSuccess: boolean | null,
  ): Promise<AnyAuthMethod | false> {
    if (offered === null) return { type: "none", username: this.#plan.user };
    this.#offered = offered;
    this.#firstOffer ??= offered;
    if (partialSuccess === true) this.#firstFactorDone = true;
    if (this.failure !== null) return false;
    if (this.#firstFactorDone) return await this.#furtherFactor();
    const { authentication } = this.#plan;
    switch (authentication.kind) {
      case "agent":
        return await this.#agent();
      case "key":
        return await this.#key(authentication.path);
      case "password":
        return await this.#passwordAttempt();
      case "interactive":
        return this.#interactive();
    }
  }

  /** What the host was shown and what it would have taken, for the detail of "auth-failed". */
  refusal(): FairleadError {
    const tried = this.#tried.length === 0 ? "nothing" : this.#tried.join(", ");
    const offered = (this.#firstOffer ?? []).join(", ");
    return failure("auth-failed", `tried: ${tried}; the host offers: ${offered}`);
  }

  /** The host let us in: what the person wanted remembered is stored. */
  async succeeded(): Promise<void> {
    await this.#plan.secrets.keepRemembered();
  }

  [Symbol.dispose](): void {
    this.#owned.dispose();
  }

  async #agent(): Promise<AnyAuthMethod | false> {
    if (this.#keyTried || !this.#takes("publickey", "agent")) return false;
    this.#keyTried = true;
    const identities = await agentIdentities(this.#plan.agentSocket, this.#signal);
    if (!identities.ok) return this.#stop(identities.error);
    if (identities.value.keys.length === 0) {
      return this.#stop(failure("agent-unavailable", "the agent holds no key"));
    }
    this.#tried.push(`${identities.value.keys.length} key(s) of the agent`);
    return { type: "agent", username: this.#plan.user, agent: identities.value.agent };
  }

  async #key(path: string): Promise<AnyAuthMethod | false> {
    if (this.#keyTried || !this.#takes("publickey")) return false;
    this.#keyTried = true;
    const { agentSocket, home, secrets, user } = this.#plan;
    const key = await loadKey({ path, home, agentSocket, secrets }, this.#signal);
    if (!key.ok) return this.#stop(key.error);
    this.#tried.push(`the key ${path}`);
    return key.value.kind === "agent"
      ? { type: "agent", username: user, agent: key.value.agent }
      : { type: "publickey", username: user, key: key.value.key };
  }

  /** A host without method "password" asks for it by keyboard-interactive; the one hidden prompt then gets it. */
  async #passwordAttempt(): Promise<AnyAuthMethod | false> {
    const method = this.#offers("password") ? "password" : "keyboard-interactive";
    if (!this.#takes(method) || this.#count(method) >= attemptsPerMethod) return false;
    const password = await this.#plan.secrets.password(this.#tried.length > 0, this.#signal);
    if (!password.ok) return this.#stop(password.error);
    if (this.#signal.aborted) {
      password.value[Symbol.dispose]();
      return this.#stop(failure("aborted"));
    }
    this.#password = this.#owned.use(password.value);
    this.#tried.push(method);
    if (method === "keyboard-interactive") return this.#prompts();
    return this.#password.reveal((bytes) => ({
      type: "password",
      username: this.#plan.user,
      // ssh2 takes bytes too, which can be wiped; its types know text only.
      password: bytes as unknown as string,
    }));
  }

  #interactive(): AnyAuthMethod | false {
    const method = "keyboard-interactive";
    if (!this.#takes(method) || this.#count(method) >= attemptsPerMethod) return false;
    this.#tried.push(method);
    return this.#prompts();
  }

  async #furtherFactor(): Promise<AnyAuthMethod | false> {
    if (this.#offers("keyboard-interactive")) return this.#interactive();
    if (this.#offers("password")) return await this.#passwordAttempt();
    return false;
  }

  #prompts(): AnyAuthMethod {
    return {
      type: "keyboard-interactive",
      username: this.#plan.user,
      prompt: (title, instructions, _language, prompts, finish) => {
        void this.#answers(title, instructions, prompts).then(finish);
      },
    };
  }

  /** Never rejects. Empty answers after a cancel: the connection ends by `failure` at the host's next word. */
  async #answers(title: string, instructions: string, prompts: Prompt[]): Promise<string[]> {
    const password = this.#password;
    this.#password = null;
    if (password !== null && prompts.length === 1 && prompts[0]?.echo !== true) {
      return [password.reveal((bytes) => bytes.toString("utf8"))];
    }
    const answers: Result<string[], FairleadError> = await this.#plan.secrets.answers(
      {
        title,
        instructions,
        prompts: prompts.map((each) => ({ text: each.prompt, echo: each.echo === true })),
      },
      this.#signal,
    );
    if (answers.ok) return answers.value;
    this.failure = answers.error;
    return prompts.map(() => "");
  }

  #count(method: string): number {
    return this.#tried.filter((each) => each === method).length;
  }

  #offers(method: string): boolean {
    return this.#offered.includes(method);
  }

  /** False, with the reason, when the host does not take this method at all. */
  #takes(method: string, name = method): boolean {
    if (this.#offers(method)) return true;
    if (this.#tried.length === 0) {
      const offered = this.#offered.join(", ");
      this.failure = failure(
        "auth-failed",
        `the host does not take ${name}; it offers: ${offered}`,
      );
    }
    return false;
  }

  #stop(reason: FairleadError): false {
    this.failure = reason;
    return false;
  }
}
