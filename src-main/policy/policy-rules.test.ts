import { expect, test } from "vitest";
import { carefulRules, readPolicyRules, usualRules } from "./policy-rules.ts";

const read = (text: string) => {
  const result = readPolicyRules(text);
  if (!result.ok) throw new Error(`${result.error.line}: ${result.error.sentence}`);
  return result.value;
};

test("an empty object is the policy without a file; comments and trailing commas may stand", () => {
  expect(read("{}")).toEqual(usualRules);
  expect(read("\uFEFF{ // why\n /* what */ }")).toEqual(usualRules);
  expect(read('{ "singleCommand": true, }').singleCommand).toBe(true);
});

test("an entry of a list is a pattern or a pattern with its places", () => {
  const { allow } = read(
    '{ "commands": { "allow": ["id", { "pattern": "ls *", "tags": ["lab"] }] } }',
  ).commands;
  expect(allow).toEqual([
    { pattern: "id", hosts: [], tags: [] },
    { pattern: "ls *", hosts: [], tags: ["lab"] },
  ]);
});

for (const [what, text, line, said] of [
  ["no JSON", '{\n  "preset": \n', 3, "not JSON"],
  ["no object", "[]", 1, "one JSON object"],
  ["nothing", "", 1, ""],
  [
    "an unknown name",
    '{\n\n  "presets": "strict"\n}',
    3,
    "presets: Nothing is called “presets” here.",
  ],
  [
    "an unknown name deep inside",
    '{\n "files": {\n  "readRoot": ["/"]\n }\n}',
    3,
    "files.readRoot",
  ],
  ["a wrong value", '{\n "mode":\n  "some"\n}', 3, "mode: Invalid option"],
  ["mode all", '{ "mode": "all" }', 1, "mode: Invalid option"],
  [
    "a wrong pattern",
    '{ "commands": { "deny": [\n "ok",\n "** x"\n ] } }',
    3,
    "commands.deny.1: A pattern must begin",
  ],
  [
    "a wrong pattern with places",
    '{ "commands": { "deny": [\n { "pattern": "a ** b" } ] } }',
    2,
    "commands.deny.0.pattern: ** may only stand at the end",
  ],
  ["a name that stands there twice", '{ "mode": "ask",\n "mode": "patterns" }', 2, "twice"],
  ["a path that is none", '{ "files": { "readRoots": ["srv"] } }', 1, "begins with / or ~/"],
] as const) {
  test(`${what}: the line is named`, () => {
    const result = readPolicyRules(text);
    if (result.ok) throw new Error("it was taken");
    expect(result.error.line).toBe(line);
    expect(result.error.sentence).toContain(said);
  });
}

test("a text that is no file at all is refused", () => {
  expect(readPolicyRules("\0unreadable").ok).toBe(false);
  expect(readPolicyRules(" ".repeat(1_000_001)).ok).toBe(false);
});

test("names that objects have by themselves are names like any other", () => {
  expect(readPolicyRules('{ "__proto__": { "mode": "patterns" } }').ok).toBe(false);
  expect(read('{ "hosts": { "constructor": { "mode": "none" } } }').hosts).toHaveProperty(
    "constructor",
  );
});

test("careful rules let nothing run by itself", () => {
  expect(carefulRules).toMatchObject({ mode: "ask", maximumMode: "ask", preset: "balanced" });
});
