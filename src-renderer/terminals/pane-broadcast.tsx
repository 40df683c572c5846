import { Radio } from "lucide-react";
import type { TerminalId } from "../../shared/ids.ts";
import { toggleReceiver, useBroadcast, usePart, useReceiverCount } from "./broadcast-store.ts";

/** In a pane's header while there is a broadcast: whether this pane takes part, and the way in or out. */
export function PaneBroadcast({ terminalId }: { terminalId: TerminalId }) {
  const on = useBroadcast(({ chosen }) => chosen.size > 0);
  return on ? <Toggle terminalId={terminalId} /> : null;
}

function Toggle({ terminalId }: { terminalId: TerminalId }) {
  const part = usePart(terminalId);
  const { receive } = useReceiverCount();
  return (
    <button
      type="button"
      className="pane-broadcast"
      aria-pressed={part !== undefined}
      title={
        part === undefined ? "Broadcasts input here, too" : "Takes this pane out of the broadcast"
      }
      onClick={() => toggleReceiver(terminalId)}
    >
      <Radio size={12} aria-hidden />
      {part === undefined && "broadcast here"}
      {part === "left-out" && "broadcast · left out"}
      {part === "receives" && `broadcast · ${receive} ${receive === 1 ? "pane" : "panes"}`}
    </button>
  );
}
