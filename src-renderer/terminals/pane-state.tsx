import { RotateCw } from "lucide-react";
import type { TerminalInfo } from "../../shared/contract/terminals.ts";
import type { TerminalId } from "../../shared/ids.ts";
import { useSeconds } from "../runs/runs-store.ts";
import { absoluteTime } from "../ui/times.ts";
import { reconnectTerminal } from "./terminal-store.ts";
import { nextTryWords, stateWords, terminalStateShapes } from "./terminal-words.ts";
import "./pane-state.css";

/** Where a terminal stands, why on hover, when it is tried again, and the button for what a person can do about it. */
export function PaneState({ terminal }: { terminal: TerminalInfo }) {
  const { id, nextTryAt, remedy, state, stateReason } = terminal;
  return (
    <>
      <span
        className="pane-state"
        data-state={state}
        title={stateReason ?? undefined}
        role="status"
      >
        <StateShape terminal={terminal} /> {stateWords(terminal)}
      </span>
      {nextTryAt !== null && <NextTry key={nextTryAt} at={nextTryAt} />}
      {(remedy === "now" || remedy === "reconnect") && <Try id={id} remedy={remedy} />}
    </>
  );
}

/** The shape that stands for a terminal's state, beside its word or on its tab. */
export function StateShape({ terminal }: { terminal: TerminalInfo }) {
  return (
    <span className="state-shape" data-shape={terminalStateShapes[terminal.state]} aria-hidden />
  );
}

/** Counts down by the second; a screen reader hears the state and not the seconds. */
function NextTry({ at }: { at: number }) {
  const now = useSeconds();
  return (
    <span className="pane-next-try" title={`Next try: ${absoluteTime(at)}`} aria-hidden>
      {nextTryWords(at, now)}
    </span>
  );
}

/** A new shell is not offered up here: the line below the screen does, beside why the old one is gone. */
const tries = {
  now: { words: "Now", hint: "Try now to have the shell back" },
  reconnect: { words: "Reconnect", hint: "Try to have the shell back" },
};

function Try({ id, remedy }: { id: TerminalId; remedy: keyof typeof tries }) {
  const { hint, words } = tries[remedy];
  return (
    <button
      type="button"
      className="button small"
      title={hint}
      onClick={() => void reconnectTerminal(id)}
    >
      <RotateCw size={12} aria-hidden /> {words}
    </button>
  );
}
