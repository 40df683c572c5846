import type { IncomingMessage } from "node:http";
import { pipeline, Transform } from "node:stream";
import { createBrotliDecompress, createGunzip, createInflate } from "node:zlib";
import { type FairleadError, failure } from "../../shared/errors.ts";
import { fail, ok, type Result } from "../../shared/result.ts";

/** What `readBody` can unpack, for the request's head. */
export const acceptedEncodings = "gzip, deflate, br";

/** `whole` false: there was more than was read. */
export type Body = { bytes: Buffer; whole: boolean };

/**
 * Reads an answer up to `most` bytes as they are unpacked, so that a small answer that swells costs no more. The connection is
 * closed in any case. "web-unreachable" where it breaks off or cannot be unpacked.
 */
export async function readBody(
  response: IncomingMessage,
  most: number,
  signal: AbortSignal,
): Promise<Result<Body, FairleadError>> {
  const encoding = (response.headers["content-encoding"] ?? "identity").trim().toLowerCase();
  const unpack = unpacker(encoding);
  if (unpack === null) {
    response.destroy();
    return fail(
      failure("web-unreadable", `It is packed in a way Fairlead cannot undo: ${encoding}.`),
    );
  }
  // Its outcome is told by what is read below.
  const unpacked = pipeline(response, unpack, () => undefined);
  const stop = () => unpacked.destroy(new Error("stopped"));
  signal.addEventListener("abort", stop);
  const pieces: Buffer[] = [];
  let length = 0;
  try {
    for await (const piece of unpacked as AsyncIterable<Buffer>) {
      pieces.push(piece.subarray(0, most - length));
      length += piece.length;
      if (length > most) break;
    }
    if (signal.aborted) return fail(failure("aborted"));
    return ok({ bytes: Buffer.concat(pieces), whole: length <= most });
  } catch (error) {
    if (signal.aborted) return fail(failure("aborted"));
    const why = error instanceof Error ? error.message : "";
    return fail(failure("web-unreachable", `The answer broke off: ${why}.`));
  } finally {
    signal.removeEventListener("abort", stop);
    unpacked.destroy();
    response.destroy();
  }
}

function unpacker(encoding: string): Transform | null {
  switch (encoding) {
    case "identity":
    case "":
      return new Transform({ transform: (piece, _encoding, done) => done(null, piece) });
    case "gzip":
    case "x-gzip":
      return createGunzip();
    case "deflate":
      return createInflate();
    case "br":
      return createBrotliDecompress();
    default:
      return null;
  }
}
