import { filePrompts } from "./file-prompts.ts";
import { gpgPrompts } from "./gpg-prompts.ts";
import { packagePrompts } from "./package-prompts.ts";
import { pacmanPrompts } from "./pacman-prompts.ts";
import { pagerPrompts } from "./pager-prompts.ts";
import { pamPrompts } from "./pam-prompts.ts";
import { passphrasePrompts } from "./passphrase-prompts.ts";
import { passwdPrompts } from "./passwd-prompts.ts";
import { passwordPrompts } from "./password-prompts.ts";
import { questionPrompts } from "./question-prompts.ts";
import { isSecretKind, type PromptKind, type RecordedPrompts } from "./recorded-prompt.ts";
import { replPrompts } from "./repl-prompts.ts";
import { sudoPrompts } from "./sudo-prompts.ts";

/** Every recorded question. */
export const recordedPrompts: readonly RecordedPrompts[] = [
  ...sudoPrompts,
  ...pamPrompts,
  ...passwdPrompts,
  ...passphrasePrompts,
  ...gpgPrompts,
  ...passwordPrompts,
  ...packagePrompts,
  ...pacmanPrompts,
  ...questionPrompts,
  ...filePrompts,
  ...pagerPrompts,
  ...replPrompts,
];

/** What the end of an output seems to ask. As good as a guess can be: any program can print any text. */
export type Recognised = {
  kind: PromptKind;
  /** The program that is known to ask in these words; null where only the form of the question is known. */
  program: string | null;
  /** The question as it stands there. */
  question: string;
  /** Whose password, where, and of which file, as far as the question says. */
  user: string | null;
  host: string | null;
  path: string | null;
  /** The words that it offers as answers, yes first: "J", "n". */
  answers: readonly string[];
};

/** Characters of a line that are looked at, from its end: no question is longer. */
const longestQuestion = 400;

/**
 * What an output that has stopped asks on its last line, where that is not ended; null where it asks nothing that is
 * known. Takes time in proportion to the last 400 characters at most.
 */
export function recognisePrompt(output: string): Recognised | null {
  const line = lastLine(output);
  if (line === "") return null;
  return recorded(line) ?? byForm(line);
}

/** Whether an output ends in a question for a password, a passphrase or a code. */
export function asksForSecret(output: string): boolean {
  const found = recognisePrompt(output);
  return found !== null && isSecretKind(found.kind);
}

function lastLine(output: string): string {
  if (output.endsWith("\n")) return "";
  const from = Math.max(output.lastIndexOf("\n") + 1, output.length - longestQuestion);
  return plainSpaces(output.slice(from));
}

/** One space for any number of any kind, none at the ends; directions of writing are not part of a question. */
const plainSpaces = (text: string): string =>
  text
    .replace(/[\u200b-\u200f\u202a-\u202e\u2066-\u2069]/g, "")
    .replace(/\s+/g, " ")
    .trim();

type Known = { program: string; kind: PromptKind };
type KnownForm = Known & { form: RegExp };

/** Questions that are always the same, by their text, and those with places for what differs. Made at the first use. */
let book: { same: Map<string, Known>; forms: KnownForm[] } | null = null;

function recorded(line: string): Recognised | null {
  book ??= readBook();
  const same = book.same.get(line);
  if (same !== undefined)
    return { ...same, ...nothingSaid, question: line, answers: answersIn(line) };
  for (const { form, kind, program } of book.forms) {
    const groups = form.exec(line)?.groups;
    if (groups === undefined) continue;
    const { user = null, host = null, path = null } = groups;
    return { kind, program, question: line, user, host, path, answers: answersIn(line) };
  }
  return null;
}

function readBook(): NonNullable<typeof book> {
  const same = new Map<string, Known>();
  const forms: KnownForm[] = [];
  for (const { kind, program, texts } of recordedPrompts) {
    for (const text of Object.values(texts).flat()) {
      const plain = plainSpaces(text);
      if (plain.includes("{")) forms.push({ kind, program, form: formOf(plain) });
      else if (!same.has(plain)) same.set(plain, { kind, program });
    }
  }
  return { same, forms };
}

/** Each place takes a bounded number of characters, so that no line makes the search long. */
const places: Record<string, string> = {
  user: "[^\\s:'\"]{1,64}",
  host: "[^\\s:'\"/]{1,120}",
  path: "[^\\s](?:.{0,198}[^\\s])?",
  number: "\\d{1,9}",
  any: ".{1,120}",
};

function formOf(text: string): RegExp {
  const seen = new Set<string>();
  const form = text.split(/\{(\w+)\}/).map((part, index) => {
    if (index % 2 === 0) return part.replace(/[\\^$.*+?()[\]{}|/]/g, "\\$&");
    const place = places[part] ?? "";
    const isNamed = part !== "number" && part !== "any" && !seen.has(part);
    seen.add(part);
    return isNamed ? `(?<${part}>${place})` : place;
  });
  // A group that is always there, so that a match can be told from none.
  return new RegExp(`^(?<all>${form.join("")})$`, "u");
}

