import { useState } from "react";
import type { FleetId } from "../../shared/ids.ts";
import { openDialog } from "../app/frame-store.ts";
import { Visible } from "../approvals/visible.tsx";
import { FrameDialog } from "../ui/frame-dialog.tsx";
import { absoluteTime, agoWords } from "../ui/times.ts";
import { FleetCommand, FleetGrid } from "./fleet-grid.tsx";
import { fleetWords, hostCount } from "./fleet-words.ts";
import { useFleets } from "./fleets-store.ts";
import "../ui/list-and-detail.css";

/** Runs on many hosts, of the agent and of persons, each with its grid. `id`: the one that is shown first. */
export function FleetsDialog({ id, onClose }: { id: FleetId | null; onClose: () => void }) {
  const fleets = useFleets((state) => state.fleets);
  const [chosen, setChosen] = useState<FleetId | null>(id);
  const shown = fleets?.find((fleet) => fleet.id === chosen) ?? fleets?.[0] ?? null;
  return (
    <FrameDialog title="Runs on many hosts" wide onClose={onClose}>
      {fleets?.length === 0 && (
        <div className="dialog-body list-empty">
          <p className="soft">
            Nothing has been run on many hosts. Choose several in the host list with Ctrl or Shift
            and a click, or ask the agent.
          </p>
          <button
            type="button"
            className="button primary"
            onClick={() => openDialog({ kind: "run-on-hosts", initial: {} })}
          >
            Run on many hosts…
          </button>
        </div>
      )}
      {shown !== null && (
        <div className="list-and-detail">
          <ul className="list-side" aria-label="Runs">
            {fleets?.map((fleet) => (
              <li key={fleet.id}>
                <button
                  type="button"
                  className="list-row"
                  aria-current={fleet.id === shown.id}
                  onClick={() => setChosen(fleet.id)}
                >
                  <span className="mono cut">
                    <Visible text={fleet.command.split("\n", 1)[0] ?? ""} />
                  </span>
                  <span className="soft cut" title={absoluteTime(fleet.createdAt)}>
                    {hostCount(fleet.hostCount)}, {fleetWords(fleet)},{" "}
                    {agoWords(fleet.createdAt, Date.now())}
                    {fleet.origin === "agent" && ", the agent"}
                  </span>
                </button>
              </li>
            ))}
          </ul>
          <div className="fleet-detail">
            <FleetCommand command={shown.command} />
            <FleetGrid key={shown.id} id={shown.id} place="dialog" />
          </div>
        </div>
      )}
    </FrameDialog>
  );
}
