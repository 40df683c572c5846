import { Fragment } from "react";
import { type Piece, visibleText } from "../../shared/visible-text.ts";

/** A text of which nothing can hide. It never draws right to left and cannot disturb what stands around it. */
export function Visible({ text }: { text: string }) {
  let at = 0;
  return (
    <bdi dir="ltr" className="visible">
      {visibleText(text).map((piece) => {
        const key = at;
        at += piece.text.length;
        return <Fragment key={key}>{drawn(piece)}</Fragment>;
      })}
    </bdi>
  );
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
