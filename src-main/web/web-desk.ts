import { type FairleadError, failure } from "../../shared/errors.ts";
import { fail, ok, type Result } from "../../shared/result.ts";
import { mayBePrivate, type WebRules } from "../policy/web-rules.ts";
import { type BodyText, bodyText, contentType } from "./body-text.ts";
import { type Fetched, type FetchLimits, fetchBody, usualLimits } from "./fetch-body.ts";
import { literalProblem, type ResolveName, resolveName } from "./guarded-request.ts";
import { readSearchPage, type SearchResult } from "./search-results.ts";

/** A page as it was fetched and is kept for reading on. */
export type Page = BodyText & {
  /** Where it came from in the end. */
  url: string;
  status: number;
  statusText: string;
  type: string;
  /** Bytes that were read, unpacked; `whole` false: there was more. */
  bytes: number;
  whole: boolean;
};

/** What the web desk stands on. */
export type WebDeskParts = {
  rules: () => WebRules;
  /** Of the app, told to servers. */
  version: string;
  /** Whether a text holds a secret that Fairlead knows: such an address is not fetched. */
  holdsSecret: (text: string) => boolean;
  /** Left out: as the system resolves names. */
  resolve?: ResolveName;
  /** Left out: the usual ones. */
  limits?: FetchLimits;
};

/** As many pages are kept, and as many characters of each. */
const mostKept = 20;
const longestKept = 1_000_000;

/** Fetches pages for the agent, behind the gate, and keeps the last ones in memory so that reading on fetches nothing. */
export class WebDesk {
  readonly #parts: WebDeskParts;
  /** By the address that was asked for, the last one last. */
  readonly #kept = new Map<string, Page>();

  constructor(parts: WebDeskParts) {
    this.#parts = parts;
  }

  /** Why this address is not fetched whatever a person says; null = nothing is known against it. */
  problem(url: URL): string | null {
    const forms = [url.href, decoded(url.href), decoded(url.href.replaceAll("+", " "))];
    if (forms.some((form) => this.#parts.holdsSecret(form))) {
      return "The address holds a secret that Fairlead knows. Secrets are not sent to the web.";
    }
    const literal = literalProblem(url, mayBePrivate(url, this.#parts.rules()));
    return literal?.detail ?? null;
  }

  /** A page that was fetched before, from memory. */
  kept(url: URL): Page | undefined {
    return this.#kept.get(url.href);
  }

  /** Fetches a page and keeps it. "web-unreadable" where it is no text. */
  async fetch(url: URL, signal: AbortSignal): Promise<Result<Page, FairleadError>> {
    const fetched = await this.#fetch(url, signal);
    if (!fetched.ok) return fetched;
    const page = await pageOf(fetched.value);
    if (!page.ok) return page;
    this.#kept.delete(url.href);
    this.#kept.set(url.href, page.value);
    const [oldest] = this.#kept.keys();
    if (this.#kept.size > mostKept && oldest !== undefined) this.#kept.delete(oldest);
    return page;
  }

  /** Searches at `url`, an address of `searchUrl`. None found is an empty list; "search-blocked" where a person is asked for. */
  async search(
    url: URL,
    most: number,
    signal: AbortSignal,
  ): Promise<Result<SearchResult[], FairleadError>> {
    const fetched = await this.#fetch(url, signal);
    if (!fetched.ok) return fetched;
    const { bytes, status, statusText } = fetched.value;
    if (status < 200 || status >= 300) {
      const what = `${url.host} answered ${status} ${statusText}.`;
      return fail(
        failure([403, 429].includes(status) ? "search-blocked" : "web-unreachable", what),
      );
    }
    const page = await readSearchPage(bytes.toString("utf8"), status, most);
    if (page.kind === "results") return ok(page.results);
    if (page.kind === "none") return ok([]);
    if (page.kind === "challenge") return fail(failure("search-blocked"));
    const form = `The page of ${url.host} has another form than Fairlead knows: its results could not be read.`;
    return fail(failure("web-unreadable", form));
  }

  #fetch(url: URL, signal: AbortSignal): Promise<Result<Fetched, FairleadError>> {
    const { limits = usualLimits, resolve = resolveName, rules, version } = this.#parts;
    return fetchBody(url, { rules: rules(), resolve, limits, version }, signal);
  }
}

async function pageOf(fetched: Fetched): Promise<Result<Page, FairleadError>> {
  const { bytes, status, statusText, url, whole } = fetched;
  const type = contentType(fetched.type);
  const read = await bodyText(bytes, type, url);
  if (read === null) {
    const size = `${whole ? "" : "more than "}${bytes.length} bytes`;
    return fail(
      failure("web-unreadable", `${url.href} is ${type.type || "of no known kind"}, ${size}.`),
    );
  }
  const cut = read.text.length > longestKept;
  const text = cut ? read.text.slice(0, longestKept).toWellFormed() : read.text;
  return ok({
    title: read.title,
    text,
    url: url.href,
    status,
    statusText,
    type: type.type,
    bytes: bytes.length,
    whole: whole && !cut,
  });
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
