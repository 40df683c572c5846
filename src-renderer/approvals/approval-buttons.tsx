import type { ReactNode } from "react";
import type { ApprovalKey } from "./approval-guard.ts";

type Act = Exclude<ApprovalKey, "leave"> | "extras";

interface ApprovalButtonsProps {
  /** A question is answered with yes and no, everything else is approved and denied. */
  asks: boolean;
  editable: boolean;
  /** What the button says that opens what can go with a yes. */
  extras: string;
  /** Approving needs the host's name: then no key approves. */
  typed: boolean;
  /** Why it cannot be approved yet; null where it can. */
  hindrance: string | null;
  /** Whether a click counts: not before a person could have read the card, nor once it is answered. */
  ready: boolean;
  /** At the end of the row, where nothing hinders. */
  note: ReactNode;
  onAct: (act: Act) => void;
}

/** The answers of a card, one click each. */
export function ApprovalButtons(props: ApprovalButtonsProps) {
  const { asks, hindrance, onAct } = props;
  const button = (act: Act, letter: string | null, words: ReactNode, primary = false) => (
    <button
      type="button"
      className={primary ? "button primary" : "button"}
      aria-disabled={!props.ready || (primary && hindrance !== null)}
      {...(letter === null ? {} : { "aria-keyshortcuts": letter })}
      onClick={() => onAct(act)}
    >
      {words} {letter !== null && <kbd aria-hidden>{letter}</kbd>}
    </button>
  );
  return (
    <div className="approval-buttons">
      {button("approve", props.typed ? null : "A", asks ? "Yes" : "Approve", true)}
      {props.editable && button("edit", "E", "Edit")}
      {button("deny", "D", asks ? "No" : "Deny…")}
      {button("deny-and-stop", "S", asks ? "No and stop" : "Deny and stop")}
      {!asks && button("extras", null, props.extras)}
      <span className="approval-chord">{hindrance ?? props.note}</span>
    </div>
  );
}
