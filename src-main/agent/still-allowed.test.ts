import { expect, test } from "vitest";
import type { JudgedPart, Judgement } from "../../shared/contract/policy.ts";
import { aQuestion } from "./in-memory-question.ts";
import { noLongerAllowed } from "./still-allowed.ts";

const asked: Judgement = { ...aQuestion.judgement, class: "change" };
const allowed: Judgement = { ...asked, verdict: "allow" };
const part: JudgedPart = {
  text: "curl",
  at: null,
  depth: 0,
  class: "change",
  network: false,
  secret: false,
  denied: false,
  rule: "program curl",
  because: "It writes a file.",
};

for (const [what, approved, byPerson, now, because] of [
  ["nothing has changed", asked, true, asked, null],
  ["it would run by itself by now", asked, true, allowed, null],
  ["it is milder by now", asked, true, { ...asked, class: "read-only" }, null],
  ["it is denied by now", asked, true, { ...asked, verdict: "deny", reasons: ["No."] }, "No."],
  ["its class got stricter", asked, true, { ...asked, class: "destructive" }, "destructive now"],
  ["its class cannot be told", asked, true, { ...asked, class: "unknown" }, "unknown now"],
  ["the host became production", asked, true, { ...asked, production: true }, "production host"],
  ["a name has to be typed", asked, true, { ...asked, typedName: "web-1" }, "has to be typed"],
  [
    "a name was typed for that host",
    { ...asked, typedName: "web-1", production: true },
    true,
    { ...asked, typedName: "web-1", production: true },
    null,
  ],
  [
    "it connects by now",
    asked,
    true,
    { ...asked, parts: [{ ...part, network: true }] },
    "another machine",
  ],
  ["it shows a secret", asked, true, { ...asked, parts: [{ ...part, secret: true }] }, "a secret"],
  ["allowed by the policy, still", allowed, false, allowed, null],
  ["allowed by the policy, to be asked by now", allowed, false, asked, "A person has to be asked"],
  ["allowed by the policy, denied by now", allowed, false, { ...asked, verdict: "deny" }, "mode"],
] as const) {
  test(`${what}: ${because === null ? "it may begin" : "it is void"}`, () => {
    const said = noLongerAllowed(approved, byPerson, now as Judgement);
    if (because === null) expect(said).toBe(null);
    else expect(said).toContain(because);
  });
}
