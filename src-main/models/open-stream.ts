import type { ChatCompletionCreateParamsStreaming } from "openai/resources";
import { type FairleadError, failure } from "../../shared/errors.ts";
import { fail, ok, type Result } from "../../shared/result.ts";
import { pause } from "../base/abort.ts";
import type { Secret } from "../base/secret.ts";
import { endpointFetch } from "./endpoint-fetch.ts";
import { connectionFailure, type RequestFailure, statusFailure } from "./model-error.ts";
import type { SilenceLimit } from "./silence-limit.ts";

/** How often and how patiently a request is repeated before its first byte came. */
export type RetryPlan = { attempts: number; firstDelayMs: number; longestDelayMs: number };

export const usualRetries: RetryPlan = { attempts: 3, firstDelayMs: 500, longestDelayMs: 30_000 };

/** The SDK's own limit, out of the way: `signal` carries ours. */
const noTimeout = 2 ** 31 - 1;

export type OpenStream = { chunks: AsyncIterable<unknown>; contentType: string };

type Opening = {
  baseUrl: string;
  key: Secret | null;
  body: Omit<ChatCompletionCreateParamsStreaming, "stream">;
  retry: RetryPlan;
};

/**
 * Sends a request for a streamed answer and resolves when its headers are there. Repeats it after failures that pass by
 * themselves (connection, 408, 409, 429, 5xx), waiting as the endpoint asks if that is not too long.
 */
export async function openStream(
  opening: Opening,
  limit: SilenceLimit,
): Promise<Result<OpenStream, FairleadError>> {
  const ask = await asker(opening);
  let body = opening.body;
  for (let attempt = 1; ; attempt += 1) {
    limit.heard();
    const answer = await ask(body, limit.signal);
    if (answer.ok) return answer;
    if (limit.caller.aborted) return fail(failure("aborted"));
    if (limit.expired) return fail(failure("model-unreachable", limit.sentence));
    const wait = waitAfter(answer.error, opening.retry, attempt);
    if (dislikesStreamOptions(answer.error, body)) body = withoutStreamOptions(body);
    else if (wait === null) return fail(answer.error.error);
    else {
      limit.rest();
      if (!(await pause(wait, limit.caller))) return fail(failure("aborted"));
    }
  }
}

type Ask = (
  body: Opening["body"],
  signal: AbortSignal,
) => Promise<Result<OpenStream, RequestFailure>>;

async function asker({ baseUrl, key }: Opening): Promise<Ask> {
  const { APIConnectionError, APIError, OpenAI } = await import("openai");
  const client = new OpenAI({
    baseURL: baseUrl,
    // The SDK insists on a key; without one of ours the header does not leave.
    apiKey: key?.reveal((bytes) => bytes.toString("utf8")) ?? "none",
    // Everything the SDK would otherwise take from OPENAI_… variables.
    adminAPIKey: null,
    organization: null,
    project: null,
    webhookSecret: null,
    logLevel: "off",
    maxRetries: 0,
    timeout: noTimeout,
    fetch: endpointFetch(baseUrl, key !== null),
  });
  return async (body, signal) => {
    try {
      const { data, response } = await client.chat.completions
        .create({ ...body, stream: true }, { signal })
        .withResponse();
      return ok({ chunks: data, contentType: response.headers.get("content-type") ?? "" });
    } catch (error) {
      if (error instanceof APIError && !(error instanceof APIConnectionError) && error.status) {
        return fail(statusFailure(error, Date.now()));
      }
      return fail(connectionFailure(error));
    }
  };
}

/** Older servers refuse the request for usage figures; the answer matters more. */
function dislikesStreamOptions({ error }: RequestFailure, body: Opening["body"]): boolean {
  const named = /stream_options|include_usage/.test(error.detail ?? "");
  return named && error.code === "model-refused" && body.stream_options !== undefined;
}

function withoutStreamOptions({ stream_options: _unwanted, ...body }: Opening["body"]) {
  return body;
}

/** Milliseconds until the next attempt: what the endpoint asked for, else doubling, spread by ±25 %. null = no more. */
function waitAfter(last: RequestFailure, retry: RetryPlan, attempt: number): number | null {
  if (!last.retryable || attempt >= retry.attempts) return null;
  const own = retry.firstDelayMs * 2 ** (attempt - 1) * (0.75 + Math.random() / 2);
  const wait = last.afterMs ?? own;
  return wait > retry.longestDelayMs ? null : wait;
}
