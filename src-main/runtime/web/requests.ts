import type { IncomingMessage, ServerResponse } from "node:http";
import {
  type SessionGrant,
  sessionRequest,
  type WebSession,
  webEndpoints,
  windowId,
} from "../../../shared/web-endpoints.ts";
import { bearerSecret, foreignness, isOwnSite } from "./guard.ts";
import { answerJson, refuse, securityHeaders } from "./headers.ts";
import type { LoginNotes } from "./login-notes.ts";
import type { WebSessions } from "./sessions.ts";
import type { readStaticFiles } from "./static-files.ts";
import type { TerminalLinks } from "./terminal-links.ts";

const bodyLimit = 4 * 1024;

export type RequestParts = {
  hosts: ReadonlySet<string>;
  files: ReturnType<typeof readStaticFiles>;
  sessions: WebSessions;
  links: TerminalLinks;
  isConnected: (sessionId: string) => boolean;
  logins: LoginNotes;
};

/**
 * Answers one request. In this order: where does it come from (403), is it one of the page's own files, does it bring a
 * secret (401 and nothing else), what does it want.
 */
export async function answerRequest(
  request: IncomingMessage,
  response: ServerResponse,
  parts: RequestParts,
): Promise<void> {
  for (const [name, value] of Object.entries(securityHeaders)) response.setHeader(name, value);
  const method = request.method ?? "";
  const isRead = method === "GET" || method === "HEAD";
  const url = request.url?.startsWith("/") === true ? URL.parse(request.url, "http://own") : null;
  const file = isRead ? parts.files.get(url?.pathname ?? "") : undefined;
  const origin = isRead ? "may-be-missing" : "must-be-there";
  if (foreignness(request, parts.hosts, origin) !== null) refuse(response, 403);
  else if (url === null) refuse(response, 400);
  else if (file !== undefined) answerFile(response, method, file);
  else if (!isOwnSite(request)) refuse(response, 403);
  else if (method === "POST" && url.pathname === webEndpoints.session) {
    await exchange(request, response, parts);
  } else answerMember(request, response, url, parts);
}

/** What only a session may ask for. */
function answerMember(
  request: IncomingMessage,
  response: ServerResponse,
  url: URL,
  { sessions, links, isConnected }: RequestParts,
): void {
  const session = sessions.check(bearerSecret(request));
  if (session === null) {
    refuse(response, 401);
    return;
  }
  const window = windowId.safeParse(url.searchParams.get("window"));
  switch (`${request.method} ${url.pathname}`) {
    case `POST ${webEndpoints.terminalStream}`:
      if (window.success) links.openStream(session.id, window.data, response);
      else refuse(response, 400);
      break;
    case `GET ${webEndpoints.sessions}`:
      answerJson(
        response,
        sessions.list().map((one) => ({
          ...one,
          connected: isConnected(one.id),
          current: one.id === session.id,
        })) satisfies WebSession[],
      );
      break;
    case `DELETE ${webEndpoints.sessions}`:
      refuse(response, sessions.revoke(url.searchParams.get("id") ?? "") ? 204 : 404);
      break;
    default:
      refuse(response, 404);
  }
}

type StaticFile = NonNullable<ReturnType<RequestParts["files"]["get"]>>;

function answerFile(
  response: ServerResponse,
  method: string,
  { body, type, caching }: StaticFile,
): void {
  response.writeHead(200, {
    "content-type": type,
    "content-length": String(body.length),
    "cache-control": caching,
  });
  response.end(method === "HEAD" ? undefined : body);
}

async function exchange(
  request: IncomingMessage,
  response: ServerResponse,
  { logins, sessions }: RequestParts,
): Promise<void> {
  const body = sessionRequest.safeParse(await readJson(request));
  const client = {
    address: request.socket.remoteAddress ?? "",
    userAgent: request.headers["user-agent"] ?? "",
  };
  const secret = body.success ? sessions.exchange(body.data.token, client) : null;
  if (secret === null) {
    logins.refused(client);
    refuse(response, 401);
    return;
  }
  logins.granted(client);
  answerJson(response, { secret } satisfies SessionGrant);
}

/** The JSON of a short body; undefined where there is none or the client went away. */
async function readJson(request: IncomingMessage): Promise<unknown> {
  const pieces: Buffer[] = [];
  let length = 0;
  try {
    for await (const piece of request as AsyncIterable<Buffer>) {
      length += piece.length;
      if (length > bodyLimit) return undefined;
      pieces.push(piece);
    }
    return JSON.parse(Buffer.concat(pieces).toString("utf8"));
  } catch {
    return undefined;
  }
}
