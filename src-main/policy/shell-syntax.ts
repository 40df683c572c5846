import {
  type CommandNode,
  forEachChild,
  type ParsedScript,
  parse,
  type Redirection,
  type SyntaxNode,
} from "unbash";
import type { Refusal } from "../../shared/contract/approvals.ts";
import type { PlacedWord } from "./command-text.ts";

/** Beyond this many characters a command is not judged: parsing must never hold up the program. */
const judgedLength = 64 * 1024;

/** Deeper than any command that people write; the parser's time grows with the square of it. */
const deepestNesting = 200;

/** How often an `eval` within an `eval` is read before it is taken for one that ends the shell. */
const deepestEval = 4;

/** Whether a command is short enough to be read. What is not read is never approved without a person. */
export const isJudged = (text: string): boolean => text.length <= judgedLength;

export type ParsedCommand = {
  /** Why it is no complete command; empty when it is one, or too long to say. */
  refusals: Refusal[];
  words: PlacedWord[];
  /** It would end or change the very shell that person and agent share (exit, exec, set -e, traps …). */
  endsShell: boolean;
  /** It sends a signal to that shell ($$), from wherever it runs: no parentheses help. */
  killsShell: boolean;
};

/** Reads a command of a POSIX-like shell (bash, zsh, dash, ash). Pure; bounded by `judgedLength`. */
export function parseCommand(text: string): ParsedCommand {
  return parseWithin(text, 0);
}

/** The syntax tree of a text that is short and flat enough to be read in a moment; null for any other. */
export function parsedSafely(text: string): ParsedScript | null {
  return isJudged(text) && nesting(text) <= deepestNesting ? parse(text) : null;
}

function parseWithin(text: string, evals: number): ParsedCommand {
  const harmless = { endsShell: false, killsShell: false };
  if (!isJudged(text)) return { refusals: [], words: [], ...harmless };
  if (nesting(text) > deepestNesting) {
    const sentence =
      "The command is nested too deeply to be read. Write it as a script with fewer levels.";
    return { refusals: [{ at: null, sentence }], words: [], ...harmless };
  }
  const script = parse(text);
  const refusals: Refusal[] = (script.errors ?? []).map(({ message, pos }) => ({
    at: pos,
    sentence: `The command is incomplete or malformed: ${message}.`,
  }));
  const words: PlacedWord[] = [];
  let killsShell = false;
  visit(script, (node) => {
    if (node.type === "Command") {
      const called = wordsOf(node);
      words.push(...called);
      killsShell ||= signalsShell(called.map((word) => word.text));
    }
    if (node.type === "HereDoc" && node.closing === undefined) {
      const name = node.delimiter?.value ?? "";
      refusals.push({
        at: node.pos,
        sentence: `The here-document is never closed by a line “${name}”.`,
      });
    }
  });
  if (/(^|[^\\])(\\\\)*\\$/.test(text)) {
    refusals.push({
      at: text.length - 1,
      sentence: "The command ends in a backslash and would go on.",
    });
  }
  const isWhole = refusals.length === 0;
  return {
    refusals,
    words,
    endsShell: isWhole && endsShell(script, evals),
    killsShell: isWhole && killsShell,
  };
}

/** `kill -9 $$`, under whatever name kill is called; asking whether the shell is there (-0) does no harm. */
function signalsShell(words: readonly string[]): boolean {
  const at = words.findIndex((word) => /(^|\/)kill$/.test(word));
  const given = words.slice(at + 1);
  return (
    at !== -1 &&
    !given.includes("-0") &&
    given.some((word) => /^"?\$(\$|\{\$\}|PPID|\{PPID\})"?$/.test(word))
  );
}

/** How many brackets are open at once at most, wherever they stand: never less than what the parser sees. */
function nesting(text: string): number {
  let open = 0;
  let most = 0;
  for (const character of text) {
    if (character === "(" || character === "{") open += 1;
    else if (character === ")" || character === "}") open = Math.max(0, open - 1);
    if (open > most) most = open;
  }
  return most;
}

function visit(node: SyntaxNode, tell: (node: SyntaxNode) => void): void {
  tell(node);
  forEachChild(node, (child) => visit(child, tell));
}

/** Where commands run in a shell of their own and cannot touch the shared one. */
const ownShell = new Set(["Subshell", "CommandExpansion", "ProcessSubstitution", "Coproc"]);

