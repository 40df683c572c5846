import { type Piece, visibleText } from "../../shared/visible-text.ts";
import type { Mark } from "./judgement-words.ts";

/** Pieces of a text that stand together: marked as one, or not at all. */
export interface PieceRun {
  /** Where it begins, in UTF-16 units. */
  start: number;
  mark: Mark | null;
  pieces: Piece[];
}

/** A text cut at its marks, and inside them so that nothing can hide. The pieces' `text` joined is the text. Pure. */
export function markedPieces(text: string, marks: readonly Mark[]): PieceRun[] {
  const runs: PieceRun[] = [];
  let at = 0;
  for (const piece of visibleText(text)) {
    let rest = piece;
    while (rest.text !== "") {
      const mark = marks.find(({ start, end }) => start <= at && at < end) ?? null;
      const next = marks.find(({ start }) => start > at)?.start ?? text.length;
      const length = Math.min(rest.text.length, (mark?.end ?? next) - at);
      // Only plain text is ever cut: a sign stands for one whole character.
      const taken = rest.kind === "plain" ? { ...rest, text: rest.text.slice(0, length) } : rest;
      const last = runs.at(-1);
      if (last !== undefined && last.mark === mark) last.pieces.push(taken);
      else runs.push({ start: at, mark, pieces: [taken] });
      at += taken.text.length;
      rest = { ...rest, text: rest.text.slice(taken.text.length) };
    }
  }
  return runs;
}
