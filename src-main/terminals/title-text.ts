const longestTitle = 200;
/** Control and format characters: bidi, zero-width, tags; line separators; what no font can show. */
const unseen = /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Co}\p{Cs}]+/gu;
/** More marks on a letter than any writing needs draw over what stands around it. */
const piledUp = /(\p{M}{4})\p{M}+/gu;

/**
 * A window title that a program has set, as it may be shown: in one line, with nothing that a person cannot see or that
 * turns other text around, 200 characters at most.
 */
export function titleText(text: string): string {
  const line = text.slice(0, 4_096).replace(unseen, " ").replace(piledUp, "$1");
  return [...line.replace(/\s+/g, " ").trim()].slice(0, longestTitle).join("");
}
