/** The most characters of one command's output that go to a model. */
export const outputLimit = 4_000;

/**
 * Head and tail of a long text with a line between them that says what is missing and where it is; a short text as it
 * is. Surrogate pairs are not cut apart.
 */
export function cutMiddle(text: string, limit: number, rest: string): string {
  if (text.length <= limit) return text;
  const half = Math.floor(limit / 2);
  const head = text.slice(0, inPair(text, half) ? half - 1 : half);
  const from = text.length - half;
  const tail = text.slice(inPair(text, from) ? from + 1 : from);
  const missing = text.length - head.length - tail.length;
  return `${head}\n[… ${missing} characters left out: ${rest} …]\n${tail}`;
}

function inPair(text: string, at: number): boolean {
  return /[\uD800-\uDBFF]/.test(text[at - 1] ?? "") && /[\uDC00-\uDFFF]/.test(text[at] ?? "");
}
