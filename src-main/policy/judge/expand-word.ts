import type { ParsedScript, Word, WordPart } from "unbash";
import { homePiece, type Scope, type Value } from "./scope.ts";
import {
  anything,
  type Form,
  type Hole,
  joinPieces,
  literalForm,
  type Piece,
  type Token,
  tokenOf,
} from "./shell-word.ts";
import { substitutionOutput } from "./substitution-output.ts";
import { wellKnownVariable } from "./well-known-variables.ts";

/** More alternatives than these are not told apart. */
const mostForms = 128;

/** $'…' with a NUL, which ends it, or a control character by name. */
const cutShort = /\\(0{1,3}(?![0-7])|c|x0{1,2}(?![\da-fA-F])|[uU]0+(?![\da-fA-F]))/;

/** What brings several words in quotes, too: "$@", "${a[@]}", zsh's "${=x}" and "${(s: :)x}". */
const quotedWords = /@|^\$\{?[(=^~]/;
/** In zsh an index needs no braces: "$a[@]". */
const zshWords = /\[[^\]]*@/;

const mayBeZsh = ({ shell }: Scope): boolean => shell === "zsh" || shell === "unknown";

const anyOne: Value = { forms: [anything], many: false };
const anyMany: Value = { forms: [anything], many: true };
const one = (...pieces: Piece[]): Value => ({ forms: [pieces], many: false });
const component: Hole = { hole: "component" };

/** Everything that a word of a command becomes: one token in general, several for braces and split variables. */
export function expandWord(word: Word, scope: Scope): Token[] {
  const { parts } = word;
  if (parts === undefined) {
    return [tokenOf(word.text, [tilde(word.text, word.value, scope)], false)];
  }
  if (isGlobbedAddress(word)) return [tokenOf(word.text, [[word.value]], false)];
  const [only, ...more] = parts;
  if (only?.type === "ProcessSubstitution" && more.length === 0) {
    return [{ ...tokenOf(word.text, [["/dev/fd/", component]], false), stream: true }];
  }
  const split = only === undefined || more.length > 0 ? null : splitVariable(only, word, scope);
  if (split !== null) return split;
  let built: Value[] = [{ forms: [[]], many: false }];
  for (const [at, part] of parts.entries()) {
    const inner = alternatives(part, at === 0, scope);
    built = built.flatMap((before) => inner.map((after) => joined(before, after)));
    if (built.length > mostForms) return [tokenOf(word.text, [anything], true)];
  }
  return built.map(({ forms, many, splits }) => ({
    ...tokenOf(word.text, forms, many),
    ...(splits && { splits }),
  }));
}

/** The words that a part makes of its word: several for braces. */
function alternatives(part: WordPart, first: boolean, scope: Scope): Value[] {
  if (part.type === "BraceExpansion") return braces(part.text, part.parts !== undefined);
  if (!first || part.type !== "Literal") return [partValue(part, scope, false)];
  return [{ forms: [tilde(part.text, part.value, scope)], many: false }];
}

/** http://host/path?query without quotes: a file of that name is as good as never there, and would change no more than the path. */
const isGlobbedAddress = ({ text, parts = [] }: Word): boolean =>
  /^(https?:\/\/[\w.-]+(:\d+)?|[\w.-]+:\d+)\/[\w./?=%&+,;:@~*-]*$/.test(text) &&
  parts.every(({ type }) => type === "Literal" || type === "Glob");

/** What a word is where nothing is split and no glob is expanded: the value of an assignment, a redirect's target. */
export function expandValue(word: Word, scope: Scope): Value {
  const tokens = expandWord(word, scope);
  const [only] = tokens;
  return tokens.length === 1 && only !== undefined
    ? { forms: only.forms, many: only.many, ...(only.splits && { splits: only.splits }) }
    : anyMany;
}

function joined(before: Value, after: Value): Value {
  const many = before.many || after.many;
  const splits = before.splits === true || after.splits === true ? ({ splits: true } as const) : {};
  if (before.forms.length * after.forms.length > mostForms)
    return { forms: [anything], many, ...splits };
  const forms = before.forms.flatMap((left) =>
    after.forms.map((right) => joinPieces([...left, ...right])),
  );
  return { forms, many, ...splits };
}

/** ~ at the beginning of a word; `text` as written, `value` without its backslashes. */
function tilde(text: string, value: string, { home, directory }: Scope): Form {
  if (!text.startsWith("~")) return [value];
  const [, user = "", rest = ""] = /^~([^/]*)(.*)$/s.exec(value) ?? [];
  if (user === "") return [homePiece(home), rest];
  if (user === "+") return [directory ?? { hole: "path" }, rest];
  if (user === "root") return ["/root", rest];
  if (/^[a-z_][a-z0-9_-]*$/.test(user)) return [`/home/${user}`, rest];
  return [{ hole: "path" }, rest];
}

/** A variable that this text assigned, alone and without quotes: bash splits it at blanks. */
function splitVariable(part: WordPart, word: Word, scope: Scope): Token[] | null {
  const name = variableName(part);
  if (name === null) return null;
  const value = scope.variable(name);
  if (value === null || value.many || value.forms.length !== 1) return null;
  const text = literalForm(value.forms[0] ?? []);
  if (text === null || /[*?[\\]/.test(text) || !/\s/.test(text)) return null;
  if (scope.shell === "zsh") return null;
  return text
    .split(/\s+/)
    .filter((piece) => piece !== "")
    .map((piece) => tokenOf(word.text, [[piece]], false));
}

const variableName = (part: WordPart): string | null => {
  if (part.type === "SimpleExpansion") return part.text.slice(1);
  if (part.type !== "ParameterExpansion") return null;
  const plain = part.prefix === undefined && part.index === undefined;
  return plain && part.operation === undefined ? part.parameter : null;
};

function partValue(part: WordPart, scope: Scope, quoted: boolean): Value {
  switch (part.type) {
    case "Literal":
    case "SingleQuoted":
      return one(part.value);
    case "AnsiCQuoted":
      return cutShort.test(part.text) ? anyOne : one(part.value);
    case "DoubleQuoted":
      return inQuotes(part, scope);
    case "Glob":
      if (part.parts?.some(({ type }) => type !== "Literal")) return anyMany;
      return { forms: [[{ hole: "glob", pattern: part.text }]], many: true };
    case "ExtendedGlob":
      if (part.parts !== undefined) return anyMany;
      return { forms: [[{ hole: "glob", pattern: "*" }]], many: true };
    case "SimpleExpansion":
    case "ParameterExpansion":
      return expansion(part, scope, quoted);
    case "CommandExpansion":
      return substitution(part.script, scope, quoted);
    case "ArithmeticExpansion":
      // What zsh calculates may be no whole number: 1e+20.
      return one(mayBeZsh(scope) ? component : { ...component, text: "number" });
    default:
      // A translated string, a brace, a process substitution inside a word: nobody can tell.
      return quoted ? anyOne : anyMany;
  }
}

function inQuotes(part: Extract<WordPart, { type: "DoubleQuoted" }>, scope: Scope): Value {
  let value: Value = one();
  for (const child of part.parts) value = joined(value, partValue(child, scope, true));
  return mayBeZsh(scope) && zshWords.test(part.text) ? { ...value, many: true } : value;
}

function expansion(part: WordPart, scope: Scope, quoted: boolean): Value {
  const unknown = quoted && !quotedWords.test(part.text) ? anyOne : anyMany;
  if (part.type === "ParameterExpansion" && part.prefix === "#") return one(component);
  const name = variableName(part);
  if (name !== null) return heldValue(name, scope, quoted) ?? unknown;
  return withDefault(part, scope, quoted) ?? unknown;
}

/** ${x:-word} */
function withDefault(part: WordPart, scope: Scope, quoted: boolean): Value | null {
  if (part.type !== "ParameterExpansion" || part.prefix !== undefined) return null;
  const { operation, parameter, index } = part;
  if (operation?.type !== "Default" || !/^:?-$/.test(operation.operator)) return null;
  const held = index === undefined ? heldValue(parameter, scope, quoted) : null;
  if (held === null) return null;
  const other = expandValue(operation.operand, scope);
  return { forms: [...held.forms, ...other.forms], many: held.many || other.many };
}

function heldValue(name: string, scope: Scope, quoted: boolean): Value | null {
  const number = scope.isNumber(name) ? one(component) : null;
  const value = scope.variable(name) ?? number ?? wellKnownVariable(name, scope);
  if (value === null) return null;
  const splits = value.splits && { splits: value.splits };
  if (quoted) return { forms: value.forms, many: false, ...splits };
  const texts = value.forms.flatMap((form) => form.filter((piece) => typeof piece === "string"));
  // Unquoted: split at blanks and globbed once more.
  if (texts.some((text) => /[\s*?[\\]/.test(text))) return anyMany;
  const globbed = value.forms.some((form) =>
    form.some((piece) => typeof piece !== "string" && piece.hole === "glob"),
  );
  const empty = value.forms.some((form) => literalForm(form) === "");
  return { forms: value.forms, many: value.many || globbed || empty, ...splits };
}

function substitution(script: ParsedScript | undefined, scope: Scope, quoted: boolean): Value {
  const output = script === undefined ? null : substitutionOutput(script, scope.shell);
  if (output === null) {
    if (quoted) return anyOne;
    const printed = script === undefined ? null : scope.printed(script);
    return printed === null ? anyMany : { ...printed, splits: true };
  }
  if (quoted && output.several) return anyOne;
  const { hole, text } = output;
  return { forms: [[{ hole, ...(text && { text }) }]], many: !quoted };
}

/** {a,b} and {1..9} as the words they become; anything less plain is not known. */
function braces(text: string, nested: boolean): Value[] {
  const inner = text.slice(1, -1);
  if (nested || !/^[\w.,/:@%+=-]*$/.test(inner)) return [anyMany];
  if (inner.includes(",")) return inner.split(",").map((word) => one(word));
  const range = /^(\d{1,6})\.\.(\d{1,6})(\.\.\d{1,6})?$/.exec(inner);
  if (range === null) return [anyMany];
  const [, from = "", to = "", step] = range;
  const first = Number(from);
  const last = Number(to);
  const plain = step === undefined && !/^0\d/.test(from) && !/^0\d/.test(to);
  if (!plain || Math.abs(last - first) >= mostForms) return [{ forms: [[component]], many: true }];
  const by = first <= last ? 1 : -1;
  return Array.from({ length: Math.abs(last - first) + 1 }, (_, index) =>
    one(String(first + index * by)),
  );
}
