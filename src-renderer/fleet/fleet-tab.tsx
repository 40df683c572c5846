import type { IDockviewPanelHeaderProps } from "dockview-react";
import { X } from "lucide-react";
import { useEffect } from "react";
import type { Fleet } from "../../shared/contract/fleet.ts";
import { fleetWords, hostCount } from "./fleet-words.ts";
import { useFleets } from "./fleets-store.ts";

const shapes: Record<Fleet["state"], string> = {
  running: "◌",
  asking: "◇",
  stopping: "■",
  done: "✓",
  interrupted: "?",
};

/** The tab of a run on many hosts: how it stands, on how many, and what runs. */
export function FleetTab({ api }: IDockviewPanelHeaderProps) {
  const fleet = useFleets(({ fleets }) => fleets?.find((one) => one.id === api.id));
  const label = fleet === undefined ? "Run on many hosts" : labelOf(fleet);
  useEffect(() => api.setTitle(label), [api, label]);
  return (
    <span className="terminal-tab" data-tab={api.id} title={fleet?.command}>
      {fleet !== undefined && (
        <span className={`fleet-tab-state ${fleet.state}`}>
          <span aria-hidden>{fleet.stopped === null ? shapes[fleet.state] : "■"}</span>
          <span className="visually-hidden">{fleetWords(fleet)}</span>
        </span>
      )}
      <span className="cut">{label}</span>
      <span className="tab-close" data-close title="Close" aria-hidden>
        <X size={12} />
      </span>
    </span>
  );
}

const labelOf = ({ command, hostCount: count }: Fleet) =>
  `${hostCount(count)}: ${command.trim().split("\n", 1)[0] ?? ""}`;
