import { Fragment } from "react";
import type { Piece } from "../../shared/visible-text.ts";
import type { Mark } from "./judgement-words.ts";
import { markedPieces, type PieceRun } from "./marked-pieces.ts";

const noMarks: readonly Mark[] = [];

interface VisibleProps {
  text: string;
  marks?: readonly Mark[];
  /** Sentences and not a command: the quotation marks and dashes of good print are what they look like. */
  prose?: boolean;
}

/** A text of which nothing can hide. It never draws right to left and cannot disturb what stands around it. */
export function Visible({ text, marks = noMarks, prose = false }: VisibleProps) {
  return (
    <bdi dir="ltr" className="visible">
      {markedPieces(text, marks).map((run) =>
        run.mark === null ? (
          <Run key={run.start} run={run} prose={prose} />
        ) : (
          <mark key={run.start} className={`risk ${run.mark.tone}`} title={run.mark.title}>
            <Run run={run} prose={prose} />
          </mark>
        ),
      )}
    </bdi>
  );
}

function Run({ run, prose }: { run: PieceRun; prose: boolean }) {
  let at = run.start;
  return run.pieces.map((piece) => {
    const key = at;
    at += piece.text.length;
    return <Fragment key={key}>{drawn(piece, prose)}</Fragment>;
  });
}

/** Letters that pass for others are not among them. */
const print = /^[‘’“”„‚–—…]$/;

function drawn(piece: Piece, prose: boolean) {
  if (piece.kind === "plain") return piece.text;
  if (prose && piece.kind === "lookalike" && print.test(piece.text)) return piece.text;
  const quiet = piece.text === "\t" || piece.text === " ";
  return (
    <>
      <span className={quiet ? "sign quiet" : "sign"} title={piece.title}>
        {piece.kind === "invisible" ? piece.shown : piece.text}
      </span>
      {piece.text === "\t" && "\t"}
    </>
  );
}
