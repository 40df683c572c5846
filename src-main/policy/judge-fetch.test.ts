import { expect, test } from "vitest";
import type { Mode, Preset } from "../../shared/contract/policy.ts";
import { localHostId } from "../../shared/ids.ts";
import { settings } from "../../shared/settings.ts";
import { judgeCommand } from "./judge-command.ts";
import { readPolicyRules } from "./policy-rules.ts";
import { verdictOn } from "./verdict.ts";
import type { WebRules } from "./web-rules.ts";

type Given = {
  url?: string;
  web?: Partial<WebRules>;
  mode?: Mode;
  preset?: Preset;
  taint?: string[];
  rules?: object;
};

function judge(given: Given) {
  const { mode = "ask", preset = "balanced", rules = {}, taint = [], url, web } = given;
  const read = readPolicyRules(JSON.stringify(rules));
  if (!read.ok) throw new Error(read.error.sentence);
  return verdictOn(
    {
      action: { kind: "fetch-url", url: url ?? "https://docs.example.com/a", query: null },
      host: { id: localHostId, name: "here", group: "", tags: [] },
      user: "",
      conversationId: null,
      mode,
      terminal: null,
      taint,
      refusals: [],
    },
    {
      rules: read.value,
      mode: "ask",
      preset,
      overrides: [],
      judgeCommand,
      changes: [],
      files: { home: "/home/ada", protectedPaths: [] },
      web: settings.shape.web.parse(web),
      findPermission: () => null,
      now: 0,
    },
  ).judgement;
}

const listed = { allow: ["example.com"] };
const table: [string, Given, string, string][] = [
  ["as it is", {}, "ask", "The mode is ask"],
  ["a listed domain", { web: listed }, "allow", "example.com without a question"],
  ["everything open", { web: { access: "open" } }, "allow", "all pages"],
  ["mode none", { web: listed, mode: "none" }, "deny", "The mode is none"],
  ["the web is off", { web: { access: "off" }, mode: "all" }, "deny", "switched off"],
  ["a denied domain", { web: { ...listed, deny: ["docs.example.com"] } }, "deny", "deny pages of"],
  ["only listed domains", { web: { access: "listed" }, mode: "all" }, "deny", "not among them"],
  ["an inner name", { url: "http://localhost/" }, "deny", "not of the web"],
  ["hardened denies", { web: listed, preset: "hardened" }, "deny", "hardened"],
  ["read-only asks", { mode: "read-only" }, "ask", "balanced asks"],
  ["permissive lets it", { mode: "read-only", preset: "permissive" }, "allow", "only looks"],
  ["patterns asks", { mode: "patterns" }, "ask", "balanced asks"],
  ["untrusted text was read", { web: listed, taint: ["file /x"] }, "ask", "file /x"],
  ["and in the mode all", { mode: "all", taint: ["file /x"] }, "ask", "file /x"],
  [
    "the policy file asks always",
    { web: listed, rules: { ask: { always: ["fetch-url"] } } },
    "ask",
    "policy file asks",
  ],
  [
    "what looks like a secret",
    { web: listed, url: "https://example.com/?k=AKIAIOSFODNN7EXAMPLE" },
    "ask",
    "looks like a secret",
  ],
  ["a name of other letters", { url: "https://bücher.example/" }, "ask", "other alphabets"],
];

for (const [what, given, verdict, because] of table) {
  test(`${what}: ${verdict}`, () => {
    const judgement = judge(given);
    expect([judgement.verdict, judgement.reasons.join(" ")]).toEqual([
      verdict,
      expect.stringContaining(because),
    ]);
  });
}
