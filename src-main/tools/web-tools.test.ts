import { beforeEach, expect, test } from "vitest";
import { localHostId } from "../../shared/ids.ts";
import { ok } from "../../shared/result.ts";
import type { Page } from "../web/web-desk.ts";
import { fetchUrl } from "./fetch-url.ts";
import { aHost, MemoryTerminals, memoryHosts } from "./in-memory-terminals.ts";
import { checkTier, type Tool, type ToolContext } from "./tool.ts";
import { webSearch } from "./web-search.ts";
import type { ToolWeb } from "./web-surroundings.ts";

const page: Page = {
  url: "https://example.com/long",
  title: "Long",
  text: `${"a".repeat(7_999)}😀${"b".repeat(3_000)}`,
  status: 200,
  statusText: "OK",
  type: "text/html",
  bytes: 12_345,
  whole: true,
};

let fetched: string[];
let context: ToolContext;
let kept: Page | undefined;
let problem: string | null;
const never = new AbortController().signal;

beforeEach(() => {
  fetched = [];
  kept = undefined;
  problem = null;
  const web: ToolWeb = {
    problem: () => problem,
    kept: () => kept,
    fetch: async (url) => {
      fetched.push(url.href);
      return ok(page);
    },
    search: async (url, most) => {
      fetched.push(url.href);
      const result = { title: "A", url: "https://a.example/", snippet: "Words." };
      return ok(Array.from({ length: most }, () => result));
    },
  };
  context = {
    terminals: new MemoryTerminals(),
    hosts: memoryHosts({ ...aHost, id: localHostId, name: "This computer" }),
    terminalId: null,
    settleMs: 0,
    now: () => 0,
    web,
  };
});

function planned(tool: Tool, input: object) {
  const plan = tool.plan(JSON.stringify({ reason: "r", ...input }), context);
  if (!plan.ok) return plan.error.detail ?? "";
  checkTier(tool, plan.value);
  return plan.value;
}

async function done(tool: Tool, input: object) {
  const plan = planned(tool, input);
  if (typeof plan === "string" || plan.kind !== "act") throw new Error("this is no act");
  const outcome = await plan.act(plan.action, async () => ok(undefined), never);
  if (!outcome.ok) throw new Error(outcome.error.error.sentence);
  return outcome.value;
}

test("a page is an act of this machine, with the address as it is sent", () => {
  const plan = planned(fetchUrl, { url: "HTTPS://Bücher.example/ä#b" });
  if (typeof plan === "string" || plan.kind !== "act") throw new Error("this is no act");
  expect(plan.action).toEqual({
    kind: "fetch-url",
    url: "https://xn--bcher-kva.example/%C3%A4",
    query: null,
  });
  expect(plan.target()).toMatchObject({ ok: true, value: { hostName: "This computer" } });
  expect(fetched).toEqual([]);
});

test("8,000 characters at a time, no half ones, with where to go on; the page is named as the source", async () => {
  const { source, text } = await done(fetchUrl, { url: "https://example.com/long" });
  expect(text.split("\ntext:\n")[0]).toBe(
    "page: https://example.com/long\nstatus: 200 OK, text/html, 12345 bytes\ntitle: Long\ncharacters: 0 to 7999 of 11001",
  );
  expect(text.endsWith("aaa\n[… go on with from: 7999 …]")).toBe(true);
  expect(source).toEqual({ words: "page https://example.com/long", terminalId: null });
});

test("reading on comes from what was fetched and asks nobody; a page that is not there is fetched", async () => {
  kept = page;
  const plan = planned(fetchUrl, { url: "https://example.com/long", from: 7_999 });
  if (typeof plan === "string" || plan.kind !== "read") throw new Error("this is no read");
  const text = await plan.read(never);
  expect(text).toMatchObject({ ok: true, value: expect.stringContaining("text:\n😀bbb") });
  expect(plan.source?.words).toBe("page https://example.com/long");
  kept = undefined;
  expect((await done(fetchUrl, { url: "https://example.com/long", from: 11_001 })).text).toContain(
    "characters: 11001 to 11001 of 11001\n(no text)",
  );
  expect(fetched).toHaveLength(1);
});

test("what is no address is said at once; what may not be fetched is refused", () => {
  expect(planned(fetchUrl, { url: "file:///etc/passwd" })).toBe("Only http and https are fetched.");
  problem = "It holds a secret.";
  for (const plan of [
    planned(fetchUrl, { url: "https://example.com/" }),
    planned(webSearch, { query: "x" }),
  ]) {
    if (typeof plan === "string" || plan.kind !== "act") throw new Error("this is no act");
    expect(plan.refusals(plan.action)).toEqual([{ at: null, sentence: "It holds a secret." }]);
  }
});

test("a search tells title, address and words, as many as asked for", async () => {
  const { source, text } = await done(webSearch, { query: "nginx 502", count: 2 });
  expect(text).toBe(
    "1. A\n   https://a.example/\n   Words.\n2. A\n   https://a.example/\n   Words.",
  );
  expect(source?.words).toBe("search for “nginx 502”");
  expect(fetched).toEqual(["https://html.duckduckgo.com/html/?q=nginx+502"]);
});
