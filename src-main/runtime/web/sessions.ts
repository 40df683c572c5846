import { createHash, randomBytes, timingSafeEqual } from "node:crypto";
import type { WebSession } from "../../../shared/web-endpoints.ts";
import { Emitter } from "../../base/emitter.ts";

/** Of one token. A browser's "open again", a second window and a slip of the hand are in it. */
const exchangesPerToken = 5;
const tokenLifeMs = 10 * 60_000;
/** URLs that are good at the same time. */
const tokensAtOnce = 8;

type Token = { digest: Buffer; diesAt: number; exchangesLeft: number };
export type Session = Omit<WebSession, "current" | "connected">;
type Kept = Session & { digest: Buffer };

/**
 * Who may use the web runtime. A token comes by URL and is good for a few exchanges in its first minutes; an exchange
 * gives a session its secret, which is good until the session is revoked or the process ends. Only digests are kept, and
 * they are compared in constant time.
 */
export class WebSessions implements Disposable {
  /** Every exchange, to be shown to a person. */
  readonly opened = new Emitter<Session>();
  /** The id of a session whose connections must be closed. */
  readonly revoked = new Emitter<string>();
  readonly #now: () => number;
  readonly #sessions = new Map<string, Kept>();
  #tokens: Token[] = [];

  constructor(now: () => number = Date.now) {
    this.#now = now;
  }

  /** A token for one more URL. */
  newToken(): string {
    const token = randomText();
    const alive = this.#tokens.filter((one) => one.diesAt > this.#now() && one.exchangesLeft > 0);
    this.#tokens = [
      ...alive.slice(1 - tokensAtOnce),
      {
        digest: digestOf(token),
        diesAt: this.#now() + tokenLifeMs,
        exchangesLeft: exchangesPerToken,
      },
    ];
    return token;
  }

  /** The secret of a new session; null where the token is wrong, used up or too old. */
  exchange(token: string, from: { address: string; userAgent: string }): string | null {
    const digest = digestOf(token);
    const match = this.#tokens.filter((one) => timingSafeEqual(one.digest, digest))[0];
    if (match === undefined || match.diesAt <= this.#now() || match.exchangesLeft <= 0) return null;
    match.exchangesLeft -= 1;
    const secret = randomText();
    const session: Kept = {
      id: randomBytes(6).toString("hex"),
      createdAt: this.#now(),
      usedAt: this.#now(),
      address: from.address,
      userAgent: from.userAgent.slice(0, 300),
      digest: digestOf(secret),
    };
    this.#sessions.set(session.id, session);
    this.opened.emit(shown(session));
    return secret;
  }

  /** The session of a secret, or null. */
  check(secret: string | null): Session | null {
    if (secret === null) return null;
    const digest = digestOf(secret);
    const match = [...this.#sessions.values()].filter((one) =>
      timingSafeEqual(one.digest, digest),
    )[0];
    if (match === undefined) return null;
    match.usedAt = this.#now();
    return shown(match);
  }

  /** Its page was here until now. */
  seen(id: string): void {
    const known = this.#sessions.get(id);
    if (known !== undefined) known.usedAt = this.#now();
  }

  list(): Session[] {
    return [...this.#sessions.values()].map(shown);
  }

  /** False where there is no such session. */
  revoke(id: string): boolean {
    const known = this.#sessions.delete(id);
    if (known) this.revoked.emit(id);
    return known;
  }

  [Symbol.dispose](): void {
    this.#tokens = [];
    this.#sessions.clear();
    this.opened[Symbol.dispose]();
    this.revoked[Symbol.dispose]();
  }
}

const randomText = () => randomBytes(32).toString("base64url");
const digestOf = (text: string) => createHash("sha256").update(text, "utf8").digest();

function shown({ digest: _hidden, ...session }: Kept): Session {
  return session;
}
