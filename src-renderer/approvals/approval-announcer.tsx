import { useEffect, useRef, useState } from "react";
import { actText, placeWord, targetWords, wishWords } from "../../shared/approval-words.ts";
import { chordWords } from "../control/chords.ts";
import { useActions } from "../control/shortcuts.ts";
import { useApprovals } from "./approvals-store.ts";

/** Tells a screen reader and the window's title about questions that come, without moving the focus. */
export function ApprovalAnnouncer() {
  const approvals = useApprovals((state) => state.approvals);
  const told = useRef(new Set<string>());
  const [text, setText] = useState("");
  useEffect(() => {
    const fresh = approvals.filter(({ id }) => !told.current.has(id));
    told.current = new Set(approvals.map(({ id }) => id));
    const last = fresh.at(-1);
    if (last === undefined) return;
    const act = actText(last.action, last.target);
    const where =
      last.action.kind === "ask-person"
        ? wishWords(last.action)
        : `${wishWords(last.action)} ${placeWord(last.action)} ${targetWords(last.target)}`;
    const { actions } = useActions.getState();
    const chord = actions.find(({ id }) => id === "focus-approval")?.chord;
    const way = chord === undefined ? "" : ` ${chordWords(chord)} goes to it.`;
    setText(`${where}: ${act}. ${approvals.length} waiting.${way}`);
  }, [approvals]);
  useEffect(() => {
    const count = approvals.length;
    document.title = count === 0 ? "Fairlead" : `(${count}) approval waits - Fairlead`;
  }, [approvals]);
  return (
    <div className="visually-hidden" role="status" aria-live="polite" aria-label="Approvals">
      {text}
    </div>
  );
}