/** The parts of a node that the shared shell itself would run; calling a function of `defined` runs its body. */
function runInShell(node: SyntaxNode, defined: ReadonlyMap<string, SyntaxNode>): SyntaxNode[] {
  switch (node.type) {
    case "Function":
      return []; // Defining it does nothing yet.
    case "Pipeline":
      return node.commands.slice(-1); // Only the last one may run in the shell itself (zsh).
    case "Statement":
      return node.background === true ? [] : [node.command];
    default: {
      const children: SyntaxNode[] = [];
      forEachChild(node, (child) => void children.push(child));
      const body = node.type === "Command" ? defined.get(node.name?.value ?? "") : undefined;
      return body === undefined ? children : [body, ...children];
    }
  }
}

function endsShell(script: ParsedScript, evals: number): boolean {
  const defined = new Map<string, SyntaxNode>();
  visit(script, (node) => {
    if (node.type === "Function") defined.set(node.name.value, node.body);
  });
  const seen = new Set<SyntaxNode>();
  const search = (node: SyntaxNode): boolean => {
    if (ownShell.has(node.type) || seen.has(node)) return false;
    seen.add(node);
    if (node.type === "Command" && commandEndsShell(node, evals)) return true;
    return runInShell(node, defined).some(search);
  };
  return search(script);
}

type SimpleCommand = Extract<CommandNode, { type: "Command" }>;

function wordsOf(command: SimpleCommand): PlacedWord[] {
  const { name, suffix } = command;
  const called: PlacedWord[] =
    name === undefined ? [] : [{ text: name.value, at: name.pos, place: "command" }];
  const given = suffix.flatMap((part): PlacedWord[] =>
    part.type === "Word" ? [{ text: part.value, at: part.pos, place: "argument" }] : [],
  );
  return [...called, ...given];
}

function commandEndsShell(command: SimpleCommand, evals: number): boolean {
  if (command.name === undefined) {
    return command.prefix.some((part) => part.type === "Assignment" && part.name === "TMOUT");
  }
  const words = command.suffix.flatMap((part) => (part.type === "Word" ? [part.value] : []));
  if (command.name.value === "exec" && words.length === 0) {
    return command.redirects.some(takesStandardStream);
  }
  return wordsEndShell([command.name.value, ...words], evals);
}

/** “exec <f” ends the shell at the end of f, “exec >f” takes its prompt away; other descriptors are free. */
function takesStandardStream({ descriptor, operator }: Redirection): boolean {
  if (descriptor === undefined) return true;
  if (operator.startsWith("&")) return true;
  return descriptor.type === "FileDescriptor" && descriptor.value <= 2;
}

function wordsEndShell([name = "", ...rest]: string[], evals: number): boolean {
  switch (name) {
    case "builtin":
    case "command": {
      const at = rest.findIndex((word) => word !== "-p" && word !== "--");
      return at !== -1 && !rest[at]?.startsWith("-") && wordsEndShell(rest.slice(at), evals);
    }
    case "exit":
    case "logout":
    case "bye":
    case "suspend":
      return true;
    case "exec":
      return rest.length > 0;
    case "eval":
      return evals >= deepestEval || parseWithin(rest.join(" "), evals + 1).endsShell;
    case "trap":
      return rest.length > 0 && !/^-[lp]$/.test(rest[0] ?? "");
    case "set":
      return rest.some(
        (word, index) =>
          /^-\w*[en]/.test(word) ||
          (/^-\w*o$/.test(word) && /^(errexit|noexec)$/.test(rest[index + 1] ?? "")),
      );
    case "shopt":
      return (
        rest.some((word) => /^-\w*o/.test(word)) &&
        rest.some((word) => /^-\w*s/.test(word)) &&
        rest.some((word) => word === "errexit" || word === "noexec")
      );
    case "setopt":
      return rest.some((word) => /^(err_?exit|no_?exec)$/i.test(word));
    case "kill":
      return rest.some((word) => word === "$BASHPID" || word === "0");
    default:
      return false;
  }
}

/**
 * The command as it can be proposed for a POSIX-like shell: what would end the shared shell stands in parentheses, so
 * that the approval already shows the subshell it runs in, and so does what is too long to be read. Anything else comes
 * back as it is.
 */
export function protectShell(text: string): string {
  if (!isJudged(text)) {
    return text.startsWith("(\n") && text.endsWith("\n)") ? text : `(\n${text}\n)`;
  }
  if (!parseCommand(text).endsShell) return text;
  const oneLine = `( ${text} )`;
  const { refusals, endsShell: still } = parseCommand(oneLine);
  return refusals.length === 0 && !still ? oneLine : `(\n${text}\n)`;
}
