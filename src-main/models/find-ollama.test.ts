import { once } from "node:events";
import { createServer, type RequestListener } from "node:http";
import type { AddressInfo } from "node:net";
import { afterEach, beforeEach, expect, test } from "vitest";
import { findOllama, ollamaOrigin } from "./find-ollama.ts";

let owned: AsyncDisposableStack;

beforeEach(() => {
  owned = new AsyncDisposableStack();
});

afterEach(() => owned.disposeAsync());

async function standIn(answer: RequestListener): Promise<number> {
  const server = createServer(answer).listen(0, "127.0.0.1");
  await once(server, "listening");
  owned.defer(() => {
    server.closeAllConnections();
    server.close();
  });
  return (server.address() as AddressInfo).port;
}

const never = new AbortController().signal;

for (const [variable, origin] of [
  ["", "http://127.0.0.1:11434"],
  ["0.0.0.0", "http://127.0.0.1:11434"],
  ["0.0.0.0:8080", "http://127.0.0.1:8080"],
  [":8080", "http://127.0.0.1:8080"],
  ["gpu-box", "http://gpu-box:11434"],
  ["gpu-box:8080", "http://gpu-box:8080"],
  [" 'gpu-box:8080' ", "http://gpu-box:8080"],
  ["[::1]:8080", "http://[::1]:8080"],
  ["[::1]", "http://[::1]:11434"],
  ["::1", "http://[::1]:11434"],
  ["[::]", "http://[::1]:11434"],
  ["http://gpu-box", "http://gpu-box"],
  ["http://gpu-box:8080/", "http://gpu-box:8080"],
  ["https://gpu-box", "https://gpu-box"],
  ["https://gpu-box:443/ollama", "https://gpu-box"],
  ["ssh://gpu-box", null],
  ["user@gpu-box", null],
  ["gpu box", null],
  ["gpu-box:99999", null],
] as const) {
  test(`OLLAMA_HOST=${JSON.stringify(variable)} -> ${origin}`, () => {
    expect(ollamaOrigin(variable)).toBe(origin);
  });
}

test("an Ollama is found with the models that can chat", async () => {
  const asked: unknown[] = [];
  const port = await standIn((request, response) => {
    asked.push([request.method, request.url]);
    response.end(
      JSON.stringify({
        models: [
          { name: "llama3.2:latest", details: { family: "llama" } },
          { name: "nomic-embed-text:latest", details: { family: "nomic-bert" } },
          { name: "qwen3:8b" },
        ],
      }),
    );
  });
  expect(await findOllama({ OLLAMA_HOST: `127.0.0.1:${port}` }, never, 20_000)).toEqual({
    baseUrl: `http://127.0.0.1:${port}/v1`,
    models: ["llama3.2:latest", "qwen3:8b"],
  });
  expect(asked).toEqual([["GET", "/api/tags"]]);
});

for (const [what, answer] of [
  ["something else", (_request, response) => response.end("<html>")],
  ["another API", (_request, response) => response.end('{"models":"none"}')],
  ["silence", () => undefined],
] as [string, RequestListener][]) {
  test(`${what} at the port is no Ollama`, async () => {
    const port = await standIn(answer);
    expect(await findOllama({ OLLAMA_HOST: `127.0.0.1:${port}` }, never, 100)).toBeNull();
  });
}

test("nobody at the port is no Ollama", async () => {
  const port = await standIn(() => undefined);
  await owned.disposeAsync();
  expect(await findOllama({ OLLAMA_HOST: `127.0.0.1:${port}` }, never)).toBeNull();
});
