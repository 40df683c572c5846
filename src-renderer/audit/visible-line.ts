import { codePoint, visibleText } from "../../shared/visible-text.ts";

const longest = 400;

/** A text on one line in which nothing can hide, for places where it is cut anyhow. */
export function visibleLineText(text: string): string {
  const short = text.length > longest ? `${text.slice(0, longest)}…` : text;
  return visibleText(short)
    .map((piece) => {
      if (piece.text === "\n") return "⏎";
      if (piece.kind === "invisible" && piece.text !== " ") return `⟨${codePoint(piece.text)}⟩`;
      return piece.text;
    })
    .join("");
}
