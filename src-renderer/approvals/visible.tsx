import { type ClipboardEvent, Fragment } from "react";
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

/**
 * A text of which nothing can hide. It never draws right to left and cannot disturb what stands around it. What is selected
 * in it and copied is the text itself, not the signs that stand for parts of it.
 */
export function Visible({ text, marks = noMarks, prose = false }: VisibleProps) {
  return (
    <bdi dir="ltr" className="visible" onCopy={copyItself}>
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
      <span className={quiet ? "sign quiet" : "sign"} title={piece.title} data-text={piece.text}>
        {piece.kind === "invisible" ? piece.shown : piece.text}
      </span>
      {piece.text === "\t" && <span data-text="">{"\t"}</span>}
    </>
  );
}

/** Copies what the selection stands for where it lies within one text; what reaches beyond is copied as it is drawn. */
function copyItself(event: ClipboardEvent<HTMLElement>): void {
  const selection = getSelection();
  if (selection === null || selection.rangeCount === 0) return;
  const range = selection.getRangeAt(0);
  const { commonAncestorContainer: around } = range;
  if (!event.currentTarget.contains(around)) return;
  // Within one sign it is the whole of it.
  const sign = around.parentElement?.closest("[data-text]");
  if (sign) range.selectNode(sign);
  const chosen = range.cloneContents();
  for (const sign of chosen.querySelectorAll<HTMLElement>("[data-text]")) {
    sign.textContent = sign.dataset["text"] ?? "";
  }
  event.clipboardData.setData("text/plain", chosen.textContent ?? "");
  event.preventDefault();
}
