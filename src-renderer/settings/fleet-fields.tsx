import { NumberField } from "./number-field.tsx";
import { useSettingsPage } from "./use-settings-page.tsx";

/** Runs on many hosts: when one host goes first, and how long connections are kept that were opened for them. */
export function FleetFields() {
  const access = useSettingsPage("fleet");
  if (access === null) return null;
  const { settings, isFixed, change, notes } = access;
  const { fleet } = settings;
  return (
    <>
      <h3>Runs on many hosts</h3>
      <NumberField
        label="One host first"
        hint="On more hosts than this a command runs on one of them first. 0 leaves it to who starts the run."
        value={fleet.canaryAbove}
        least={0}
        most={1_000}
        disabled={isFixed("fleet.canaryAbove")}
        onChange={(canaryAbove) => change({ fleet: { canaryAbove } })}
      />
      <NumberField
        label="Keep connections of such runs"
        hint="Minutes until connections are closed that were opened for a run on many hosts alone."
        value={fleet.idleMinutes}
        least={1}
        most={1_440}
        disabled={isFixed("fleet.idleMinutes")}
        onChange={(idleMinutes) => change({ fleet: { idleMinutes } })}
      />
      {notes}
    </>
  );
}
