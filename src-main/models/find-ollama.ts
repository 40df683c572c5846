import { z } from "zod";
import type { Environment } from "../base/paths.ts";
import { endpointFetch } from "./endpoint-fetch.ts";

const tags = z.object({
  models: z.array(
    z.object({ name: z.string(), details: z.object({ family: z.string() }).partial().nullish() }),
  ),
});

export type FoundOllama = { baseUrl: string; models: string[] };

/**
 * Asks where Ollama listens by default, or where OLLAMA_HOST says, which models it has. null when nothing there answers
 * as Ollama within `timeoutMs`. Models that only embed text are left out.
 */
export async function findOllama(
  environment: Environment,
  signal: AbortSignal,
  timeoutMs = 1_000,
): Promise<FoundOllama | null> {
  const origin = ollamaOrigin(environment["OLLAMA_HOST"] ?? "");
  if (origin === null) return null;
  try {
    const limit = AbortSignal.any([signal, AbortSignal.timeout(timeoutMs)]);
    const response = await endpointFetch(origin, false)(`${origin}/api/tags`, { signal: limit });
    const { models } = tags.parse(await response.json());
    const chatting = models.filter(({ details }) => !/bert/i.test(details?.family ?? ""));
    return { baseUrl: `${origin}/v1`, models: chatting.map(({ name }) => name) };
  } catch {
    // Nobody there, too slow, or something else than Ollama: all the same to whoever asks.
    return null;
  }
}

/**
 * The address in OLLAMA_HOST as Ollama itself reads it: host, host:port, :port, [::1]:port or a URL. An address to listen
 * on everywhere (0.0.0.0, ::) is reached here. null when it is none.
 */
export function ollamaOrigin(variable: string): string | null {
  const text = variable.trim().replace(/^["']|["']$/g, "");
  if (/^(?!https?:)\w+:\/\//i.test(text)) return null;
  const [, scheme = "", rest = ""] = /^(?:(https?):\/\/)?([^/?#]*)/i.exec(text) ?? [];
  const bareIpv6 = /^[0-9a-f:]*:[0-9a-f:]*:[0-9a-f:]*$/i.test(rest);
  const authority = bareIpv6 ? `[${rest}]` : rest.startsWith(":") ? `127.0.0.1${rest}` : rest;
  const url = URL.parse(`${scheme || "http"}://${authority || "127.0.0.1"}`);
  if (url === null || url.username !== "") return null;
  const anywhere: Record<string, string> = { "0.0.0.0": "127.0.0.1", "[::]": "[::1]" };
  const host = anywhere[url.hostname] ?? url.hostname;
  const explicit = /:(\d+)$/.exec(authority)?.[1];
  const usual = scheme === "" ? "11434" : scheme.toLowerCase() === "https" ? "443" : "80";
  return new URL(`${url.protocol}//${host}:${explicit ?? usual}`).origin;
}
