import { Bot, CircleUserRound } from "lucide-react";
import type { TerminalInfo } from "../../shared/contract/terminals.ts";
import { absoluteTime } from "../ui/times.ts";
import { handBack } from "./hand-back.ts";
import { isDetached } from "./terminal-words.ts";

/** Who has the keyboard of a pane. While a command of the agent runs a person who took it can give it back, unless nobody has the shell. */
export function PaneDriver({ terminal }: { terminal: TerminalInfo }) {
  const { driver, driverSince, id, running, state } = terminal;
  const isTaken =
    driver === "person" && running !== null && running.runId !== null && !isDetached(state);
  const since = driverSince === 0 ? "" : ` Since ${absoluteTime(driverSince)}.`;
  return (
    <>
      {isTaken && (
        <button
          type="button"
          className="button small pane-back"
          title="The agent's command runs, and you have typed into it. Give the keyboard back."
          onClick={() => void handBack(false, id)}
        >
          Hand back
        </button>
      )}
      <span
        className="pane-driver"
        data-driver={driver}
        title={
          driver === "agent"
            ? `The agent has the keyboard. Type to take it.${since}`
            : `You have the keyboard.${since}`
        }
      >
        {driver === "agent" ? (
          <Bot size={13} aria-hidden />
        ) : (
          <CircleUserRound size={13} aria-hidden />
        )}
        {driver === "agent" ? "agent" : "you"}
      </span>
    </>
  );
}
