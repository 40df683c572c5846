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

/** Words after which a name is one of several that do, or one that must not be. */
const weakens = /^(-o|-or|,|!|-not)$/;

const below: Piece = { hole: "glob", pattern: "**" };

/** The paths that find may come upon, by the words after its name; null where nobody can tell. */
export function foundPaths(words: readonly Token[]): readonly Form[] | null {
  const roots = searchedRoots(words);
  const patterns = searchedPatterns(words);
  if (roots === null || patterns === null) return null;
  // Where every file has to have such a name, there are no others.
  const named = patterns.length > 0 && !words.some(({ literal }) => weakens.test(literal ?? ""));
  const found = roots.flatMap((root): Form[] => [
    ...(named ? [] : [[...root, "/", below]]),
    ...patterns.flatMap(({ name, isPath }) =>
      isPath
        ? [name]
        : [
            [...root, "/", name],
            [...root, "/", below, "/", name],
          ].map((form) => form.flat()),
    ),
  ]);
  return found.length > 64 ? null : found;
}

/** Where it looks; "." where nothing is said. */
function searchedRoots(words: readonly Token[]): readonly Form[] | null {
  const from = words.findIndex(({ literal }) => !/^-([HLP]|O\d)$/.test(literal ?? ""));
  const roots: Form[] = [];
  for (const word of from === -1 ? [] : words.slice(from)) {
    if (/^[-(!,]/.test(literalPrefix(word))) break;
    if (hasUnknown(word) || mayBeOption(word)) return null;
    roots.push(...word.forms);
  }
  return roots.length === 0 ? [["."]] : roots;
}

/** The names and paths that it looks for. */
function searchedPatterns(words: readonly Token[]): { name: Form; isPath: boolean }[] | null {
  const patterns: { name: Form; isPath: boolean }[] = [];
  for (const [index, { literal }] of words.entries()) {
    const kind = /^-i?(name|path|wholename)$/.exec(words[index - 1]?.literal ?? "")?.[1];
    if (kind === undefined) continue;
    if (literal === null) return null;
    const caseless = /^-i/.test(words[index - 1]?.literal ?? "");
    const written = caseless ? literal.toLowerCase() : literal;
    patterns.push({ name: patternPieces(written), isPath: kind !== "name" });
  }
  return patterns;
}
