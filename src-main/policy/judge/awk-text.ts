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
  if (lexemes === null) return unreadable;
  const check = new AwkCheck(lexemes);
  for (const [at, lexeme] of lexemes.entries()) {
    const problem = check.problem(lexeme, at);
    if (problem !== null) return problem;
  }
  return check.isComplete() ? null : unreadable;
}

const unreadable = "The awk program cannot be read here.";
const writes = "The awk program writes into a file.";

/** Follows brackets and print statements, for ">" compares in some places and writes in others. */
class AwkCheck {
  private readonly lexemes: readonly Lexeme[];
  private depth = 0;
  /** The depth at which a print began whose output may be sent elsewhere; null outside of one. */
  private printing: number | null = null;

  constructor(lexemes: readonly Lexeme[]) {
    this.lexemes = lexemes;
  }

  isComplete(): boolean {
    return this.depth === 0;
  }

  problem({ kind, text }: Lexeme, at: number): string | null {
    if (kind === "word") return this.word(text, at);
    const goesOn = text === "\n" && /^(,|&&|\|\||\?|:)$/.test(this.lexemes[at - 1]?.text ?? "");
    if (kind === "end" && !goesOn && this.depth === (this.printing ?? 0)) this.printing = null;
    return kind === "sign" ? this.sign(text) : null;
  }

  private word(text: string, at: number): string | null {
    if (text === "print" || text === "printf") this.printing = this.depth;
    if (text === "system") return "The awk program runs commands.";
    const rest = text === "getline" ? this.lexemes.slice(at + 1) : [];
    if (rest.some((one) => one.kind === "sign" && one.text === "<")) {
      return "The awk program reads another file.";
    }
    const given = /^(ARGV|ARGC|PROCINFO|ARGIND)$/.test(text);
    return given ? "The awk program may change what it reads." : null;
  }

  private sign(text: string): string | null {
    if (/^[([{]$/.test(text)) this.depth += 1;
    if (/^[)\]}]$/.test(text)) this.close();
    if (text === "|" || text === "|&") return "The awk program runs commands.";
    if (text === "@") return "The awk program loads or calls something by name.";
    if (text === ">>") return writes;
    const outside = this.printing !== null && this.depth <= this.printing;
    return text === ">" && outside ? writes : null;
  }

  private close(): void {
    this.depth -= 1;
    if (this.printing !== null && this.depth < this.printing) this.printing = null;
  }
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
  if (
    rest.startsWith("/") &&
    mayEndValue(before) &&
    !/^\/[^/\n]*(\n|$)|^\/[\w\s.$+*%,:?!=&~^-]*\//.test(rest)
  )
    return null;
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

/** Whether a slash after it divides in one place and begins a regular expression in another: "(a) / 2", "if (a) /b/". */
const mayEndValue = (before: Lexeme | undefined): boolean =>
  before !== undefined && /^([)$]|\+\+|--|getline)$/.test(before.text) && before.kind !== "string";

/** Whether a slash after it divides, rather than beginning a regular expression. */
function endsValue(before: Lexeme | undefined): boolean {
  if (before === undefined) return false;
  if (before.kind === "word") {
    return !/^(print|printf|return|exit|case|in|do|else|if|while)$/.test(before.text);
  }
  if (before.kind === "number" || before.kind === "string") return true;
  return before.kind === "sign" && /^([)\]]|\+\+|--)$/.test(before.text);
}
