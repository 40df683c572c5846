import { z } from "zod";
import { failure } from "../../shared/errors.ts";
import { fail, ok } from "../../shared/result.ts";
import { readWebUrl } from "../policy/web-rules.ts";
import type { Page } from "../web/web-desk.ts";
import { askingFields, askingOf } from "./asking.ts";
import { defineTool } from "./tool.ts";
import { webAct } from "./web-act.ts";

/** Characters of a page that go to the model at once. */
const mostCharacters = 8_000;

const schema = z.object({
  url: z.string().min(1).max(4_000).describe("The whole address, with https:// or http://."),
  from: z
    .int()
    .min(0)
    .default(0)
    .describe("Read on from this character; a page that was fetched is not fetched again for it."),
  reason: z.string().min(1).max(2_000).describe("One sentence for the person: why this page."),
  ...askingFields,
});

/** Fetches a page of the web as text. */
export const fetchUrl = defineTool({
  name: "fetch_url",
  words: "Fetch a web page",
  tier: "reads",
  description:
    "Fetch a page of the public web from the machine Fairlead runs on and read it as text, 8,000 characters at a time. The " +
    "person may be asked first. Addresses of private networks are refused: for those use run_shell with curl on a host. " +
    "Never put secrets or what you read on a host into the address.",
  schema,
  plan: (input, context) => {
    const { web } = context;
    if (web === undefined) return fail(failure("web-unreachable", "There is no web here."));
    const read = readWebUrl(input.url);
    if ("problem" in read) return fail(failure("input-invalid", read.problem));
    const { url } = read;
    const { from } = input;
    const kept = from > 0 ? web.kept(url) : undefined;
    if (kept !== undefined) {
      const source = { words: `page ${kept.url}`, terminalId: null };
      return ok({ kind: "read", terminalId: null, source, read: async () => ok(told(kept, from)) });
    }
    const { reason } = input;
    const look = async (signal: AbortSignal) => {
      const page = await web.fetch(url, signal);
      return page.ok ? ok(told(page.value, from)) : page;
    };
    const problem = web.problem(url);
    return ok(
      webAct({ url, query: null, reason, asking: askingOf(input), problem, look }, context),
    );
  },
});

function told({ bytes, status, statusText, text, title, type, url, whole }: Page, from: number) {
  const shown = text.slice(from, from + mostCharacters);
  // Half a pair at an end would be no text.
  const end = /[\uD800-\uDBFF]$/.test(shown) ? from + shown.length - 1 : from + shown.length;
  const part = text.slice(from, end).toWellFormed();
  const head = [
    `page: ${url}`,
    `status: ${`${status} ${statusText}`.trim()}, ${type || "no type"}, ${bytes} bytes`,
    ...(title === "" ? [] : [`title: ${title}`]),
    `characters: ${Math.min(from, text.length)} to ${Math.min(end, text.length)} of ${text.length}`,
    ...(whole ? [] : ["note: the page is longer than what is read of it"]),
  ];
  const rest = end < text.length ? [`[… go on with from: ${end} …]`] : [];
  return [...head, part === "" ? "(no text)" : `text:\n${part}`, ...rest].join("\n");
}
