import { randomBytes, timingSafeEqual } from "node:crypto";
import { once } from "node:events";
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { z } from "zod";
import { type PracticeMessage, reply } from "./reply.ts";
import { completion, events } from "./sse.ts";

/** The running endpoint. Only who has the token is answered; disposing stops it and cuts open answers. */
export type Practice = AsyncDisposable & { baseUrl: string; token: string };

const largestBody = 16 * 1024 * 1024;

const message = z.object({
  role: z.string(),
  content: z.string().nullish(),
  tool_calls: z
    .array(z.object({ function: z.object({ name: z.string(), arguments: z.string() }) }))
    .nullish(),
});

const body = z.object({
  messages: z.array(message),
  tools: z.array(z.object({ function: z.object({ name: z.string() }) })).nullish(),
  stream: z.boolean().nullish(),
});

/**
 * Starts the practice endpoint: Chat Completions on a loopback port of its own with a token of its own, for programs
 * on this machine that know both; a web page cannot use it. Rejects when no port can be had.
 */
export async function startPractice({ now = () => new Date() } = {}): Promise<Practice> {
  const token = randomBytes(32).toString("base64url");
  const server = createServer((request, response) => {
    // Whatever fails here is the client hanging up: there is nobody left to tell.
    answer(request, response, token, now).catch(() => response.destroy());
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port } = server.address() as AddressInfo;
  return {
    baseUrl: `http://127.0.0.1:${port}/v1`,
    token,
    [Symbol.asyncDispose]: async () => {
      server.closeAllConnections();
      server.close();
      await once(server, "close");
    },
  };
}

async function answer(
  request: IncomingMessage,
  response: ServerResponse,
  token: string,
  now: () => Date,
): Promise<void> {
  const expected = `127.0.0.1:${request.socket.localPort}`;
  if (request.headers.host !== expected || request.headers.origin !== undefined) {
    return refuse(response, 403, "not for web pages");
  }
  if (!same(request.headers.authorization ?? "", `Bearer ${token}`)) {
    return refuse(response, 401, "the token is missing or wrong");
  }
  if (request.method === "GET" && request.url === "/v1/models") {
    return json(response, 200, { object: "list", data: [{ id: "practice", object: "model" }] });
  }
  if (request.method !== "POST" || request.url !== "/v1/chat/completions") {
    return refuse(response, 404, "only /v1/chat/completions and /v1/models are here");
  }
  const sent = await readBody(request);
  const { data, error } = body.safeParse(sent);
  if (error) return refuse(response, 400, error.issues[0]?.message ?? "not understood");
  const tools = (data.tools ?? []).map((tool) => tool.function.name);
  const said = reply(data.messages.map(asMessage), tools, { now: now() });
  if (data.stream !== true) return json(response, 200, completion(said));
  response.writeHead(200, { "content-type": "text/event-stream", "cache-control": "no-store" });
  for (const event of events(said)) response.write(event);
  response.end();
}

function asMessage({ role, content, tool_calls }: z.infer<typeof message>): PracticeMessage {
  return { role, content: content ?? "", calls: (tool_calls ?? []).map((call) => call.function) };
}

/** undefined where it is not JSON or too large. */
async function readBody(request: IncomingMessage): Promise<unknown> {
  const pieces: Buffer[] = [];
  let size = 0;
  for await (const piece of request) {
    size += piece.length;
    if (size > largestBody) return undefined;
    pieces.push(piece);
  }
  try {
    return JSON.parse(Buffer.concat(pieces).toString("utf8"));
  } catch {
    return undefined;
  }
}

function same(given: string, expected: string): boolean {
  const [one, other] = [Buffer.from(given), Buffer.from(expected)];
  return one.length === other.length && timingSafeEqual(one, other);
}

function refuse(response: ServerResponse, status: number, text: string): void {
  json(response, status, { error: { message: text, type: "practice", code: null } });
}

function json(response: ServerResponse, status: number, content: unknown): void {
  response.writeHead(status, { "content-type": "application/json" });
  response.end(JSON.stringify(content));
}
