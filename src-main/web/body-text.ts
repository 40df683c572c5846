import { htmlText } from "./html-text.ts";

/** The text of a page: for a page in HTML as it reads, for other text as it is. */
export type BodyText = { title: string; text: string };

/** What an answer's head says its body is. */
export type ContentType = { type: string; charset: string | null };

/** Reads `text/html; charset="utf-8"`. */
export function contentType(header: string | undefined): ContentType {
  const [type = "", ...parameters] = (header ?? "").split(";").map((part) => part.trim());
  const charset = parameters
    .map((parameter) => /^charset\s*=\s*"?([^"\s]+)"?$/i.exec(parameter)?.[1])
    .find((value) => value !== undefined);
  return { type: type.toLowerCase(), charset: charset ?? null };
}

/** The body as text; null where it is none, such as an image. `base` is the page's own address, for its links. */
export async function bodyText(
  bytes: Buffer,
  { charset, type }: ContentType,
  base: URL,
): Promise<BodyText | null> {
  const kind = kindOf(type, bytes);
  if (kind === null) return null;
  const text = decoded(bytes, charset ?? (kind === "html" ? declaredCharset(bytes) : null));
  if (text.includes("\0")) return null;
  return kind === "html"
    ? htmlText(text, base)
    : { title: "", text: text.replaceAll("\r\n", "\n") };
}

function kindOf(type: string, bytes: Buffer): "html" | "text" | null {
  if (type === "text/html" || type === "application/xhtml+xml") return "html";
  if (type === "" || type === "application/octet-stream") {
    const beginning = bytes.subarray(0, 1_000).toString("latin1");
    if (/^\s*(<!doctype html|<html)/i.test(beginning)) return "html";
    return type === "" ? "text" : null;
  }
  const isText =
    type.startsWith("text/") ||
    /^application\/(.*\+)?(json|xml|yaml|x-yaml|toml|javascript|ecmascript|x-sh|x-ndjson|sql|graphql|x-javascript)$/.test(
      type,
    );
  return isText ? "text" : null;
}

/** In the first kilobyte, as the standard has it. */
function declaredCharset(bytes: Buffer): string | null {
  const beginning = bytes.subarray(0, 1_024).toString("latin1");
  return /<meta[^>]{0,200}?charset\s*=\s*["']?([\w-]{2,40})/i.exec(beginning)?.[1] ?? null;
}

function decoded(bytes: Buffer, charset: string | null): string {
  const marked = markedCharset(bytes);
  try {
    return new TextDecoder(marked ?? charset ?? "utf-8").decode(bytes);
  } catch {
    // A name that nobody knows.
    return new TextDecoder("utf-8").decode(bytes);
  }
}

/** What the first bytes say stands over everything else. */
function markedCharset(bytes: Buffer): string | null {
  if (bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf) return "utf-8";
  if (bytes[0] === 0xfe && bytes[1] === 0xff) return "utf-16be";
  return bytes[0] === 0xff && bytes[1] === 0xfe ? "utf-16le" : null;
}
