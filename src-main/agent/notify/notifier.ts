import type { FairleadError } from "../../../shared/errors.ts";
import type { Result } from "../../../shared/result.ts";
import type { RecordAudit } from "../../audit/journal.ts";
import { pause } from "../../base/abort.ts";
import type { Secret } from "../../base/secret.ts";
import type { NotifyRules } from "../../policy/policy-rules.ts";
import type { Approvals, QuestionEvent } from "../approvals.ts";
import { noticeOf } from "./notice.ts";
import { runNotifyCommand } from "./notify-command.ts";
import { postSigned } from "./webhook.ts";

/** How long the last notices may take when the app ends, in milliseconds. */
const graceMs = 2_000;

export type NotifierParts = {
  approvals: Pick<Approvals, "events">;
  /** Read for every notice. */
  rules: () => Pick<NotifyRules, "command" | "webhook">;
  /** The secret of that name; whoever asks disposes of it. */
  secretOf: (name: string) => Promise<Result<Secret, FairleadError>>;
  /** What the program of `rules` sees of the environment. */
  environment: Record<string, string>;
  record: RecordAudit;
  redact: (text: string) => string;
  /** Milliseconds since the epoch. */
  now?: () => number;
};

/**
 * Tells of waiting questions elsewhere, and when they are closed: by a signed webhook, by a program. It answers nothing and
 * holds nothing up; what could not be told is in the audit. Disposing gives up what is still under way after 2 s.
 */
export class Notifier implements AsyncDisposable {
  readonly #parts: NotifierParts;
  readonly #over = new AbortController();
  readonly #listening: Disposable;
  readonly #telling = new Set<Promise<void>>();

  constructor(parts: NotifierParts) {
    this.#parts = parts;
    this.#listening = parts.approvals.events.on((event) => this.#tell(event));
  }

  #tell(event: QuestionEvent): void {
    const { command, webhook } = this.#parts.rules();
    const body = JSON.stringify(noticeOf(event, this.#parts.redact));
    if (webhook !== null) {
      this.#keep(this.#record(event, "webhook", this.#post(webhook, body)));
    }
    if (command !== null) {
      const { environment } = this.#parts;
      const running = runNotifyCommand(
        { argv: command, environment, input: body },
        this.#over.signal,
      );
      this.#keep(this.#record(event, "command", running));
    }
  }

  async #post(
    { secret: name, url }: NonNullable<NotifyRules["webhook"]>,
    body: string,
  ): Promise<Result<void, FairleadError>> {
    const found = await this.#parts.secretOf(name);
    if (!found.ok) return found;
    using secret = found.value;
    const now = (this.#parts.now ?? Date.now)();
    return await postSigned({ url, secret, body, now }, this.#over.signal);
  }

  async #record(
    { approval, type }: QuestionEvent,
    channel: "webhook" | "command",
    telling: Promise<Result<void, FairleadError>>,
  ): Promise<void> {
    const told = await telling;
    const detail = { channel, event: type, approval: approval.id };
    await this.#parts.record({
      kind: "notification",
      actor: "fairlead",
      request: approval.itemId,
      target: approval.target.hostName,
      detail: told.ok
        ? { ...detail, state: "told" }
        : { ...detail, state: "failed", because: told.error.detail ?? told.error.sentence },
    });
  }

  #keep(telling: Promise<void>): void {
    this.#telling.add(telling);
    void telling.finally(() => this.#telling.delete(telling));
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#listening[Symbol.dispose]();
    const told = Promise.all(this.#telling);
    const waiting = new AbortController();
    await Promise.race([told, pause(graceMs, waiting.signal)]);
    waiting.abort();
    this.#over.abort();
    await told;
  }
}
