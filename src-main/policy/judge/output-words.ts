import type { CommandNode, ParsedScript } from "unbash";
import { expandWord } from "./expand-word.ts";
import { foundPaths } from "./find-paths.ts";
import type { Scope, Value } from "./scope.ts";

/** Filters that let some of the words through and make up none. */
const filters = /^(head|tail|sort|uniq|grep|egrep|fgrep|cat)$/;

/** What the words are that a command prints for xargs: the paths that find comes upon; null where nobody can tell. */
export function outputWords(command: CommandNode, scope: Scope, given: Value | null): Value | null {
  if (command.type !== "Command" || command.name?.parts !== undefined) return null;
  const name = command.name?.value ?? "";
  if (filters.test(name))
    return command.redirects.some(({ operator }) => operator.startsWith("<")) ||
      rewrites(name, command)
      ? null
      : given;
  if (name !== "find") return null;
  const acts = command.args.some((argument) =>
    /^-(f?printf|exec|execdir|ok|okdir)$/.test(argument.text),
  );
  if (acts || command.args.some(({ type }) => type !== "Word")) return null;
  const words = command.args.flatMap((argument) =>
    argument.type === "Word" ? expandWord(argument, scope) : [],
  );
  const forms = foundPaths(words);
  return forms === null ? null : { forms, many: true };
}

/** What the words are that a whole script prints, where it is one pipeline. */
export function scriptWords({ commands, errors }: ParsedScript, scope: Scope): Value | null {
  const [statement] = commands;
  if (statement === undefined || commands.length !== 1 || errors !== undefined) return null;
  const { command } = statement;
  if (command.type === "AndOr") return null;
  const piped = command.type === "Pipeline" ? command.commands : [command];
  return piped.reduce<Value | null>((given, one) => outputWords(one, scope, given), null);
}

type SimpleCommand = Extract<CommandNode, { type: "Command" }>;

/** Options with which a filter lets whole lines through as they are. */
const plainOptions: Readonly<Record<string, RegExp>> = {
  head: /^(-n|-n?\d+|--lines=\d+|-q|-z)$/,
  tail: /^(-n|-n?\+?\d+|--lines=\+?\d+|-q|-z)$/,
  sort: /^-[rnuhVfz]+$/,
  uniq: /^-[iu]$/,
  grep: /^-[viEFwxz]+$/,
  egrep: /^-[viwxz]+$/,
  fgrep: /^-[viwxz]+$/,
  cat: /^$/,
};

/** Whether a filter may do more than let lines through: has operands beyond its pattern, or an option that rewrites lines. */
function rewrites(name: string, command: SimpleCommand): boolean {
  const words = command.args.map(({ text }) => text);
  const options = words.filter((text) => text.startsWith("-"));
  const others = words.filter((text) => !/^-|^\+?\d+$/.test(text));
  return (
    others.length > (/grep$/.test(name) ? 1 : 0) ||
    !options.every((option) => plainOptions[name]?.test(option))
  );
}
