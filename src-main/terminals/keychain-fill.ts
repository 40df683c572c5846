import type { Host } from "../../shared/contract/hosts.ts";
import type { FillOffer, NeedsInput } from "../../shared/contract/terminals.ts";
import { type FairleadError, failure } from "../../shared/errors.ts";
import { type CredentialId, type HostId, localHostId, type TerminalId } from "../../shared/ids.ts";
import { isSecretKind } from "../../shared/prompts/recorded-prompt.ts";
import { fail, ok, type Result } from "../../shared/result.ts";
import type { RecordAudit } from "../audit/journal.ts";
import type { Secret } from "../base/secret.ts";
import type { Terminal } from "./terminal.ts";

export type KeychainFillPlan = {
  terminals: { get(id: TerminalId): Terminal | undefined };
  hosts: { list(): Host[]; get(id: HostId): Host | undefined };
  credentials: {
    status(): { stored: readonly FillOffer[] };
    /** The caller disposes of the secret. */
    get(id: CredentialId): Promise<Result<Secret, FairleadError>>;
  };
  record: RecordAudit;
  /** The person's own folder, which a key's path may name as "~". */
  home: string;
};

export type FillOffers = { fitting: FillOffer[]; others: FillOffer[] };

/** Programs that ask for the password of whoever runs them, without always naming them. */
const askTheirUser: ReadonlySet<string | null> = new Set([
  "sudo",
  "sudo-rs",
  "sudo of Kylin",
  "doas",
]);

/** Answers questions for secrets in terminals with what is stored. Each use is a person's own act and is in the audit. */
export class KeychainFill {
  readonly #plan: KeychainFillPlan;

  constructor(plan: KeychainFillPlan) {
    this.#plan = plan;
  }

  /** Names only. Keys of models are none of them. */
  offers(id: TerminalId, question: number): Result<FillOffers, FairleadError> {
    const asked = this.#asked(id, question);
    if (!asked.ok) return asked;
    const { needs, terminal } = asked.value;
    const ids = this.#fitting(needs, terminal);
    const stored = this.#plan.credentials
      .status()
      .stored.filter(({ label }) => !label.startsWith("Model key: "));
    return ok({
      fitting: stored.filter((offer) => ids.has(offer.id)),
      others: stored.filter((offer) => !ids.has(offer.id)),
    });
  }

  /** `actor` is who consented, for the audit. */
  async fill(
    use: { id: TerminalId; question: number; credentialId: CredentialId },
    actor: string,
  ): Promise<Result<void, FairleadError>> {
    const asked = this.#asked(use.id, use.question);
    if (!asked.ok) return asked;
    const { needs, terminal } = asked.value;
    const { credentials, record } = this.#plan;
    const offer = credentials.status().stored.find((each) => each.id === use.credentialId);
    if (offer === undefined) return fail(failure("secret-missing"));
    return await terminal.fill(use.question, async () => {
      const { hostName, user } = terminal.actionTarget();
      const recorded = await record({
        kind: "secret-used",
        actor,
        target: `${user}@${hostName} ${use.id}`,
        detail: {
          name: `${offer.label} (${offer.id})`,
          purpose: "answer a question in a terminal",
          question: needs.text,
        },
      });
      return recorded.ok ? await credentials.get(offer.id) : recorded;
    });
  }

  #asked(
    id: TerminalId,
    question: number,
  ): Result<{ terminal: Terminal; needs: NeedsInput }, FairleadError> {
    const terminal = this.#plan.terminals.get(id);
    const needs = terminal?.info().needsInput ?? null;
    const isAsked = needs?.question === question && isSecretKind(needs.kind);
    // What was typed without a question stands there already, and nobody knows what is asked.
    if (terminal === undefined || !isAsked || needs.kind === "hidden") {
      return fail(failure("prompt-gone"));
    }
    return ok({ terminal, needs });
  }

  #fitting(needs: NeedsInput, terminal: Terminal): ReadonlySet<CredentialId> {
    const info = terminal.info();
    const host = this.#plan.hosts.get(info.hostId);
    // Inside something that cannot be seen another machine may ask.
    const isHere = info.integration !== "foreign";
    if (needs.kind === "passphrase") {
      return isHere && info.hostId === localHostId ? this.#ofKey(needs.path) : none;
    }
    if (needs.kind !== "password") return none;
    if (needs.program === "ssh") return this.#ofLogin(needs.user, needs.host);
    if (!isHere || host?.authentication.kind !== "password") return none;
    const isTheirs =
      needs.user === info.user || (needs.user === null && askTheirUser.has(needs.program));
    const { credential } = host.authentication;
    return isTheirs && credential !== undefined ? new Set([credential]) : none;
  }

  #ofKey(path: string | null): ReadonlySet<CredentialId> {
    const whole = (text: string) => text.replace(/^~(?=\/)/, this.#plan.home);
    return new Set(
      this.#plan.hosts.list().flatMap(({ authentication: by }) => {
        if (by.kind !== "key" || by.passphrase === undefined || path === null) return [];
        return whole(by.path) === whole(path) ? [by.passphrase] : [];
      }),
    );
  }

  #ofLogin(user: string | null, host: string | null): ReadonlySet<CredentialId> {
    return new Set(
      this.#plan.hosts.list().flatMap((each) => {
        const { address, authentication: by, name } = each;
        if (by.kind !== "password" || by.credential === undefined) return [];
        const isIt = each.user === user && (address === host || name === host);
        return isIt ? [by.credential] : [];
      }),
    );
  }
}

const none: ReadonlySet<CredentialId> = new Set();
