import type { Refusal } from "../../shared/contract/approvals.ts";
import { codePoint } from "../../shared/visible-text.ts";

/** CR LF and lone CR at line ends become LF and the line ends at the very end go, before a proposal exists. */
export function normalizeCommand(text: string): string {
  return text.replace(/\r\n?/g, "\n").replace(/\n+$/, "");
}

/** Characters that do something instead of showing something, or show nothing at all; newline and tab are not among them. */
const hidden: readonly (readonly [RegExp, string])[] = [
  // biome-ignore lint/suspicious/noControlCharactersInRegex: finding control characters is what this is for.
  [/[\0-\x08\x0b-\x1f\x7f-\x9f]/u, "a control character"],
  [
    /[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]/u,
    "a character that reverses the direction of text",
  ],
  [/\u00ad|\u034f|\u115f|\u1160|\u17b4|\u17b5|\u3164|\ufeff|\uffa0/u, "a character of no width"],
  [
    /[\u180b-\u180e]|[\u200b-\u200d]|[\u2060-\u206f]|[\ufe00-\ufe0d]|[\ufff9-\ufffb]/u,
    "a character of no width",
  ],
  [/[\u{e0000}-\u{e0fff}]/u, "a character of no width"],
  [/[\u00a0\u1680\u2000-\u200a\u202f\u205f\u2800\u3000]/u, "a space that is not the usual one"],
  [/[\u2028\u2029]/u, "a line separator"],
  [/\p{Surrogate}/u, "half a character"],
];

const oddDash = /[\u2010-\u2015\u2043\u2212\ufe58\ufe63\uff0d]/u;
/** Scripts whose letters pass for Latin ones, and Latin letters in disguise. */
const lookalike =
  /[\p{Script=Cyrillic}\p{Script=Greek}\p{Script=Armenian}\p{Script=Cherokee}\p{Script=Coptic}\p{Script=Lisu}\uff01-\uff5e\u{1d400}-\u{1d7ff}]/u;
const latin = /\p{Script=Latin}/u;

/** Hidden characters anywhere, and words that mix Latin letters with letters that look like them. */
export function hiddenCharacterRefusals(text: string): Refusal[] {
  const refusals: Refusal[] = [];
  let at = 0;
  for (const character of text) {
    const kind = hidden.find(([pattern]) => pattern.test(character))?.[1];
    if (kind !== undefined) {
      refusals.push({ at, sentence: `The command contains ${kind} (${codePoint(character)}).` });
    }
    at += character.length;
  }
  for (const match of text.matchAll(/[\p{L}\p{M}]+/gu)) {
    const [word] = match;
    if (!latin.test(word) || !lookalike.test(word)) continue;
    refusals.push({
      at: match.index,
      sentence: `The word “${word}” mixes Latin letters with letters that look like them.`,
    });
  }
  return refusals;
}

/** One shell word: where it stands and what it is to the shell. */
export type PlacedWord = { text: string; at: number; place: "command" | "argument" };

/** Letters and dashes in disguise where they decide what happens: in the command's name and in options. */
export function disguiseRefusals(words: readonly PlacedWord[]): Refusal[] {
  return words.flatMap(({ text, at, place }): Refusal[] => {
    if (place === "command" && (lookalike.test(text) || oddDash.test(text))) {
      return [
        { at, sentence: `The command name “${text}” contains letters that look like others.` },
      ];
    }
    const first = [...text][0] ?? "";
    if (oddDash.test(first)) {
      return [
        {
          at,
          sentence: `“${text}” begins with a dash that is not a hyphen (${codePoint(first)}).`,
        },
      ];
    }
    if (first === "-" && (lookalike.test(text) || oddDash.test(text))) {
      return [
        { at, sentence: `The option “${text}” contains letters or dashes that look like others.` },
      ];
    }
    return [];
  });
}
