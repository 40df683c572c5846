import { NumberField } from "./number-field.tsx";
import { useSettingsPage } from "./use-settings-page.tsx";

/** When a turn of the agent is stopped by itself. */
export function TurnsPage() {
  const access = useSettingsPage("turn");
  if (access === null) return null;
  const { settings, isFixed, change, notes } = access;
  const { turn } = settings;
  return (
    <>
      <NumberField
        label="Requests to the model in one turn"
        hint="0 has no limit."
        value={turn.maximumIterations}
        least={0}
        most={1_000}
        disabled={isFixed("turn.maximumIterations")}
        onChange={(maximumIterations) => change({ turn: { maximumIterations } })}
      />
      <NumberField
        label="Time of one turn"
        hint="Seconds, waiting for you not counted. 0 has no limit."
        value={turn.maximumSeconds}
        least={0}
        most={86_400}
        disabled={isFixed("turn.maximumSeconds")}
        onChange={(maximumSeconds) => change({ turn: { maximumSeconds } })}
      />
      <NumberField
        label="Time of one request"
        hint="Seconds without any answer from the model. 0 has no limit."
        value={turn.requestSeconds}
        least={0}
        most={3_600}
        disabled={isFixed("turn.requestSeconds")}
        onChange={(requestSeconds) => change({ turn: { requestSeconds } })}
      />
      {notes}
    </>
  );
}
