import { Radio } from "lucide-react";
import type { TerminalId } from "../../shared/ids.ts";
import { toggleReceiver, useBroadcast, useReceiverCount } from "./broadcast-store.ts";

/** In a pane's header while there is a broadcast: whether this pane takes part, and the way in or out. */
export function PaneBroadcast({ terminalId }: { terminalId: TerminalId }) {
  const on = useBroadcast(({ chosen }) => chosen.size > 0);
  return on ? <Toggle terminalId={terminalId} /> : null;
}

function Toggle({ terminalId }: { terminalId: TerminalId }) {
  const receives = useBroadcast(({ chosen }) => chosen.has(terminalId));
  const { receive } = useReceiverCount();
  return (
    <button
      type="button"
      className="pane-broadcast"
      aria-pressed={receives}
      title={receives ? "Takes this pane out of the broadcast" : "Broadcasts input here, too"}
      onClick={() => toggleReceiver(terminalId)}
    >
      <Radio size={12} aria-hidden />
      {receives ? `broadcast · ${receive} ${receive === 1 ? "pane" : "panes"}` : "broadcast here"}
    </button>
  );
}
