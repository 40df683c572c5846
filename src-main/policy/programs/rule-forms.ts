import type { Effect, Rule } from "./program.ts";

const acting =
  (effect: Effect) =>
  (because: string, more: Partial<Rule> = {}): Rule => ({
    effect,
    because,
    style: "words",
    operands: "text",
    ...more,
  });

/**
 * Rules for what acts whatever its options say; the words after it are not looked at. There is none for "change", on
 * purpose: where a change may be allowed by itself, an option that runs something has to be seen.
 */
export const privileged = acting("privilege");
export const destroys = acting("destroy");
export const runs = acting("run");
export const unjudged = acting("unknown");

type Word = string | null;

/** What the words of a command line are, for a `check`. */
export type GivenWords = {
  /** Options as written, short ones one by one: "-avn" gives "-a", "-v" and "-n"; with the values given to them. */
  options: ReadonlyMap<string, readonly Word[]>;
  /** A word that is not known (null) counts as an operand. */
  operands: readonly Word[];
};

/**
 * Splits words as GNU getopt does. `valued` names the options that take a value, space separated as in a rule's `values`.
 * With `stopAtOperand` the first operand ends the options.
 */
export function givenWords(words: readonly Word[], valued = "", stopAtOperand = false): GivenWords {
  const takesValue = new Set(valued.split(" "));
  const options = new Map<string, Word[]>();
  const left = [...words];
  const note = (name: string, value?: Word): void => {
    options.set(name, [...(options.get(name) ?? []), ...(value === undefined ? [] : [value])]);
  };
  const long = (word: string): void => {
    const [, name = word, value] = /^([^=]+)=(.*)$/s.exec(word) ?? [];
    note(name, value ?? (takesValue.has(name) ? left.shift() : undefined));
  };
  const short = (word: string): void => {
    const at = [...word].findIndex((letter, index) => index > 0 && takesValue.has(`-${letter}`));
    const alone = at < 0 ? word : word.slice(0, at);
    for (const letter of alone.slice(1)) note(`-${letter}`);
    if (at > 0) note(`-${word[at]}`, word.slice(at + 1) || left.shift());
  };
  const operands: Word[] = [];
  for (let word = left.shift(); word !== undefined; word = left.shift()) {
    if (word === "--") return { options, operands: [...operands, ...left] };
    if (word?.startsWith("--")) long(word);
    else if (word !== null && /^-./s.test(word)) short(word);
    else operands.push(word);
    if (stopAtOperand && operands.length > 0) return { options, operands: [...operands, ...left] };
  }
  return { options, operands };
}

/** True where at least one of the options, space separated, was given. */
export function gives(words: GivenWords, names: string): boolean {
  return names.split(" ").some((name) => words.options.has(name));
}
