/** A kind of secret that is known by how it looks, wherever it stands. */
export type SecretForm = {
  /** For tests and for whoever reads the table: "GitHub token". */
  name: string;
  /** Texts of which one must be there, in lower case, before the pattern is tried: most text is dismissed by these alone. */
  hints: readonly string[];
  /** Global; matches the secret and nothing around it (what must stand around it is looked at, not matched). */
  pattern: RegExp;
};

/** A token that says itself what it is, by its beginning: the hint is that beginning. */
export const token = (name: string, beginning: string, rest: string): SecretForm => ({
  name,
  hints: [beginning.toLowerCase()],
  pattern: new RegExp(`(?<![A-Za-z0-9_])${escaped(beginning)}${rest}`, "g"),
});

const escaped = (text: string): string => text.replace(/[.*+?^${}()|[\]\\/]/g, "\\$&");
