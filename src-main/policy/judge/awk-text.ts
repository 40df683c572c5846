import { type Found, unknown } from "./found.ts";
import type { ShellState } from "./shell-state.ts";
import type { Token } from "./shell-word.ts";

/** Judges an awk program: what writes, runs or reads something else than its input is not a read. */
export function judgeAwk(token: Token, _state: ShellState, rule: string): Found[] {
  if (token.literal === null) {
    return [unknown(rule, `What the program “${token.text}” is, is only known when it runs.`)];
  }
  const because = awkProblem(token.literal);
  return because === null ? [] : [unknown(rule, because)];
}

type Lexeme = { kind: "word" | "number" | "string" | "regex" | "sign" | "end"; text: string };

/** What makes it more than a read, as a sentence; null where nothing does. */
export function awkProblem(text: string): string | null {
  const lexemes = awkLexemes(text);
  if (lexemes === null) return "The awk program cannot be read here.";
  let depth = 0;
  /** The depth at which a print began whose output may be sent elsewhere; null outside of one. */
  let printing: number | null = null;
  for (const [at, { kind, text: word }] of lexemes.entries()) {
    if (kind === "word") {
      if (/^print(f)?$/.test(word)) printing = depth;
      if (/^(system|close|fflush)$/.test(word) && word === "system")
        return "The awk program runs commands.";
      if (word === "getline") {
        if (
          lexemes
            .slice(at + 1, at + 8)
            .some(({ kind: one, text: sign }) => one === "sign" && sign === "<")
        ) {
          return "The awk program reads another file.";
        }
      }
      if (/^(ARGV|ARGC|PROCINFO|ARGIND)$/.test(word))
        return "The awk program may change what it reads.";
      continue;
    }
    if (kind === "end") {
      if (depth === (printing ?? 0)) printing = null;
      continue;
    }
    if (kind !== "sign") continue;
    if (word === "(" || word === "[" || word === "{") depth += 1;
    if (word === ")" || word === "]" || word === "}") {
      depth -= 1;
      if (printing !== null && depth < printing) printing = null;
    }
    if (word === "|" || word === "|&") return "The awk program runs commands.";
    if (word === "@") return "The awk program loads or calls something by name.";
    if (word === ">>") return "The awk program writes into a file.";
    if (word === ">" && printing !== null && depth <= printing)
      return "The awk program writes into a file.";
  }
  return depth === 0 ? null : "The awk program cannot be read here.";
}

/** The lexemes of a program; null where it cannot be read. */
function awkLexemes(text: string): Lexeme[] | null {
  const lexemes: Lexeme[] = [];
  let at = 0;
  while (at < text.length) {
    const rest = text.slice(at);
    const blank = /^([ \t\r]+|\\\r?\n|#[^\n]*)/.exec(rest)?.[0];
    if (blank !== undefined) {
      at += blank.length;
      continue;
    }
    const lexeme = lexemeAt(rest, lexemes.at(-1));
    if (lexeme === null) return null;
    lexemes.push(lexeme);
    at += lexeme.text.length;
  }
  return lexemes;
}

function lexemeAt(rest: string, before: Lexeme | undefined): Lexeme | null {
  const take = (kind: Lexeme["kind"], pattern: RegExp): Lexeme | null => {
    const text = pattern.exec(rest)?.[0];
    return text === undefined ? null : { kind, text };
  };
  if (/^[\n;]/.test(rest)) return { kind: "end", text: rest.charAt(0) };
  if (rest.startsWith('"')) return take("string", /^"(?:[^"\\\n]|\\[\s\S])*"/);
  if (rest.startsWith("/") && !endsValue(before)) {
    return take("regex", /^\/(?:[^/\\\n[]|\\.|\[\^?\]?(?:[^\]\\\n/]|\\.)*\])+\//);
  }
  return (
    take("word", /^[A-Za-z_]\w*/) ??
    take("number", /^(\d+\.?\d*|\.\d+)([eE][-+]?\d+)?/) ??
    take(
      "sign",
      /^(\|&|\|\||&&|>>|>=|<=|==|!=|!~|\+\+|--|\*\*=?|[-+*/%^]=|[-+*/%^!<>=~?:,|@$(){}[\]])/,
    )
  );
}

/** Whether a slash after it divides, rather than beginning a regular expression. */
function endsValue(before: Lexeme | undefined): boolean {
  if (before === undefined) return false;
  if (before.kind === "word") {
    return !/^(print|printf|return|case|in|getline|do|else|if|while)$/.test(before.text);
  }
  if (before.kind === "number" || before.kind === "string") return true;
  return before.kind === "sign" && /^([)\]$]|\+\+|--)$/.test(before.text);
}
