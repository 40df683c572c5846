import { setImmediate } from "node:timers/promises";
import { type Handler, Parser } from "htmlparser2";

/** Opening and closing tags and text, in order. A tag that is never closed is closed where its parent ends. */
export type HtmlEvents = Pick<Handler, "onopentag" | "onclosetag" | "ontext">;

/** Deeper nesting no page has; the parser's time grows with it. */
const deepest = 2_000;
const sliceLength = 32_768;

/**
 * Reads HTML piece by piece, with a breath for everything else in between. False where it was given up on because its tags
 * are nested too deeply; what was read until then was told.
 */
export async function readHtml(html: string, events: HtmlEvents): Promise<boolean> {
  let depth = 0;
  const parser = new Parser({
    onopentag: (...tag) => {
      depth += 1;
      events.onopentag(...tag);
    },
    onclosetag: (...tag) => {
      depth -= 1;
      events.onclosetag(...tag);
    },
    ontext: (text) => events.ontext(text),
  });
  for (let at = 0; at < html.length; at += sliceLength) {
    parser.write(html.slice(at, at + sliceLength));
    if (depth > deepest) return false;
    if (at > 0) await setImmediate();
  }
  parser.end();
  return true;
}

/** Whether a tag has this class among its own. */
export function hasClass(attributes: Readonly<Record<string, string>>, name: string): boolean {
  return (attributes["class"] ?? "").split(/\s+/).includes(name);
}

/** A link's whole address, where it leads to another page of the web; null = it does not. */
export function linkAddress(href: string | undefined, base: URL): string | null {
  if (href === undefined || href.trim().startsWith("#")) return null;
  const url = URL.parse(href, base.href);
  return url !== null && /^https?:$/.test(url.protocol) ? url.href : null;
}
