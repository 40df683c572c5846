import type { IDockviewPanelProps } from "dockview-react";
import { isFleetId } from "../terminals/panel-id.ts";
import { FleetCommand, FleetGrid } from "./fleet-grid.tsx";
import { useFleets } from "./fleets-store.ts";

/** A run on many hosts in a tab beside the terminals, as long as a person wants to see it. */
export function FleetPanel({ api: { id } }: IDockviewPanelProps) {
  const fleet = useFleets(({ fleets }) => fleets?.find((one) => one.id === id));
  if (!isFleetId(id)) return null;
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls must be reachable by keyboard
    <section className="fleet-panel" id={id} tabIndex={0} aria-label="Run on many hosts">
      {fleet !== undefined && <FleetCommand command={fleet.command} />}
      <FleetGrid id={id} place="tab" />
    </section>
  );
}
