import {
  type Form,
  hasUnknown,
  literalPrefix,
  mayBeOption,
  type Piece,
  type Token,
} from "./shell-word.ts";

/** A pattern that find matches by itself, as pieces. */
function patternPieces(text: string): Form {
  return text
    .split(/(\*|\?|\[[^\]]*\])/)
    .filter((piece) => piece !== "")
    .map((piece): Piece => (/^[*?[]/.test(piece) ? { hole: "glob", pattern: piece } : piece));
}

const below: Piece = { hole: "glob", pattern: "**" };

/** The paths that find may come upon, by the words after its name; null where nobody can tell. */
export function foundPaths(words: readonly Token[]): readonly Form[] | null {
  let at = 0;
  while (/^-([HLP]|O\d)$/.test(words[at]?.literal ?? "")) at += 1;
  const roots: Form[] = [];
  for (; at < words.length; at += 1) {
    const word = words[at];
    if (word === undefined || /^[-(!,]/.test(literalPrefix(word))) break;
    if (hasUnknown(word) || mayBeOption(word)) return null;
    roots.push(...word.forms);
  }
  const found: Form[] = [];
  const all: readonly Form[] = roots.length === 0 ? [["."]] : roots;
  for (const root of all) {
    found.push([...root, "/", below]);
    for (const [index, word] of words.entries()) {
      const option = words[index - 1]?.literal ?? "";
      if (!/^-i?(name|path|wholename)$/.test(option)) continue;
      if (word.literal === null) return null;
      const name = patternPieces(word.literal);
      if (/name$/.test(option) && !/whole/.test(option))
        found.push([...root, "/", below, "/", ...name]);
      else found.push(name);
    }
  }
  return found.length > 64 ? null : found;
}
