import { unreachable } from "../../shared/result.ts";
import { codePoint, type Piece, visibleText } from "../../shared/visible-text.ts";

/**
 * A text for a terminal in which nothing can hide and which cannot steer the terminal: what draws nothing or moves things
 * stands there as ⟨U+…⟩, what looks like something else has that beside it. Line feeds stay.
 */
export const visible = (text: string): string => visibleText(text).map(sign).join("");

/** The same on one line. */
export const visibleLine = (text: string): string => visible(text).replaceAll("\n", "⏎");

/** Prose for a terminal: dashes, quotes and tabs are what they are, and it cannot steer the terminal either. */
export const visibleProse = (text: string): string =>
  visibleText(text)
    .map((piece) => (piece.kind === "lookalike" || piece.text === "\t" ? piece.text : sign(piece)))
    .join("");

function sign(piece: Piece): string {
  switch (piece.kind) {
    case "plain":
      return piece.text;
    case "lookalike":
      return `${piece.text}⟨${codePoint(piece.text)}⟩`;
    case "invisible":
      return piece.text === " " ? " " : `⟨${codePoint(piece.text)}⟩`;
    default:
      return unreachable(piece);
  }
}
