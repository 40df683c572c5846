import { z } from "zod";

/**
 * The doors of the web runtime, for the page it serves.
 *
 * 1. The URL is `http://127.0.0.1:PORT/#TOKEN`. The page takes the fragment, removes it with `history.replaceState` and
 *    sends it: POST `session` with `sessionRequest` as JSON. 200 answers with a `SessionGrant`; 401 (empty) means that the
 *    token is wrong, used up or too old. The secret is kept in sessionStorage under `sessionStorageKey`.
 * 2. Control plane: `new WebSocket(control, webSubprotocols(secret))`, oRPC inside.
 * 3. Terminal plane: `fetch(terminalStream + "?window=ID", { method: "POST", headers: { authorization: bearer(secret) } })`
 *    brings the down frames (shared/frames.ts) for as long as it lasts. Once its headers are there, open
 *    `new WebSocket(terminalKeys + "?window=ID", webSubprotocols(secret))` and send one up frame per binary message.
 *    The two are one link: when either ends the server ends the other, and the page opens both anew and attaches with
 *    the sequence it wants next. A new stream with the same window id replaces the old link.
 *
 * A refused fetch answers 401 without a body, a refused WebSocket fails before it opens: the session is over (the app
 * was started again, or it was revoked), and a new token is needed.
 */
export const webEndpoints = {
  session: "/session",
  /** GET: the sessions as `webSession[]`. DELETE with `?id=ID`: revokes one; 204. */
  sessions: "/sessions",
  control: "/control",
  terminalStream: "/terminals/stream",
  terminalKeys: "/terminals/keys",
} as const;

/** The subprotocol the server chooses; the secret travels beside it and is not echoed. */
export const webSubprotocol = "fairlead.v1";
export const secretSubprotocolPrefix = "fairlead.secret.";
export const sessionStorageKey = "fairlead.session";

/** Close codes of the terminal plane's WebSocket. */
export const webCloseCodes = {
  /** Another stream took this window id: do not connect again by yourself. */
  replaced: 4_000,
  /** The stream of this link ended: open both anew. */
  streamEnded: 4_001,
  /** The session was revoked: a new token is needed. */
  revoked: 4_002,
  /** A frame that cannot be. */
  malformed: 4_003,
  /** Fairlead is closing. */
  closing: 4_004,
} as const;

export const sessionRequest = z.object({ token: z.string().min(1).max(200) });
export type SessionGrant = { secret: string };

export const webSession = z.object({
  id: z.string(),
  createdAt: z.number(),
  usedAt: z.number(),
  /** From where the token was exchanged. */
  address: z.string(),
  userAgent: z.string(),
  /** Whether a page of this session is connected now. */
  connected: z.boolean(),
  /** The session that asks. */
  current: z.boolean(),
});
export type WebSession = z.infer<typeof webSession>;

/** What a page calls itself on the terminal plane: random, new for every page. */
export const windowId = z.string().regex(/^[A-Za-z0-9_-]{8,64}$/);

/** Second argument of `new WebSocket`. */
export const webSubprotocols = (secret: string): string[] => [
  webSubprotocol,
  `${secretSubprotocolPrefix}${secret}`,
];

/** Value of the Authorization header. */
export const bearer = (secret: string): string => `Bearer ${secret}`;
