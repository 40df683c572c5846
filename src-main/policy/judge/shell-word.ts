/** A stretch of a word that is not known before the command runs. */
export type Hole = {
  /**
   * glob: matches names within one directory level. component: something without "/" that does not begin with "-" (a user,
   * a number, a date). path: an absolute path. any: anything at all.
   */
  hole: "glob" | "component" | "path" | "any";
  /** A glob as it is written: "*", "?", "[a-z]". */
  pattern?: string;
  /**
   * What it is made of where that is certain. plain: letters, digits, blanks and : . , + - _ alone, on one line. number: digits,
   * perhaps with blanks around or a sign before.
   */
  text?: "plain" | "number";
};

export type Piece = string | Hole;

/** One thing that a word can be: literal stretches and holes in order. */
export type Form = readonly Piece[];

/** A word as a program gets it, as far as that is known before it runs. */
export type Token = {
  /** As it is written. */
  text: string;
  /** Exactly what the program gets; null where that is not certain. */
  literal: string | null;
  /** Everything that it can be; at least one. */
  forms: readonly Form[];
  /** It may become no word at all, or several. */
  many: boolean;
  /** It names a file that a shell opens for a command inside it: <(…) or >(…). */
  stream?: true;
  /** It comes from a list that is split at blanks (xargs): a file name with a blank in it brings further words. */
  splits?: true;
};

export const anything: Form = [{ hole: "any" }];

export const literalToken = (value: string, text = value): Token => ({
  text,
  literal: value,
  forms: [[value]],
  many: false,
});

/** Joins neighbouring literal stretches. */
export function joinPieces(pieces: Form): Form {
  const joined: Piece[] = [];
  for (const piece of pieces) {
    const last = joined.at(-1);
    if (typeof piece === "string" && typeof last === "string") {
      joined[joined.length - 1] = last + piece;
    } else if (piece !== "" || pieces.length === 1) joined.push(piece);
  }
  return joined.length === 0 ? [""] : joined;
}

/** The whole word where it is literal. */
export function literalForm(form: Form): string | null {
  const [only, ...more] = form;
  return more.length === 0 && typeof only === "string" ? only : null;
}

export function tokenOf(text: string, forms: readonly Form[], many: boolean): Token {
  const joined = forms.map(joinPieces);
  const [first] = joined;
  const literal = !many && joined.length === 1 && first !== undefined ? literalForm(first) : null;
  return { text, literal, forms: joined, many };
}

const isAny = (piece: Piece): boolean => typeof piece !== "string" && piece.hole === "any";

/** Whether nothing at all is known of some part of it. */
export const hasUnknown = ({ forms }: Token): boolean => forms.some((form) => form.some(isAny));

/** Whether the program may take it for an option, or whether it may bring further words that are. */
export function mayBeOption(token: Token): boolean {
  if (token.splits || (token.many && hasUnknown(token))) return true;
  return token.forms.some(([first]) => {
    if (first === undefined) return false;
    if (typeof first === "string") return first.startsWith("-");
    return first.hole === "any" || first.hole === "glob";
  });
}

/** What a glob or an expansion begins with at the least, as long as it is literal; over all forms the same, or "". */
export function literalPrefix(token: Token): string {
  const prefixes = token.forms.map(([first]) => (typeof first === "string" ? first : ""));
  const [first = ""] = prefixes;
  return prefixes.every((prefix) => prefix === first) ? first : "";
}

/** The token without its first `length` characters, which must be literal. */
export function dropPrefix(token: Token, length: number): Token {
  const forms = token.forms.map(
    ([first, ...rest]): Form => [typeof first === "string" ? first.slice(length) : "", ...rest],
  );
  return tokenOf(token.text.slice(length), forms, token.many);
}
