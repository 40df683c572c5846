import { Hourglass } from "lucide-react";
import type { AgentWait, TerminalInfo } from "../../shared/contract/terminals.ts";
import { waitWords } from "../../shared/wait-words.ts";
import { endRun } from "../runs/runs-store.ts";
import { Hint } from "../ui/hint.tsx";
import { absoluteTime } from "../ui/times.ts";
import { handBack } from "./hand-back.ts";

/** Below a pane's header while a command of the agent waits for the keyboard: which, why, and what a person can do about it. */
export function PaneWait({ terminal }: { terminal: TerminalInfo }) {
  const { agentWaits, id } = terminal;
  if (agentWaits === null) return null;
  const { command, reason, runId, since } = agentWaits;
  return (
    <div className="pane-wait" role="status" title={`Waits since ${absoluteTime(since)}`}>
      <span className="pane-wait-words">
        <Hourglass size={12} aria-hidden /> The agent waits: {waitWords[reason]}. Next:{" "}
        <code>{firstLine(command)}</code>
      </span>
      <Ways reason={reason} onHandBack={(clear) => void handBack(clear, id)} />
      <button type="button" className="button small" onClick={() => void endRun(runId, "INT")}>
        Do not run it
      </button>
    </div>
  );
}

/** What stands in the way is the person's: nothing of it goes without their click. */
function Ways(props: { reason: AgentWait["reason"]; onHandBack: (clear: boolean) => void }) {
  switch (props.reason) {
    case "half-typed":
    case "continuation":
      return (
        <Hint text="Cancels the line with ^C; it stays to be read">
          <button type="button" className="button small" onClick={() => props.onHandBack(true)}>
            Clear the line and hand back
          </button>
        </Hint>
      );
    case "copy-mode":
    case "typing":
      return (
        <button type="button" className="button small" onClick={() => props.onHandBack(false)}>
          Hand back
        </button>
      );
    default:
      return null;
  }
}

const firstLine = (command: string): string => command.split("\n", 1)[0] ?? "";
