import { SquareTerminal } from "lucide-react";
import type { TerminalInfo } from "../../shared/contract/terminals.ts";
import { OtherContainers } from "../containers/other-containers.tsx";
import { newShellIn } from "./terminal-store.ts";
import { isDetached } from "./terminal-words.ts";

/** Below the screen of a terminal without a shell at the other end: why, and where the shell is gone the way to a new one. */
export function PaneReason({ terminal }: { terminal: TerminalInfo }) {
  const { hostId, id, remedy, state, stateReason } = terminal;
  if (!isDetached(state) || stateReason === null) return null;
  return (
    <div className="pane-reason">
      <p>
        {stateReason} <OtherContainers hostId={hostId} />
      </p>
      {remedy === "new-shell" && (
        <button type="button" className="button small" onClick={() => void newShellIn(id)}>
          <SquareTerminal size={12} aria-hidden /> New shell here
        </button>
      )}
    </div>
  );
}