const nothingSaid = { user: null, host: null, path: null } as const;

/** Questions of programs that nobody has recorded, by their form. */
function byForm(line: string): Recognised | null {
  const kind = kindByForm(line);
  if (kind === null) return null;
  const place = /(?<user>[^\s:'"@()]{1,64})@(?<host>[^\s:'"@/()]{1,120})/u.exec(line)?.groups;
  const { user = null, host = null } = isSecretKind(kind) ? (place ?? {}) : {};
  return { kind, program: null, question: line, user, host, path: null, answers: answersIn(line) };
}

function kindByForm(line: string): PromptKind | null {
  const secret = secretByForm(line);
  if (secret !== null) return secret;
  if (answersIn(line).length > 0) return "yes-no";
  if (anyKey.test(line)) return "any-key";
  if (pager.test(line)) return "pager";
  return null;
}

const anyKey =
  /(?:^|[.:!] ?)(?:please )?(?:press|hit|strike) (?:any key|a key|\W?(?:enter|return)\W?)(?: .{0,80})?[.:…]{0,3}(?: \.){0,3}$/iu;
const pager =
  /^[-<( ]{0,6}more[-)> ]{0,6}(?:\(?\d{1,3}%\)?)?$|\(END\)$|^lines \d{1,9}-\d{1,9}\b.{0,40}$/iu;

const code =
  /\b(?:verification code|security code|one-time (?:password|code|pin)|authenticat(?:or|ion) code|2fa code|token code|passcode|otp|pin)\b/iu;
const phrase = /\bpass ?phrase\b/iu;
const oneWord = /\b(?:passwd|kennwort|kodeord|pwd)\b|口令/iu;

/** A line that ends in a colon and names a secret in one of the languages of the table. */
function secretByForm(line: string): PromptKind | null {
  if (/^\[sudo\b[^\]]{0,60}\] ?\S/u.test(line)) return "password";
  if (!/[:：៖]$/u.test(line)) return null;
  if (code.test(line)) return "code";
  if (phrase.test(line)) return "passphrase";
  passwordWords ??= readPasswordWords();
  return oneWord.test(line) || passwordWords.test(line) ? "password" : null;
}

let passwordWords: RegExp | null = null;

/** PAM's word for "password" in each language. Inside of a word of an alphabet it does not count. */
function readPasswordWords(): RegExp {
  const words = pamPrompts
    .flatMap(({ texts }) => Object.values(texts))
    .flatMap(([first = ""]) => {
      const word = plainSpaces(first).replace(/ ?[:：៖]$/u, "");
      return word === "" ? [] : [word.replace(/[\\^$.*+?()[\]{}|/]/g, "\\$&")];
    });
  const unique = [...new Set([...words, "암호"])];
  return new RegExp(
    `(?<![\\p{Script=Latin}\\p{Script=Cyrillic}\\p{Script=Greek}])(?:${unique.join("|")})`,
    "iu",
  );
}

/** Words for yes and no that stand side by side in questions, beside those of the package managers. */
const commonPairs = [
  "yes/no",
  "ja/nein",
  "oui/non",
  "si/no",
  "sí/no",
  "да/нет",
  "是/否",
  "はい/いいえ",
  "a/n",
  "n/y",
];
let pairs: ReadonlySet<string> | null = null;

/** "[Y/n]", "(yes/no)? ", "([y]/n)?", "[y/n/…] (y):", "y/n?" at the end of a line. */
function answersIn(line: string): readonly string[] {
  const end = line.slice(-100).replace(/\[(\p{L})\]\//u, "$1/");
  const found =
    /[([]([^()[\]]{1,60}|[^()[\]]{1,20}\[fingerprint\])[)\]](?: \(\p{L}{1,5}\))?[\s?:.]{0,4}$/u.exec(
      end,
    ) ?? /(?:^|\s)(\p{L}{1,3}\/\p{L}{1,3})\s?[?:]$/u.exec(end);
  const [yes = "", no = ""] = (found?.[1] ?? "").split("/").map((word) => word.trim());
  pairs ??= readPairs();
  return pairs.has(`${yes}/${no}`.toLowerCase()) ? [yes, no] : [];
}

function readPairs(): ReadonlySet<string> {
  const texts = [...packagePrompts, ...pacmanPrompts].flatMap((prompts) =>
    Object.values(prompts.texts).flat(),
  );
  const found = texts.flatMap((text) => /[([](\p{L}{1,4}\/\p{L}{1,4})[)\]]/u.exec(text)?.[1] ?? []);
  return new Set([...commonPairs, ...found].map((pair) => pair.toLowerCase()));
}
