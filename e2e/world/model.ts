import { once } from "node:events";
import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { text } from "node:stream/consumers";
import { setTimeout as pause } from "node:timers/promises";
import { type ModelTurn, type RefusalTurn, refuses, type StreamTurn } from "./model-turns.ts";

/** What the app sent, as it was sent. */
export type RecordedRequest = {
  method: string;
  path: string;
  headers: IncomingMessage["headers"];
  body: {
    model?: string;
    messages?: { role: string; content: string | null; tool_call_id?: string }[];
    tools?: { function: { name: string; parameters: unknown } }[];
  };
};

/** A turn, or what to do once it is known what was asked. */
export type ModelAnswer = ModelTurn | ((request: RecordedRequest) => ModelTurn);

/**
 * A model that says what a test tells it to, over real HTTP and SSE on a loopback port. One answer is used up per
 * request; a request beyond the script gets `otherwise`, or a 400 that says so. Every request is recorded, also refused ones.
 */
export class ScriptedModel implements AsyncDisposable {
  readonly requests: RecordedRequest[] = [];
  /** What is said beyond the script; null = a refusal. */
  otherwise: ModelAnswer | null = null;
  /** Paths that were read, with nothing asked of the model. */
  readonly lookups: string[] = [];
  readonly #server: Server;
  readonly #key: string | null;
  readonly #script: ModelAnswer[] = [];
  readonly #waiting = new Set<() => void>();

  private constructor(server: Server, key: string | null) {
    this.#server = server;
    this.#key = key;
    server.on("request", (request, response) => {
      this.#answer(request, response).catch((error: unknown) => response.destroy(error as Error));
    });
  }

  /** With a `key` every request without it gets a 401 and uses up no answer. `port` 0 = any. */
  static async start({ key = null as string | null, port = 0 } = {}): Promise<ScriptedModel> {
    const server = createServer();
    const model = new ScriptedModel(server, key);
    server.listen(port, "127.0.0.1");
    await once(server, "listening");
    return model;
  }

  get baseUrl(): string {
    return `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}/v1`;
  }

  /** Answers not used yet. */
  get remaining(): number {
    return this.#script.length;
  }

  /** Adds answers to the end of the script. */
  script(...answers: ModelAnswer[]): void {
    this.#script.push(...answers);
  }

  /** Resolves when `count` requests have come in all. */
  async requested(count: number): Promise<void> {
    while (this.requests.length < count) {
      await new Promise<void>((resolve) => this.#waiting.add(resolve));
    }
  }

  /** Contents of the tool results in the last request, oldest first. */
  get toolResults(): string[] {
    const messages = this.requests.at(-1)?.body.messages ?? [];
    return messages.flatMap(({ role, content }) => (role === "tool" ? [content ?? ""] : []));
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#server.closeAllConnections();
    this.#server.close();
    await once(this.#server, "close");
  }

  async #answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const sent = await text(request);
    // Looking for what the endpoint says of its models is no question to the model.
    if (request.method === "GET") {
      this.lookups.push(request.url ?? "");
      return refuse(response, refuses(404, "no such list"));
    }
    const recorded = {
      method: request.method ?? "",
      path: request.url ?? "",
      headers: request.headers,
      body: sent === "" ? {} : JSON.parse(sent),
    };
    this.requests.push(recorded);
    for (const wake of this.#waiting) wake();
    this.#waiting.clear();
    if (this.#key !== null && request.headers.authorization !== `Bearer ${this.#key}`) {
      return refuse(response, refuses(401, "Incorrect API key provided"));
    }
    const next = this.#script.shift() ?? this.otherwise ?? undefined;
    const turn = typeof next === "function" ? next(recorded) : next;
    if (turn === undefined) return refuse(response, refuses(400, "the script is over"));
    if (turn.kind === "refusal") return refuse(response, turn);
    // Not a byte, until whoever asks has had enough.
    if (turn.kind === "silence") return;
    await play(turn, response);
  }
}

function refuse(response: ServerResponse, turn: RefusalTurn): void {
  const { status, headers, message, code } = turn;
  response.writeHead(status, { "content-type": "application/json", ...headers });
  response.end(JSON.stringify({ error: { message, type: "scripted", code } }));
}

async function play(turn: StreamTurn, response: ServerResponse): Promise<void> {
  response.writeHead(200, { "content-type": turn.contentType });
  response.flushHeaders();
  for (const step of turn.steps) {
    if (response.destroyed) return;
    switch (step.kind) {
      case "send":
        await new Promise((resolve) => response.write(step.text, resolve));
        break;
      case "wait":
        await Promise.race([step.until, once(response, "close")]);
        break;
      case "repeat":
        while (!response.destroyed) {
          response.write(step.text);
          await pause(step.everyMs);
        }
        return;
      case "cut":
        response.destroy();
        return;
    }
  }
  response.end();
}
