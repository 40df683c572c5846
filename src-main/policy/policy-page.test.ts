import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { mode, preset, presetRow } from "../../shared/contract/policy.ts";
import { presetTable } from "../../shared/preset-table.ts";
import { readPolicyRules } from "./policy-rules.ts";

const page = readFileSync(new URL("../../docs/policy.md", import.meta.url), "utf8");

test("the page shows the table as it is", () => {
  for (const name of preset.options) {
    const answers = presetRow.options.map((row) => presetTable[name][row]).join(" | ");
    const shown = name === "balanced" ? "balanced (default)" : name;
    expect(page).toContain(`| ${shown} | ${answers} |`);
  }
});

test("the page names every mode", () => {
  for (const name of mode.options)
    expect(page).toMatch(new RegExp(`^\\| ${name}( \\(default\\))? \\|`, "m"));
});

test("the example on the page is a valid policy file", () => {
  const example = /```jsonc\n([\s\S]*?)```/.exec(page)?.[1] ?? "";
  const read = readPolicyRules(example);
  expect(read.ok ? null : read.error).toBeNull();
});
