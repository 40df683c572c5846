import type { RecordAudit } from "../../audit/journal.ts";

/** Refusals are gathered for so long, so that whoever knocks without end cannot fill the disk. */
const gatherMs = 60_000;

type Client = { address: string; userAgent: string };

/** Puts into the audit who was let in as a window, and who was not. */
export class LoginNotes {
  readonly #record: RecordAudit;
  readonly #now: () => number;
  #saidAt = Number.NEGATIVE_INFINITY;
  #unsaid = 0;

  constructor(record: RecordAudit, now: () => number = Date.now) {
    this.#record = record;
    this.#now = now;
  }

  granted({ address, userAgent }: Client): void {
    const detail = { door: "window", address, userAgent: userAgent.slice(0, 300) };
    void this.#record({ kind: "login", actor: "window", detail });
  }

  /** The first is said at once; those within the minute after it with the next one. */
  refused({ address, userAgent }: Client): void {
    if (this.#now() - this.#saidAt < gatherMs) {
      this.#unsaid += 1;
      return;
    }
    const detail = {
      door: "window",
      address,
      userAgent: userAgent.slice(0, 300),
      refusedBefore: this.#unsaid,
    };
    this.#saidAt = this.#now();
    this.#unsaid = 0;
    void this.#record({ kind: "login-refused", actor: "unknown", detail });
  }
}
