import type { OptionRule, Rule } from "./program.ts";

/** Every option of one rule by the word it is written as. */
export type OptionTable = ReadonlyMap<string, OptionRule>;

const tables = new WeakMap<Rule, OptionTable>();
const noted = new WeakMap<Rule, ReadonlyMap<string, Rule>>();

export const wordsIn = (list: string | undefined): string[] =>
  (list ?? "").split(/\s+/).filter((word) => word !== "");

/** The options of a rule; built once. */
export function optionTable(rule: Rule): OptionTable {
  const known = tables.get(rule);
  if (known !== undefined) return known;
  const table = new Map<string, OptionRule>();
  for (const word of wordsIn(rule.flags)) table.set(word, { effect: "read" });
  for (const word of wordsIn(rule.attached)) {
    table.set(word, { effect: "read", value: "attached" });
  }
  for (const word of wordsIn(rule.values)) table.set(word, { effect: "read", value: "required" });
  for (const [words, option] of Object.entries(rule.options ?? {})) {
    for (const word of wordsIn(words)) table.set(word, option);
  }
  tables.set(rule, table);
  return table;
}

/** The subcommands of a rule by name; built once. */
export function commandTable(rule: Rule): ReadonlyMap<string, Rule> {
  const known = noted.get(rule);
  if (known !== undefined) return known;
  const table = new Map<string, Rule>();
  for (const [words, command] of Object.entries(rule.commands ?? {})) {
    for (const word of wordsIn(words)) table.set(word, command);
  }
  noted.set(rule, table);
  return table;
}

/** Whether one of its options does more than look, so that a word nobody knows could do it. */
export const hasActingOption = (rule: Rule): boolean =>
  rule.check !== undefined ||
  Object.values(rule.options ?? {}).some(
    ({ effect, network, operand = "text" }) =>
      effect !== "read" || network === true || !["text", "name", "read"].includes(operand),
  );
