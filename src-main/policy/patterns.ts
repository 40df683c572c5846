/** One place in a pattern: a word as it stands, a word with wildcards in it, any one word, or any further words. */
export type PatternWord =
  | { kind: "word"; text: string }
  | { kind: "wild"; matches: RegExp }
  | { kind: "one" }
  | { kind: "rest" };

/** A token pattern that was read: "systemctl status *", "journalctl **". */
export type CommandPattern = { source: string; words: readonly PatternWord[] };

/** yes; no; perhaps: a word that nobody knows before it runs stands where the pattern says something definite. */
export type Match = "yes" | "perhaps" | "no";

/**
 * Reads a token pattern: words are parted by spaces and may be quoted as in a shell; `*` alone is exactly one word, `*`
 * within a word any characters, `**` at the end any further words. What is quoted or behind a backslash stands for
 * itself. A string is what is wrong, as a sentence.
 */
export function readPattern(source: string): CommandPattern | string {
  const read = readWords(source);
  if (typeof read === "string") return read;
  if (read.length === 0) return "The pattern is empty.";
  const words = read.map(asPatternWord);
  const rest = words.findIndex((word) => word.kind === "rest");
  if (rest === 0) return "A pattern must begin with the name of a program.";
  if (rest !== -1 && rest !== words.length - 1) return "** may only stand at the end of a pattern.";
  if (words[0]?.kind !== "word") return "The name of the program must be written out.";
  return { source, words };
}

/** How a pattern may be read. */
export type Reading =
  /** For what lets something through: `*` is never an option, and a program's path must be spelled alike. */
  | "narrow"
  /** For what holds something up: `*` is any word, and /bin/rm is rm. */
  | "wide";

/** Whether these words are what the pattern means. null = a word that is not known before it runs. */
export function matchPattern(
  { words }: CommandPattern,
  tokens: readonly (string | null)[],
  reading: Reading,
): Match {
  const open = words.at(-1)?.kind === "rest";
  const fixed = open ? words.slice(0, -1) : words;
  if (tokens.length < fixed.length || (!open && tokens.length > fixed.length)) return "no";
  const known = fixed.every((word, index) => {
    const token = tokens[index] ?? null;
    if (token === null) return true;
    return matchesWord(word, index === 0 ? programName(token, word, reading) : token, reading);
  });
  if (!known) return "no";
  return tokens.slice(0, fixed.length).includes(null) ? "perhaps" : "yes";
}

/** A pattern that means exactly these words; `widened` makes the last one `*`. */
export function patternOf(tokens: readonly string[], widened: boolean): string {
  const shown = tokens.map(quoted);
  if (widened) shown[shown.length - 1] = "*";
  return shown.join(" ");
}

function matchesWord(word: PatternWord, token: string, reading: Reading): boolean {
  switch (word.kind) {
    case "word":
      return word.text === token;
    case "wild":
      return word.matches.test(token);
    default:
      return reading === "wide" || !token.startsWith("-");
  }
}

function programName(token: string, word: PatternWord, reading: Reading): string {
  if (reading === "narrow" || (word.kind === "word" && word.text.includes("/"))) return token;
  return token.slice(token.lastIndexOf("/") + 1);
}

/** A word and, for each of its units, whether it stands for itself because it was quoted. */
type ReadWord = { text: string; literal: boolean[] };

/** A space, a quoted stretch, a character behind a backslash, or a character as it stands. */
const piece = /(\s+)|'([^']*)'|"([^"]*)"|\\([\s\S])|([^'"\\])/y;

function readWords(source: string): ReadWord[] | string {
  const words: ReadWord[] = [];
  let word: ReadWord | null = null;
  piece.lastIndex = 0;
  while (piece.lastIndex < source.length) {
    const found = piece.exec(source);
    if (found === null) return "A quote or a backslash has nothing that ends it.";
    const [, space, single, double, escaped, plain] = found;
    if (space !== undefined) {
      if (word !== null) words.push(word);
      word = null;
      continue;
    }
    const text = single ?? double ?? escaped ?? plain ?? "";
    word ??= { text: "", literal: [] };
    word.text += text;
    word.literal.push(...Array.from({ length: text.length }, () => plain === undefined));
  }
  if (word !== null) words.push(word);
  return words;
}

function asPatternWord({ text, literal }: ReadWord): PatternWord {
  const free = literal.every((each) => !each);
  if (free && text === "*") return { kind: "one" };
  if (free && text === "**") return { kind: "rest" };
  if (!literal.some((each, at) => !each && text[at] === "*")) return { kind: "word", text };
  const source = [...text.split("").entries()]
    .map(([at, unit]) => (unit === "*" && literal[at] === false ? "[\\s\\S]*" : codeUnit(unit)))
    .join("");
  return { kind: "wild", matches: new RegExp(`^${source}$`) };
}

const codeUnit = (unit: string) => (/[\w/]/.test(unit) ? unit : `\\u${hex(unit)}`);
const hex = (unit: string) => unit.charCodeAt(0).toString(16).padStart(4, "0");

function quoted(token: string): string {
  if (/^[\w@%+=:,./-]+$/.test(token)) return token;
  return `'${token.replaceAll("'", `'\\''`)}'`;
}
