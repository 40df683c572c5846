import { type ArithmeticExpression, parse, type SyntaxNode, type Word } from "unbash";
import type { ShellState } from "./shell-state.ts";
import type { Token } from "./shell-word.ts";

/** A shell evaluates the value of a variable in arithmetic once more: with a[$(…)] in it, it runs a command. */
export function arithmeticDoubt(
  expression: ArithmeticExpression,
  state: ShellState,
): string | null {
  switch (expression.type) {
    case "ArithmeticBinary":
      return arithmeticDoubt(expression.left, state) ?? arithmeticDoubt(expression.right, state);
    case "ArithmeticUnary":
      return arithmeticDoubt(expression.operand, state);
    case "ArithmeticTernary":
      return (
        arithmeticDoubt(expression.test, state) ??
        arithmeticDoubt(expression.consequent, state) ??
        arithmeticDoubt(expression.alternate, state)
      );
    case "ArithmeticGroup":
      return arithmeticDoubt(expression.expression, state);
    case "ArithmeticWord":
      return wordDoubt(expression.value.trim(), expression.parts, state);
    case "ArithmeticCommandExpansion":
      return isCount(expression.text) ? null : doubtful(expression.text);
  }
}

const doubtful = (text: string): string =>
  `“${text}” is evaluated as arithmetic, which may run what its value holds`;

const numbers =
  /^(UID|EUID|PPID|RANDOM|SECONDS|LINENO|SHLVL|BASHPID|COLUMNS|LINES|EPOCHSECONDS|[#?$!])$/;

/** Substitutions that print a number. */
const counts =
  /^\$\(\s*(date (-u )?\+?["']?\+?%[sYmdHMSjuw]["']?|nproc|id -u|(.*\|\s*)?(wc -[lcwm]|grep -c[a-zA-Z]* ['"\w.^$ -]+)(\s*<\s*[\w./~-]+)?|stat -c ?["']?%[sYXZ]["']? [\w./~-]+|getconf \w+|tput (cols|lines)|df .*\|\s*awk .*|free .*\|\s*awk .*)\s*\)$/;

const isCount = (text: string): boolean => counts.test(text) && !/\$\(.*\$\(|`/.test(text.slice(1));

function wordDoubt(
  value: string,
  parts: readonly SyntaxNode[] | undefined,
  state: ShellState,
): string | null {
  if (/^(\d+(#\w+)?|0x[\da-fA-F]+|)$/.test(value)) return null;
  const name = /^(?:\$\{?)?([A-Za-z_]\w*|[#?$!])\}?$/.exec(value)?.[1];
  if (name !== undefined) {
    return numbers.test(name) || state.isNumber(name) ? null : doubtful(value);
  }
  if (/^\$\{#\w+(\[[@*]\])?\}$/.test(value)) return null;
  const [only] = parts ?? [];
  if (parts?.length === 1 && only?.type === "CommandExpansion" && isCount(only.text)) return null;
  return doubtful(value);
}

/** A word where [[ … ]] takes a number. */
export function numberDoubt(word: Word, state: ShellState): string | null {
  const { text, parts } = word;
  const bare = /^"(.*)"$/s.exec(text)?.[1] ?? text;
  if (/^-?\d+$/.test(bare)) return null;
  if (isCount(bare)) return null;
  if (/^\$\(\(.*\)\)$/s.test(bare) && parts?.length === 1) return null; // Judged on its own.
  return wordDoubt(bare, undefined, state);
}

/** The words of `let`, each an expression. */
export function letDoubt(words: readonly Token[], state: ShellState): string | null {
  for (const { literal, text } of words) {
    if (literal === null || !/^[\w\s+*/%=<>!&|^?:(),-]*$/.test(literal)) return doubtful(text);
    const { commands, errors } = parse(`((${literal}))`);
    const command = commands[0]?.command;
    if (errors !== undefined || command?.type !== "ArithmeticCommand") return doubtful(text);
    const { expression } = command;
    const doubt = expression === undefined ? null : arithmeticDoubt(expression, state);
    if (doubt !== null) return doubt;
  }
  return null;
}
