import { z } from "zod";
import type { ModelPrice, ModelProfile } from "../../shared/contract/models.ts";
import type { Secret } from "../base/secret.ts";
import { endpointFetch } from "./endpoint-fetch.ts";

/** What a provider says of a model; null where it says nothing. */
export type FoundFacts = { window: number | null; price: ModelPrice | null };

const nothing: FoundFacts = { window: null, price: null };

/** An answer longer than this is not read. */
const longestAnswer = 20_000_000;

const tokens = z.number().int().min(512).max(100_000_000).nullish().catch(null);
const dollars = z.coerce.number().min(0).max(1).nullish().catch(null);

/** Lists of OpenRouter, vLLM, llama.cpp, LM Studio and others: the same list with fields of their own. */
const listed = z.object({
  data: z.array(
    z.object({
      id: z.string(),
      context_length: tokens,
      max_model_len: tokens,
      max_context_length: tokens,
      loaded_context_length: tokens,
      context_window: tokens,
      meta: z.object({ n_ctx: tokens }).nullish().catch(null),
      pricing: z
        .object({ prompt: dollars, completion: dollars, input_cache_read: dollars })
        .nullish()
        .catch(null),
    }),
  ),
});

const running = z.object({
  models: z.array(z.object({ name: z.string(), context_length: tokens })),
});

const shown = z.object({ parameters: z.string().nullish() });

/**
 * Asks the profile's own endpoint what it says of the model, and nobody else. Never fails: an endpoint that has no such
 * list, or is too slow, says nothing.
 */
export async function findModelFacts(
  profile: Pick<ModelProfile, "baseUrl" | "model" | "provider">,
  key: Secret | null,
  signal: AbortSignal,
  timeoutMs = 5_000,
): Promise<FoundFacts> {
  const limit = AbortSignal.any([signal, AbortSignal.timeout(timeoutMs)]);
  try {
    return profile.provider === "ollama"
      ? { window: await ollamaWindow(profile, limit), price: null }
      : await fromList(profile, key, limit);
  } catch {
    // Not there, too slow, or no such list: all the same here.
    return nothing;
  }
}

async function fromList(
  { baseUrl, model }: Pick<ModelProfile, "baseUrl" | "model">,
  key: Secret | null,
  signal: AbortSignal,
): Promise<FoundFacts> {
  const headers =
    key === null
      ? {}
      : { authorization: `Bearer ${key.reveal((bytes) => bytes.toString("utf8"))}` };
  const { data } = listed.parse(
    await json(baseUrl, `${baseUrl.replace(/\/+$/, "")}/models`, { headers, signal }, key !== null),
  );
  const found = data.find(({ id }) => id === model) ?? (data.length === 1 ? data[0] : undefined);
  if (found === undefined) return nothing;
  const window =
    found.loaded_context_length ??
    found.context_length ??
    found.max_model_len ??
    found.context_window ??
    found.meta?.n_ctx ??
    found.max_context_length ??
    null;
  return { window, price: priceOf(found.pricing ?? null) };
}

/** They give dollars a token. */
function priceOf(
  pricing: {
    prompt?: number | null | undefined;
    completion?: number | null | undefined;
    input_cache_read?: number | null | undefined;
  } | null,
): ModelPrice | null {
  if (pricing?.prompt == null || pricing.completion == null) return null;
  const million = (price: number) => Math.round(price * 1e12) / 1e6;
  return {
    input: million(pricing.prompt),
    output: million(pricing.completion),
    cached: pricing.input_cache_read == null ? null : million(pricing.input_cache_read),
  };
}

/** What the model runs with now; where it is not loaded, what its file sets. The size a model was made for is no help. */
async function ollamaWindow(
  { baseUrl, model }: Pick<ModelProfile, "baseUrl" | "model">,
  signal: AbortSignal,
): Promise<number | null> {
  const { origin } = new URL(baseUrl);
  const names = [model, `${model}:latest`];
  const { models } = running.parse(await json(origin, `${origin}/api/ps`, { signal }));
  const loaded = models.find(({ name }) => names.includes(name))?.context_length ?? null;
  if (loaded !== null) return loaded;
  const body = JSON.stringify({ model });
  const { parameters } = shown.parse(
    await json(origin, `${origin}/api/show`, { method: "POST", body, signal }),
  );
  const set = /^num_ctx\s+(\d+)/m.exec(parameters ?? "")?.[1];
  return set === undefined ? null : Number(set);
}

async function json(
  base: string,
  url: string,
  init: RequestInit,
  withKey = false,
): Promise<unknown> {
  const response = await endpointFetch(base, withKey)(url, init);
  if (!response.ok || response.body === null) {
    await response.body?.cancel();
    throw new Error(`answered with ${response.status}`);
  }
  let text = "";
  const decoder = new TextDecoder();
  for await (const chunk of response.body) {
    text += decoder.decode(chunk, { stream: true });
    if (text.length > longestAnswer) throw new Error("too long");
  }
  return JSON.parse(text);
}
