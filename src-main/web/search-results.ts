import { type HtmlEvents, hasClass, readHtml } from "./read-html.ts";

/** One result of a search, as its page tells it. */
export type SearchResult = { title: string; url: string; snippet: string };

/** What a page of results holds: results; none, in so many words; a question whether a person asks; or nothing known. */
export type SearchPage =
  | { kind: "results"; results: SearchResult[] }
  | { kind: "none" }
  | { kind: "challenge" }
  | { kind: "unknown" };

const longestTitle = 300;
const longestSnippet = 600;
/** Characters, with what counts the clicks; advertisements take 2,000. */
const longestAddress = 8_000;

/** Where a search is asked: a page of plain HTML that needs no key. */
export function searchUrl(query: string): string {
  const url = new URL("https://html.duckduckgo.com/html/");
  url.searchParams.set("q", query);
  return url.href;
}

/**
 * Reads a page of results of DuckDuckGo's HTML form, `most` results at most, without advertisements.
 *
 * Nobody promises the form of that page. What is relied on was described by several independent readers of it in 2025 and
 * 2026 (public notes on live answers of html.duckduckgo.com, tests of other programs, and four whole pages recorded in 2025
 * and in February 2026, on which this was tried): a result is a `div.result`, an
 * advertisement has `result--ad` beside it and leads to `/y.js`, wrapped or not; title and link are `a.result__a`, the text is
 * `.result__snippet`; links are direct, or wrapped as `//duckduckgo.com/l/?uddg=…`; nothing found is `.no-results` in a
 * `.result--no-result`; who is taken for a program gets `#challenge-form` with `anomaly-modal`, often as status 202.
 */
export async function readSearchPage(
  html: string,
  status: number,
  most: number,
): Promise<SearchPage> {
  const reader = new ResultReader();
  await readHtml(html, reader);
  if (status === 202 || reader.challenged) return { kind: "challenge" };
  const results = reader.results().slice(0, most);
  if (results.length > 0) return { kind: "results", results };
  return { kind: reader.saidNone ? "none" : "unknown" };
}

type Open = { name: string; field: "title" | "snippet" | null; result: Draft | null };
type Draft = SearchResult & { isResult: boolean };

class ResultReader implements HtmlEvents {
  challenged = false;
  saidNone = false;
  readonly #drafts: Draft[] = [];
  readonly #open: Open[] = [];

  onopentag(name: string, attributes: Record<string, string>): void {
    const { field = null, result: current = null } = this.#open.at(-1) ?? {};
    const classes = attributes["class"] ?? "";
    if (/\banomaly-modal/.test(classes) || attributes["id"] === "challenge-form") {
      this.challenged = true;
    }
    if (/\b(no-results|result--no-result)\b/.test(classes)) this.saidNone = true;
    if (hasClass(attributes, "result")) {
      const isResult = !/\bresult--(ad|no-result)\b/.test(classes);
      const draft: Draft = { title: "", url: "", snippet: "", isResult };
      this.#drafts.push(draft);
      this.#open.push({ name, field: null, result: draft });
    } else if (current !== null && hasClass(attributes, "result__a")) {
      current.url ||= attributes["href"] ?? "";
      this.#open.push({ name, field: "title", result: current });
    } else if (current !== null && hasClass(attributes, "result__snippet")) {
      this.#open.push({ name, field: "snippet", result: current });
    } else this.#open.push({ name, field, result: current });
  }

  onclosetag(): void {
    this.#open.pop();
  }

  ontext(text: string): void {
    const { field = null, result = null } = this.#open.at(-1) ?? {};
    if (field !== null && result !== null) result[field] += text;
  }

  results(): SearchResult[] {
    return this.#drafts.flatMap((draft) => {
      const url = draft.isResult ? resultAddress(draft.url) : null;
      const title = oneLine(draft.title, longestTitle);
      if (url === null || title === "") return [];
      return [{ title, url, snippet: oneLine(draft.snippet, longestSnippet) }];
    });
  }
}

/** The page itself, out of the wrapping that counts clicks; null where it leads to none, as with advertisements. */
function resultAddress(href: string): string | null {
  if (href.length > longestAddress) return null;
  const url = URL.parse(href, "https://html.duckduckgo.com/html/");
  if (url === null || !/^https?:$/.test(url.protocol)) return null;
  const isOwn = url.hostname === "duckduckgo.com" || url.hostname.endsWith(".duckduckgo.com");
  if (!isOwn || url.pathname === "/") return url.href;
  if (url.pathname !== "/l/") return url.pathname === "/y.js" ? null : url.href;
  const wrapped = URL.parse(url.searchParams.get("uddg") ?? "");
  // An advertisement may be wrapped once more; what is wrapped is shorter than what wraps it.
  return wrapped === null ? null : resultAddress(wrapped.href);
}

function oneLine(text: string, longest: number): string {
  const line = text.replace(/\s+/g, " ").trim();
  return line.length > longest ? `${line.slice(0, longest - 1).toWellFormed()}…` : line;
}
