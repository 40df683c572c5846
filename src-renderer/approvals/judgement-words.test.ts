import { expect, test } from "vitest";
import type { JudgedPart } from "../../shared/contract/policy.ts";
import { partsWords, partTone, riskMarks, worstSentence } from "./judgement-words.ts";

const part = (more: Partial<JudgedPart>): JudgedPart => ({
  text: "",
  at: null,
  depth: 0,
  class: "read-only",
  network: false,
  secret: false,
  denied: false,
  rule: "",
  because: "b",
  ...more,
});

for (const [more, tone] of [
  [{}, "quiet"],
  [{ class: "change" }, "plain"],
  [{ network: true }, "warning"],
  [{ class: "unknown" }, "warning"],
  [{ secret: true }, "danger"],
  [{ class: "destructive", network: true }, "danger"],
] as const) {
  test(`${JSON.stringify(more)} -> ${tone}`, () => expect(partTone(part(more))).toBe(tone));
}

test("parts are counted by what a person should look at", () => {
  const parts = [part({}), part({ class: "destructive" }), part({ class: "unknown" })];
  expect(partsWords(parts)).toBe("3 parts, 1 destructive, 1 could not be judged");
});

test("a worse part inside a wrapper cuts the wrapper's mark", () => {
  // sudo rm -rf /srv | cat
  const marks = riskMarks([
    part({ at: { start: 0, end: 17 }, class: "privileged", because: "runs as root" }),
    part({ at: { start: 5, end: 17 }, depth: 1, class: "destructive", because: "removes" }),
    part({ at: { start: 20, end: 23 } }),
  ]);
  expect(marks).toEqual([
    { start: 0, end: 5, tone: "warning", title: "privileged: runs as root" },
    { start: 5, end: 17, tone: "danger", title: "destructive: removes" },
  ]);
});

test("what stands inside a decoded string is not marked in the text", () => {
  expect(riskMarks([part({ class: "destructive" })])).toEqual([]);
});

for (const [title, given, sentence] of [
  ["what destroys before what shows a secret", ["read-only", "destructive"], "destructive"],
  ["a secret before a change", ["change", "read-only"], "secret"],
] as const) {
  test(title, () => {
    const parts = given.map((name) =>
      part({
        class: name,
        because: name === "read-only" ? "secret" : name,
        secret: name === "read-only",
      }),
    );
    const worst = given.find((name) => name !== "read-only") ?? "read-only";
    expect(worstSentence({ class: worst, parts })).toBe(sentence);
  });
}
