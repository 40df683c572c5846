import { once } from "node:events";
import { createServer, type RequestListener } from "node:http";
import type { AddressInfo } from "node:net";
import { afterEach, beforeEach, expect, test } from "vitest";
import { Secret } from "../base/secret.ts";
import { findModelFacts } from "./find-model-facts.ts";

let owned: AsyncDisposableStack;
beforeEach(() => {
  owned = new AsyncDisposableStack();
});
afterEach(() => owned.disposeAsync());

async function endpoint(answer: RequestListener): Promise<string> {
  const server = createServer(answer).listen(0, "127.0.0.1");
  await once(server, "listening");
  owned.defer(() => {
    server.closeAllConnections();
    server.close();
  });
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}/v1`;
}

const never = new AbortController().signal;
const none = { window: null, price: null };
const profile = (
  baseUrl: string,
  provider: "openai-compatible" | "ollama" = "openai-compatible",
) => ({
  baseUrl,
  provider,
  model: "vendor/model",
});

/** An endpoint that answers every path with its value, and nothing else. */
const answers =
  (byPath: Record<string, unknown>): RequestListener =>
  (request, response) => {
    const found = byPath[request.url ?? ""];
    response.writeHead(found === undefined ? 404 : 200);
    response.end(typeof found === "string" ? found : JSON.stringify(found));
  };

for (const [who, entry, facts] of [
  [
    "OpenRouter",
    {
      context_length: 200_000,
      pricing: { prompt: "0.000003", completion: "0.000015", input_cache_read: "0.0000003" },
    },
    { window: 200_000, price: { input: 3, output: 15, cached: 0.3 } },
  ],
  ["vLLM", { max_model_len: 40_960 }, { window: 40_960, price: null }],
  ["llama.cpp", { meta: { n_ctx: 8_192, n_ctx_train: 131_072 } }, { window: 8_192, price: null }],
  [
    "LM Studio",
    { max_context_length: 131_072, loaded_context_length: 4_096 },
    { window: 4_096, price: null },
  ],
  ["OpenAI", { object: "model", owned_by: "vendor" }, none],
  ["nonsense", { context_length: "large", pricing: { prompt: -1 }, meta: 7 }, none],
] as const) {
  test(`what ${who} tells of a model`, async () => {
    const data = [
      { id: "other", context_length: 1_000 },
      { id: "vendor/model", ...entry },
    ];
    const baseUrl = await endpoint(answers({ "/v1/models": { data } }));
    expect(await findModelFacts(profile(baseUrl), null, never)).toEqual(facts);
  });
}

test("Ollama: what the model runs with now counts, else what its file sets, never what it was made for", async () => {
  const show = {
    parameters: 'stop "<|end|>"\nnum_ctx    16384\n',
    model_info: { "llama.context_length": 131_072 },
  };
  const loaded = await endpoint(
    answers({
      "/api/ps": { models: [{ name: "vendor/model:latest", context_length: 8_192 }] },
      "/api/show": show,
    }),
  );
  expect(await findModelFacts(profile(loaded, "ollama"), null, never)).toEqual({
    window: 8_192,
    price: null,
  });
  const resting = await endpoint(answers({ "/api/ps": { models: [] }, "/api/show": show }));
  expect((await findModelFacts(profile(resting, "ollama"), null, never)).window).toBe(16_384);
  const unset = await endpoint(answers({ "/api/ps": { models: [] }, "/api/show": {} }));
  expect((await findModelFacts(profile(unset, "ollama"), null, never)).window).toBeNull();
});

test("no such list, no JSON, no answer in time: nothing is known, and nothing fails", async () => {
  for (const answer of [
    answers({}),
    answers({ "/v1/models": "<html>" }),
    answers({ "/v1/models": { data: "none" } }),
    () => undefined,
  ]) {
    const baseUrl = await endpoint(answer as RequestListener);
    expect(await findModelFacts(profile(baseUrl), null, never, 200)).toEqual(none);
  }
});

test("the key goes to the profile's own endpoint, and only where there is one", async () => {
  const seen: (string | undefined)[] = [];
  const baseUrl = await endpoint((request, response) => {
    seen.push(request.headers.authorization);
    response.end("{}");
  });
  using key = Secret.fromText("hunter22");
  await findModelFacts(profile(baseUrl), key, never);
  await findModelFacts(profile(baseUrl), null, never);
  expect(seen).toEqual(["Bearer hunter22", undefined]);
});
