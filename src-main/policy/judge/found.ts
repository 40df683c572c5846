import type { CommandClass, JudgedPart } from "../../../shared/contract/policy.ts";
import { commandClass } from "../../../shared/contract/policy.ts";
import type { Effect } from "../programs/program.ts";

/** Something that was found in a part of a command. */
export type Found = {
  class: CommandClass;
  /** One plain sentence. */
  because: string;
  /** The rule that said so: "program ls", "redirect". */
  rule: string;
  network?: true;
  secret?: true;
  /** A catastrophe, whatever the mode. */
  denied?: true;
};

/** Where a part stands. */
export type Where = {
  text: string;
  at: { start: number; end: number } | null;
  depth: number;
};

const order = new Map(commandClass.options.map((name, index) => [name, index]));
const severity = (name: CommandClass): number => order.get(name) ?? 0;

export const worse = (one: CommandClass, other: CommandClass): CommandClass =>
  severity(other) > severity(one) ? other : one;

/** The class of a program's effect. */
export function classOf(effect: Effect): CommandClass {
  switch (effect) {
    case "read":
      return "read-only";
    case "change":
      return "change";
    case "privilege":
      return "privileged";
    case "destroy":
      return "destructive";
    default:
      return "unknown";
  }
}

const weight = (found: Found): number =>
  (found.denied ? 100 : 0) +
  severity(found.class) * 4 +
  (found.secret ? 2 : 0) +
  (found.network ? 1 : 0);

/** The decisive one first. */
export const bySeverity = (founds: readonly Found[]): Found[] =>
  [...founds].sort((one, other) => weight(other) - weight(one));

export const unknown = (rule: string, because: string): Found => ({
  class: "unknown",
  rule,
  because,
});

/** One part of the judgement out of everything that was found in it. */
export function partOf(where: Where, founds: readonly Found[], harmless: Found): JudgedPart {
  const [decisive = harmless] = bySeverity(founds);
  return {
    text: where.text,
    at: where.at,
    depth: where.depth,
    class: decisive.class,
    network: founds.some(({ network }) => network === true),
    secret: founds.some(({ secret }) => secret === true),
    denied: founds.some(({ denied }) => denied === true),
    rule: decisive.rule,
    because: decisive.because,
  };
}
