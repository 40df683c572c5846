import type { Refusal } from "../../shared/contract/approvals.ts";

const named =
  /^(Enter|Escape|Tab|Space|Backspace|Delete|Up|Down|Left|Right|Home|End|PageUp|PageDown|F([1-9]|1[0-2])|C-[a-z\\\]^_@]|M-[a-zA-Z0-9])$/;

/** Controls, and what a person cannot see: bidi marks, zero-width characters, tags, line separators. */
const unseen = /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/u;

/** Keys that leave a question without answering it. */
const leaving = new Set(["C-c", "C-d"]);

/** Why these keys cannot be sent as they are shown: text with anything in it that is not plainly visible. */
export function keyRefusals(keys: readonly string[]): Refusal[] {
  return keys.flatMap((key, index) => {
    if (named.test(key) || !unseen.test(key)) return [];
    return [
      {
        at: null,
        sentence: `Key ${index + 1} holds a character that cannot be seen. Use names such as Enter, Tab or C-c.`,
      },
    ];
  });
}

/** Whether these keys answer a question in any way, be it with nothing. */
export function answersQuestion(keys: readonly string[]): boolean {
  return keys.some((key) => !leaving.has(key));
}

/** Keys in pieces, each up to and with what may bring a new question: the screen is looked at between them. */
export function piecesOf(keys: readonly string[]): string[][] {
  const pieces: string[][] = [[]];
  for (const key of keys) {
    pieces.at(-1)?.push(key);
    if (key === "Enter" || key === "C-j" || key === "C-m") pieces.push([]);
  }
  return pieces.filter((piece) => piece.length > 0);
}
