/** A run of a text as it is drawn: plain, or one character that has to be seen for what it is. */
export type Piece =
  | { kind: "plain"; text: string }
  /** A character that draws nothing, moves things or looks like a space. `shown` stands for it; `title` names it. */
  | { kind: "invisible"; text: string; shown: string; title: string }
  /** A character that can be taken for another one. It is drawn as it is, marked, and named. */
  | { kind: "lookalike"; text: string; title: string };

const names: Record<number, string> = {
  9: "tab",
  13: "carriage return",
  27: "escape",
  127: "delete",
  160: "no-break space",
  173: "soft hyphen",
  1564: "Arabic letter mark",
  4447: "Hangul filler",
  4448: "Hangul filler",
  6158: "Mongolian vowel separator",
  8203: "zero width space",
  8204: "zero width non-joiner",
  8205: "zero width joiner",
  8206: "left-to-right mark",
  8207: "right-to-left mark",
  8232: "line separator",
  8233: "paragraph separator",
  8234: "left-to-right embedding",
  8235: "right-to-left embedding",
  8236: "pop directional formatting",
  8237: "left-to-right override",
  8238: "right-to-left override",
  8288: "word joiner",
  8294: "left-to-right isolate",
  8295: "right-to-left isolate",
  8296: "first strong isolate",
  8297: "pop directional isolate",
  10240: "braille blank",
  12288: "ideographic space",
  12644: "Hangul filler",
  65279: "byte order mark",
  65440: "Hangul filler",
  65532: "object replacement",
};

/** Spaces other than U+0020, controls, format characters, fillers, unassigned and private characters, lone surrogates. */
const invisible =
  /^(?:[\p{Zs}\p{Zl}\p{Zp}\p{Cc}\p{Cf}\p{Co}\p{Cn}\p{Cs}\p{Variation_Selector}]|[\u115f\u1160\u2800\u3164\uffa0\ufffc])$/u;

/** Dashes, quotes, slashes, dots, full-width and mathematical forms that are not the ASCII character they resemble. */
const disguised =
  /^[\p{Pd}\p{Pi}\p{Pf}\u00b4\u02ca\u02cb\u02dc\u0375\u037e\u0384\u0589\u1fbd\u1fbf\u1fef\u1ffd\u1ffe\u201a\u201e\u2024-\u2026\u2032-\u2037\u2043\u2044\u2212\u2215\u2217\u2223\u223c\u23d0\u29f8\ufe54\ufe60\ufe64\ufe65\ufe68\ufe69\uff01-\uff5e\u{1d400}-\u{1d7ff}]$/u;

const latin = /\p{Script=Latin}/u;
const lookalikeScripts =
  /[\p{Script=Cyrillic}\p{Script=Greek}\p{Script=Armenian}\p{Script=Cherokee}]/u;
const wordCharacter = /[\p{L}\p{M}\p{N}]/u;

/**
 * A text cut into pieces so that nothing in it can hide: every character that draws nothing gets a sign of its own,
 * letters of another script inside a Latin word and disguised punctuation are marked. Newlines and single spaces between
 * words stay as they are; spaces at the end of a line are shown. The pieces' `text` joined is the text itself.
 */
export function visibleText(text: string): Piece[] {
  const pieces: Piece[] = [];
  const characters = [...text];
  const mixed = mixedWords(characters);
  characters.forEach((character, at) => {
    const piece = pieceOf(character, mixed.has(at), endsLine(characters, at));
    const last = pieces.at(-1);
    if (piece.kind === "plain" && last?.kind === "plain") last.text += piece.text;
    else pieces.push(piece);
  });
  return pieces;
}

/** Whether a text holds anything but newlines and tabs that a reader could miss or mistake. */
export const hidesSomething = (text: string): boolean =>
  visibleText(text).some(
    ({ kind, text: part }) => kind !== "plain" && part !== "\t" && part !== " ",
  );

function pieceOf(character: string, inMixedWord: boolean, atLineEnd: boolean): Piece {
  if (character === "\n") return { kind: "plain", text: character };
  if (character === " ") {
    return atLineEnd
      ? { kind: "invisible", text: character, shown: "·", title: "space at the end of the line" }
      : { kind: "plain", text: character };
  }
  if (character === "\t") return { kind: "invisible", text: character, shown: "⇥", title: "tab" };
  if (invisible.test(character)) {
    return {
      kind: "invisible",
      text: character,
      shown: signOf(character),
      title: titleOf(character),
    };
  }
  const named = `${codePoint(character)}, not the character it may look like`;
  if (character > "\u007f" && disguised.test(character))
    return { kind: "lookalike", text: character, title: named };
  if (inMixedWord && lookalikeScripts.test(character)) {
    return { kind: "lookalike", text: character, title: `${named}: a letter of another script` };
  }
  return { kind: "plain", text: character };
}

/** Places of the characters whose word mixes Latin letters with letters of scripts that resemble them. */
function mixedWords(characters: readonly string[]): Set<number> {
  const places = new Set<number>();
  let start = 0;
  for (let at = 0; at <= characters.length; at += 1) {
    const character = characters[at];
    if (character !== undefined && wordCharacter.test(character)) continue;
    const word = characters.slice(start, at).join("");
    if (latin.test(word) && lookalikeScripts.test(word)) {
      for (let inside = start; inside < at; inside += 1) places.add(inside);
    }
    start = at + 1;
  }
  return places;
}

function endsLine(characters: readonly string[], at: number): boolean {
  if (characters[at] !== " ") return false;
  let next = at;
  while (characters[next] === " ") next += 1;
  return next === characters.length || characters[next] === "\n";
}

/** The short names of U+0000 to U+001F, which are drawn in every font; the pictures of them (U+241B) are not. */
const controls =
  "NUL SOH STX ETX EOT ENQ ACK BEL BS HT LF VT FF CR SO SI DLE DC1 DC2 DC3 DC4 NAK SYN ETB CAN EM SUB ESC FS GS RS US".split(
    " ",
  );

/** Control characters have a name (ESC); everything else is shown by its number. */
function signOf(character: string): string {
  const code = character.codePointAt(0) ?? 0;
  if (code === 0x7f) return "DEL";
  return controls[code] ?? `⟨${codePoint(character)}⟩`;
}

/** "U+202E": a character by its number. */
export const codePoint = (character: string): string =>
  `U+${(character.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, "0")}`;

function titleOf(character: string): string {
  const code = character.codePointAt(0) ?? 0;
  const name = names[code];
  if (name !== undefined) return `${name} (${codePoint(character)})`;
  if (code >= 0xe0000 && code <= 0xe007f)
    return `invisible tag character (${codePoint(character)})`;
  if (code < 0xa0) return `control character (${codePoint(character)})`;
  return `invisible character (${codePoint(character)})`;
}
