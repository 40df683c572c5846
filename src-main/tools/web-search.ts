import { z } from "zod";
import { failure } from "../../shared/errors.ts";
import { fail, ok } from "../../shared/result.ts";
import { type SearchResult, searchUrl } from "../web/search-results.ts";
import { askingFields, askingOf } from "./asking.ts";
import { defineTool } from "./tool.ts";
import { webAct } from "./web-act.ts";

const schema = z.object({
  query: z
    .string()
    .trim()
    .min(1)
    .max(500)
    .describe("What to look for, as typed into a search box."),
  count: z.int().min(1).max(10).default(5).describe("How many results."),
  reason: z.string().min(1).max(2_000).describe("One sentence for the person: why this search."),
  ...askingFields,
});

/** Searches the web; no key is needed. */
export const webSearch = defineTool({
  name: "web_search",
  words: "Search the web",
  tier: "reads",
  description:
    "Search the web with DuckDuckGo: title, address and a few words of each result; read one with fetch_url. The person may " +
    "be asked first. Never put secrets, names of hosts or of people into the query.",
  schema,
  plan: (input, context) => {
    const { web } = context;
    if (web === undefined) return fail(failure("web-unreachable", "There is no web here."));
    const { count, query, reason } = input;
    const url = new URL(searchUrl(query));
    const look = async (signal: AbortSignal) => {
      const found = await web.search(url, count, signal);
      return found.ok ? ok(told(query, found.value)) : found;
    };
    const problem = web.problem(url);
    return ok(webAct({ url, query, reason, asking: askingOf(input), problem, look }, context));
  },
});

function told(query: string, results: readonly SearchResult[]): string {
  if (results.length === 0) return `Nothing was found for ${JSON.stringify(query)}.`;
  return results
    .map(({ snippet, title, url }, at) => `${at + 1}. ${title}\n   ${url}\n   ${snippet}`.trimEnd())
    .join("\n");
}
