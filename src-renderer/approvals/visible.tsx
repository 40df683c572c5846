import { Fragment } from "react";
import type { Piece } from "../../shared/visible-text.ts";
import type { Mark } from "./judgement-words.ts";
import { markedPieces, type PieceRun } from "./marked-pieces.ts";

const noMarks: readonly Mark[] = [];

/** A text of which nothing can hide. It never draws right to left and cannot disturb what stands around it. */
export function Visible({ text, marks = noMarks }: { text: string; marks?: readonly Mark[] }) {
  return (
    <bdi dir="ltr" className="visible">
      {markedPieces(text, marks).map((run) =>
        run.mark === null ? (
          <Run key={run.start} run={run} />
        ) : (
          <mark key={run.start} className={`risk ${run.mark.tone}`} title={run.mark.title}>
            <Run run={run} />
          </mark>
        ),
      )}
    </bdi>
  );
}

function Run({ run }: { run: PieceRun }) {
  let at = run.start;
  return run.pieces.map((piece) => {
    const key = at;
    at += piece.text.length;
    return <Fragment key={key}>{drawn(piece)}</Fragment>;
  });
}

function drawn(piece: Piece) {
  if (piece.kind === "plain") return piece.text;
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
