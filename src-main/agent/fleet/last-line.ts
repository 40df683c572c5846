const longest = 200;

/** The last line that is not empty, cut at 200 characters. */
export function lastLineOf(text: string): string {
  const line = text.trimEnd().split("\n").at(-1) ?? "";
  return line.length > longest ? `${line.slice(0, longest - 1)}…` : line;
}
