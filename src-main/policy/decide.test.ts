import { expect, test } from "vitest";
import type { Verdict } from "../../shared/contract/policy.ts";
import { decide, isProduction, type Proposal } from "./decide.ts";

const refused = [{ at: 3, sentence: "A tab cannot be delivered in fish." }];

const table: [string, Proposal, Verdict, string][] = [
  ["none", { mode: "none", production: false, refusals: [], judged: true }, "deny", "mode is none"],
  ["ask", { mode: "ask", production: false, refusals: [], judged: true }, "ask", "mode is ask"],
  ["all", { mode: "all", production: false, refusals: [], judged: true }, "allow", "mode is all"],
  [
    "all on production",
    { mode: "all", production: true, refusals: [], judged: true },
    "ask",
    "production",
  ],
  [
    "none on production",
    { mode: "none", production: true, refusals: [], judged: true },
    "deny",
    "mode is none",
  ],
  [
    "all, unread",
    { mode: "all", production: false, refusals: [], judged: false },
    "ask",
    "too long",
  ],
  [
    "ask, undeliverable",
    { mode: "ask", production: false, refusals: refused, judged: true },
    "deny",
    "A tab",
  ],
  [
    "all, undeliverable",
    { mode: "all", production: false, refusals: refused, judged: true },
    "deny",
    "A tab",
  ],
];

for (const [what, proposal, verdict, because] of table) {
  test(`${what} -> ${verdict}`, () => {
    const decision = decide(proposal);
    expect(decision.verdict).toBe(verdict);
    expect(decision.because).toContain(because);
  });
}

test("a host is production by its group or a tag", () => {
  const hosts = [
    { group: "Production", tags: [] },
    { group: "", tags: ["web", "prod"] },
    { group: "product", tags: ["reproduction"] },
  ];
  expect(hosts.map(isProduction)).toEqual([true, true, false]);
});
