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
  /** For what holds something up: /bin/rm is rm, and options that the pattern does not name, with a value each, may stand anywhere. */
  | "wide";

/** Whether these words are what the pattern means. null = a word that is not known before it runs. */
export function matchPattern(
  pattern: CommandPattern,
  tokens: readonly (string | null)[],
  reading: Reading,
): Match {
  const open = pattern.words.at(-1)?.kind === "rest";
  const words = open ? pattern.words.slice(0, -1) : pattern.words;
  return reading === "narrow" ? matchNarrow(words, tokens, open) : matchWide(words, tokens, open);
}

function matchNarrow(
  words: readonly PatternWord[],
  tokens: readonly (string | null)[],
  open: boolean,
): Match {
  if (tokens.length < words.length || (!open && tokens.length > words.length)) return "no";
  const matches = words.every((word, index) => {
    const token = tokens[index] ?? null;
    return token !== null && matchesWord(word, token) && !(isAnyWord(word) && isOption(token));
  });
  return matches ? "yes" : "no";
}

/** So far into the pattern; whether an option was passed over last; whether that is certain. */
type Reached = { at: number; afterOption: boolean; certain: boolean };

function matchWide(
  words: readonly PatternWord[],
  tokens: readonly (string | null)[],
  open: boolean,
): Match {
  const [first = null, ...others] = tokens;
  const [name] = words;
  if (name === undefined || tokens.length === 0) return "no";
  if (first !== null && !matchesWord(name, programName(first, name))) return "no";
  let reached: Reached[] = [{ at: 1, afterOption: false, certain: first !== null }];
  const ends = () => reached.filter(({ at }) => at === words.length);
  for (const token of others) {
    if (open && ends().some(({ certain }) => certain)) return "yes";
    reached = distinct(reached.flatMap((each) => goOn(each, words, token, open)));
    if (reached.length === 0) return "no";
  }
  const found = ends();
  if (found.length === 0) return "no";
  return found.some(({ certain }) => certain) ? "yes" : "perhaps";
}

/** Where one more word leads to. */
function goOn(
  { afterOption, at, certain }: Reached,
  words: readonly PatternWord[],
  token: string | null,
  open: boolean,
): Reached[] {
  const word = words[at];
  if (word === undefined && open) return [{ at, afterOption: false, certain }];
  const next: Reached[] = [];
  const known = certain && token !== null;
  if (word !== undefined && (token === null || matchesWord(word, token))) {
    next.push({ at: at + 1, afterOption: false, certain: known });
  }
  if (token === null || isOption(token)) next.push({ at, afterOption: true, certain: known });
  else if (afterOption) next.push({ at, afterOption: false, certain });
  return next;
}

function distinct(reached: readonly Reached[]): Reached[] {
  return [...new Map(reached.map((each) => [JSON.stringify(each), each])).values()];
}

/** A pattern that means exactly these words; `widened` makes the last one `*`. */
export function patternOf(tokens: readonly string[], widened: boolean): string {
  const shown = tokens.map(quoted);
  if (widened) shown[shown.length - 1] = "*";
  return shown.join(" ");
}

function matchesWord(word: PatternWord, token: string): boolean {
  switch (word.kind) {
    case "word":
      return word.text === token;
    case "wild":
      return word.matches.test(token);
    default:
      return true;
  }
}

const isAnyWord = ({ kind }: PatternWord) => kind === "one";
const isOption = (token: string) => token.startsWith("-");

/** Without its folder, unless the pattern names one. */
function programName(token: string, word: PatternWord): string {
  if (word.kind === "word" && word.text.includes("/")) return token;
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
