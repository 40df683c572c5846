import type { FairleadError } from "../../shared/errors.ts";

/** How providers say that a request is too long for the model. */
const sayings = [
  /context[ _-]?(length|window|size|limit)/i,
  /maximum (context|prompt|input|sequence) length/i,
  /(prompt|input|request|conversation|messages?) (is |are )?(too long|too large|exceeds?)/i,
  /too many (input )?tokens/i,
  /exceeds? .{0,40}(maximum|max|limit|available).{0,20}tokens/i,
  /reduce the length/i,
];

/** How they say how long it may be. */
const windows = [
  /(?:context (?:length|window|size)|n_ctx)\D{0,24}?(\d[\d,_]{2,})/i,
  /tokens? > (\d[\d,_]{2,}) maximum/i,
  /maximum[^.]{0,40}?(\d[\d,_]{2,})/i,
];

/** Whether what a provider says about a request it refused means that the request is too long. */
export function saysContextFull(status: number, code: string | null, message: string): boolean {
  if (code === "context_length_exceeded" || code === "request_too_large") return true;
  if (status !== 400 && status !== 413 && status !== 422 && status < 500) return false;
  return status === 413 || sayings.some((saying) => saying.test(message));
}

/** The model's window in tokens as such a failure tells it; null where it does not, or tells something that cannot be. */
export function windowTold({ detail = "" }: FairleadError): number | null {
  for (const pattern of windows) {
    const tokens = Number((pattern.exec(detail)?.[1] ?? "").replaceAll(/[,_]/g, ""));
    if (tokens >= 512 && tokens <= 100_000_000) return tokens;
  }
  return null;
}
