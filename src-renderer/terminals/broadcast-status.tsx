import { Radio } from "lucide-react";
import { Hint } from "../ui/hint.tsx";
import { stopBroadcast, useBroadcast, useLeftOut, useReceiverCount } from "./broadcast-store.ts";
import { labelOf } from "./terminal-label.ts";
import { useTerminals } from "./terminal-store.ts";

/** In the status line while there is a broadcast: how many panes get what is typed, who does not, and the way out. */
export function BroadcastStatus() {
  const on = useBroadcast(({ chosen }) => chosen.size > 0);
  return on ? <Status /> : null;
}

function Status() {
  const { receive, chosen } = useReceiverCount();
  const leftOut = useLeftOut();
  const state = useTerminals();
  const count = receive === chosen ? `${chosen}` : `${receive} of ${chosen}`;
  const notes = leftOut.map(({ id, because }) => `${labelOf(state, id)} ${because}`);
  return (
    <span className="broadcast-status">
      <span role="status" className="broadcast-words">
        <Radio size={12} aria-hidden />
        <span className="cut">
          broadcast · {count} {chosen === 1 ? "pane" : "panes"}
          {notes.length > 0 && `: ${notes.join(", ")}`}
        </span>
      </span>
      <Hint text="Stop broadcasting input" action="stop-broadcast">
        <button type="button" className="button small" onClick={stopBroadcast}>
          Off
        </button>
      </Hint>
    </span>
  );
}
